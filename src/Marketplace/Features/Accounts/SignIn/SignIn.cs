using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Accounts.SignIn;

/// <summary>Proves who someone is by their password. It succeeds also when the answer is no, because a wrong guess is counted.</summary>
/// <param name="Login">As it was typed.</param>
/// <param name="Password">As it was typed.</param>
/// <param name="Network">Where it was typed.</param>
/// <param name="KnownAs">Whose password was right in this browser before, if anybody's.</param>
public sealed record SignIn(string Login, string Password, string Network, UserId? KnownAs = null) : ICommand<Result<SignInAnswer>>;

/// <param name="User">Who it is, or nobody. Unknown, wrong and resting accounts get the same answer.</param>
public sealed record SignInAnswer(UserId? User);

internal sealed class SignInHandler(MarketplaceDb db, IPasswordHasher<User> hasher, Guesses guesses, IPublisher publisher, TimeProvider clock)
    : IRequestHandler<SignIn, Result<SignInAnswer>>
{
    private const string SignedIn = "account.sign-in";
    private const string Failed = "account.sign-in-failed";
    private static readonly string?[] Usual = [Roles.Buyer.ToUpperInvariant(), Roles.ProducerMember.ToUpperInvariant()];

    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<User>(
        Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = AccountsSetup.HashIterations })).HashPassword(new User(), Guid.NewGuid().ToString()));

    public async Task<Result<SignInAnswer>> Handle(SignIn command, CancellationToken ct)
    {
        var user = Login.Parse(command.Login) is { } login ? await db.Users.SignsInAs(login).SingleOrDefaultAsync(ct) : null;
        var place = user is not null && command.KnownAs == user.UserId ? Guesses.KnownBrowser : guesses.Network(user?.Id ?? Guid.Empty, command.Network);

        // Hashed for nobody too, so that the time taken does not tell which addresses have accounts.
        var match = hasher.VerifyHashedPassword(user ?? new User(), user?.PasswordHash ?? NobodysHash.Value, PasswordRules.Composed(command.Password));
        if (user?.PasswordHash is null || match is PasswordVerificationResult.Failed)
        {
            await guesses.Wrong(user?.Id ?? Guid.Empty, place, ct);
            await Note(user, Failed, "wrong", ct);
            return new SignInAnswer(User: null);
        }

        if (!await guesses.Right(user.Id, place, ct))
        {
            await Note(user, Failed, "rests", ct);
            return new SignInAnswer(User: null);
        }

        if (match is PasswordVerificationResult.SuccessRehashNeeded)
        {
            (user.PasswordHash, user.ConcurrencyStamp) = (hasher.HashPassword(user, PasswordRules.Composed(command.Password)), Guid.NewGuid().ToString());
        }

        await Note(user, SignedIn, "", ct);
        await publisher.Publish(new UserSignedIn(user.UserId), ct);
        return new SignInAnswer(user.UserId);
    }

    /// <summary>Whoever has more to do here than to buy and sell leaves a trace. Asked for nobody too, as the hash is.</summary>
    private async Task Note(User? user, string action, string detail, CancellationToken ct)
    {
        var id = user?.Id ?? Guid.Empty;
        if (await db.UserRoles.Where(held => held.UserId == id).Join(db.Roles, held => held.RoleId, role => role.Id, (_, role) => role.NormalizedName).AnyAsync(role => !Usual.Contains(role), ct))
        {
            db.AuditEvents.Add(new AuditEvent
            {
                At = clock.GetUtcNow(),
                ActorId = action == SignedIn ? user!.UserId : null,
                Action = action,
                Subject = AuditSubject.OfAccount(new UserId(id)),
                Detail = detail,
            });
        }
    }
}
