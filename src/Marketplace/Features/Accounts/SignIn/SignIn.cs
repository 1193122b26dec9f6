using Marketplace.Domain.Accounts;
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
/// <param name="AsksCode">The account has a second step: who it is, is not proved yet, and no session begins.</param>
public sealed record SignInAnswer(UserId? User, bool AsksCode = false);

internal sealed class SignInHandler(MarketplaceDb db, IPasswordHasher<User> hasher, Guesses guesses, IPublisher publisher, TimeProvider clock)
    : IRequestHandler<SignIn, Result<SignInAnswer>>
{
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
            await db.NoteSignIn(user, SignInNotes.Failed, "wrong", clock.GetUtcNow(), ct);
            return new SignInAnswer(User: null);
        }

        if (!await guesses.Right(user.Id, place, ct))
        {
            await db.NoteSignIn(user, SignInNotes.Failed, "rests", clock.GetUtcNow(), ct);
            return new SignInAnswer(User: null);
        }

        if (match is PasswordVerificationResult.SuccessRehashNeeded)
        {
            (user.PasswordHash, user.ConcurrencyStamp) = (hasher.HashPassword(user, PasswordRules.Composed(command.Password)), Guid.NewGuid().ToString());
        }

        if (user.TwoFactorEnabled)
        {
            await db.NoteSignIn(user, SignInNotes.CodeAsked, "", clock.GetUtcNow(), ct);
            return new SignInAnswer(user.UserId, AsksCode: true);
        }

        await db.NoteSignIn(user, SignInNotes.SignedIn, "", clock.GetUtcNow(), ct);
        await publisher.Publish(new UserSignedIn(user.UserId), ct);
        return new SignInAnswer(user.UserId);
    }
}
