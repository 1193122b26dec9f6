using System.Security.Claims;
using Marketplace.Domain.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Infrastructure.Accounts;

/// <param name="User">Whose password was right.</param>
/// <param name="Stamp">Of their account at that time: another since then ends this too.</param>
/// <param name="Remember">What they had ticked.</param>
public sealed record AskedCode(UserId User, string Stamp, bool Remember);

/// <summary>
/// Begins and ends a browser's session. A second cookie outlives it and says whose password was right here: Identity signs it, and ends it with the account's
/// other sessions. It opens nothing; wrong passwords in such a browser are counted by themselves (see <see cref="Guesses"/>). A third lasts from the right password to
/// the code of the second step, where there is one, and opens nothing but the page that asks for it.
/// </summary>
public sealed class SessionCookie(SignInManager<User> signIn, UserManager<User> users)
{
    public const string Name = "session";
    public const string KnownName = "known";
    public const string AskedName = "second-step";

    private const string Remembered = "remember";

    /// <param name="user">Who has proved who they are.</param>
    /// <param name="remember">Outlives the browser's window.</param>
    public async Task Begin(UserId user, bool remember)
    {
        var account = await Account(user);
        await signIn.SignInAsync(account, remember);
        await signIn.RememberTwoFactorClientAsync(account);
        if (signIn.Context.Request.Cookies.ContainsKey(AskedName))
        {
            await signIn.Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        }
    }

    /// <summary>Notes for five minutes whose password was right here, in place of a session.</summary>
    public async Task AskCode(UserId user, bool remember)
    {
        // Whose session was open in this browser before, it is over: the next one is for whoever gave the password.
        if (signIn.Context.Request.Cookies.ContainsKey(Name))
        {
            await signIn.Context.SignOutAsync(IdentityConstants.ApplicationScheme);
        }

        var account = await Account(user);
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, account.Id.ToString()), new Claim(signIn.Options.ClaimsIdentity.SecurityStampClaimType, account.SecurityStamp ?? "")],
            IdentityConstants.TwoFactorUserIdScheme);
        var properties = new AuthenticationProperties();
        properties.Items[Remembered] = remember ? bool.TrueString : bool.FalseString;
        await signIn.Context.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(identity), properties);
    }

    /// <summary>Whose code is to come, if anybody's.</summary>
    public async Task<AskedCode?> Asked() =>
        await signIn.Context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme) is { Principal: { } principal, Properties: { } properties }
            && Guid.TryParse(principal.FindFirstValue(ClaimTypes.Name), out var id)
            ? new AskedCode(new UserId(id), principal.FindFirstValue(signIn.Options.ClaimsIdentity.SecurityStampClaimType) ?? "", properties.Items[Remembered] == bool.TrueString)
            : null;

    /// <summary>Whether nothing has ended this session: it may be up to a minute until its cookie is looked at by itself, and must not be renewed meanwhile.</summary>
    public async Task<bool> IsCurrent(ClaimsPrincipal visitor) => await signIn.ValidateSecurityStampAsync(visitor) is not null;

    /// <summary>Writes the cookie again after a change of what it carries, as long-lived as it was. Only after a password or a link was proved, or where the session <see cref="IsCurrent"/>.</summary>
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
