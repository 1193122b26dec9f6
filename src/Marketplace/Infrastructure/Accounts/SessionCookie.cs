using Marketplace.Domain.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>Begins and ends a browser's session.</summary>
public sealed class SessionCookie(SignInManager<User> signIn, UserManager<User> users)
{
    /// <param name="user">Who has proved who they are.</param>
    /// <param name="remember">Outlives the browser's window.</param>
    public async Task Begin(UserId user, bool remember)
    {
        var account = await users.FindByIdAsync(user.Value.ToString()) ?? throw new InvalidOperationException("The account is gone.");
        await signIn.SignInAsync(account, remember);
    }

    public Task End() => signIn.SignOutAsync();
}
