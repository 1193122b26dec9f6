using System.Security.Claims;
using Marketplace.Domain.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>
/// Begins and ends a browser's session. A second cookie outlives it and says whose password was right here: Identity signs it, and ends it with the account's
/// other sessions. It opens nothing; wrong passwords in such a browser are counted by themselves (see <see cref="Guesses"/>).
/// </summary>
public sealed class SessionCookie(SignInManager<User> signIn, UserManager<User> users)
{
    public const string Name = "session";
    public const string KnownName = "known";

    /// <param name="user">Who has proved who they are.</param>
    /// <param name="remember">Outlives the browser's window.</param>
    public async Task Begin(UserId user, bool remember)
    {
        var account = await Account(user);
        await signIn.SignInAsync(account, remember);
        await signIn.RememberTwoFactorClientAsync(account);
    }

    /// <summary>Writes the cookie again after a change of what it carries, as long-lived as it was.</summary>
    public async Task Renew(UserId user)
    {
        var account = await Account(user);
        await signIn.RefreshSignInAsync(account);
        await signIn.RememberTwoFactorClientAsync(account);
    }

    /// <summary>Whose password was right in this browser before, if anybody's, and has not been changed since.</summary>
    public async Task<UserId?> KnownAs() =>
        (await signIn.Context.AuthenticateAsync(IdentityConstants.TwoFactorRememberMeScheme)).Principal?.FindFirstValue(ClaimTypes.Name) is { } name && Guid.TryParse(name, out var id)
            ? new UserId(id)
            : null;

    public Task End() => signIn.SignOutAsync();

    private async Task<User> Account(UserId user) =>
        await users.FindByIdAsync(user.Value.ToString()) ?? throw new InvalidOperationException("The account is gone.");
}
