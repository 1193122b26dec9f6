using Marketplace.Domain.Common;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>Asks somebody who is signed in for their password once more, before what a session left open or stolen must not do. Wrong ones count as at the sign-in, apart from those tried there.</summary>
public sealed class PasswordAgain(IPasswordHasher<User> hasher, Guesses guesses)
{
    /// <param name="user">Who it must be.</param>
    /// <param name="typed">As it was typed.</param>
    /// <param name="field">Where it was typed, for the message.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Why it does not count, or nothing.</returns>
    public async Task<Refusal?> Refuse(User user, string typed, string field, CancellationToken ct)
    {
        if (typed.Length > PasswordRules.Longest || user.PasswordHash is null
            || hasher.VerifyHashedPassword(user, user.PasswordHash, PasswordRules.Composed(typed)) is PasswordVerificationResult.Failed)
        {
            await guesses.Wrong(user.Id, Guesses.Session, ct);
            return new Refusal("accounts.password-wrong", field);
        }

        return await guesses.Right(user.Id, Guesses.Session, ct) ? null : new Refusal("accounts.rests", field);
    }
}
