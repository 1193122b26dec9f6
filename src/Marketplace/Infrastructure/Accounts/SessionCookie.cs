using Marketplace.Domain.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>Begins and ends a browser's session.</summary>
public sealed class SessionCookie(SignInManager<User> signIn, UserManager<User> users)
{
    public const string Name = "session";

    /// <param name="user">Who has proved who they are.</param>
    /// <param name="remember">Outlives the browser's window.</param>
    public async Task Begin(UserId user, bool remember)
    {
        await signIn.SignInAsync(await Account(user), remember);
    }

    /// <summary>Writes the cookie again after a change of what it carries, as long-lived as it was.</summary>
    public async Task Renew(UserId user) => await signIn.RefreshSignInAsync(await Account(user));

    public Task End() => signIn.SignOutAsync();

    private async Task<User> Account(UserId user) =>
        await users.FindByIdAsync(user.Value.ToString()) ?? throw new InvalidOperationException("The account is gone.");
}
