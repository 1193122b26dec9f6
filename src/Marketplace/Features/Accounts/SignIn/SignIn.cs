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
public sealed record SignIn(string Login, string Password) : ICommand<Result<SignInAnswer>>;

/// <param name="User">Who it is, or nobody. Unknown, wrong and resting accounts get the same answer.</param>
public sealed record SignInAnswer(UserId? User);

internal sealed class SignInHandler(MarketplaceDb db, IPasswordHasher<User> hasher, IPublisher publisher, TimeProvider clock)
    : IRequestHandler<SignIn, Result<SignInAnswer>>
{
    private const int GuessesBeforeRest = 5;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(15);
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<User>(
        Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = AccountsSetup.HashIterations })).HashPassword(new User(), Guid.NewGuid().ToString()));

    public async Task<Result<SignInAnswer>> Handle(SignIn command, CancellationToken ct)
    {
        var user = Login.Parse(command.Login) is { } login ? await db.Users.SignsInAs(login).SingleOrDefaultAsync(ct) : null;
        var now = clock.GetUtcNow();

        // Hashed for nobody too, so that the time taken does not tell which addresses have accounts.
        var match = hasher.VerifyHashedPassword(user ?? new User(), user?.PasswordHash ?? NobodysHash.Value, PasswordRules.Composed(command.Password));
        if (user?.PasswordHash is null || user.LockoutEnd > now)
        {
            return new SignInAnswer(User: null);
        }

        user.ConcurrencyStamp = Guid.NewGuid().ToString();
        if (match is PasswordVerificationResult.Failed)
        {
            CountGuess(user, now);
            return new SignInAnswer(User: null);
        }

        if (match is PasswordVerificationResult.SuccessRehashNeeded)
        {
            user.PasswordHash = hasher.HashPassword(user, PasswordRules.Composed(command.Password));
        }

        (user.AccessFailedCount, user.LockoutEnd) = (0, null);
        await publisher.Publish(new UserSignedIn(user.UserId), ct);
        return new SignInAnswer(user.UserId);
    }

    private static void CountGuess(User user, DateTimeOffset now)
    {
        if (++user.AccessFailedCount >= GuessesBeforeRest)
        {
            (user.AccessFailedCount, user.LockoutEnd) = (0, now + Rest);
        }
    }
}
