using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.Infrastructure.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace Marketplace.Features.Accounts.ChangeLogin;

/// <param name="User">Whose account it is.</param>
/// <param name="Login">What they want to sign in with.</param>
/// <param name="Stamp">Of the account when it was asked for: whatever changed about its sign-in since ends the link.</param>
/// <param name="Until">UTC.</param>
internal sealed record WantedLogin(Guid User, string Login, string Stamp, DateTimeOffset Until);

/// <summary>What the link in the message to a new address carries, sealed: an address in clear would stand in the logs of everything the link passes.</summary>
internal sealed class LoginLinks(IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan OpenFor = TimeSpan.FromHours(2);

    private readonly IDataProtector _protector = protection.CreateProtector("account-login");

    public string Seal(User user, Login login) => _protector.Protect(
        JsonSerializer.Serialize(new WantedLogin(user.Id, login.Value, user.SecurityStamp ?? "", clock.GetUtcNow() + OpenFor)));

    /// <returns>Nothing for what we have not sealed, or too long ago.</returns>
    public WantedLogin? Open(string token)
    {
        try
        {
            return JsonSerializer.Deserialize<WantedLogin>(_protector.Unprotect(token)) is { } wanted && clock.GetUtcNow() < wanted.Until ? wanted : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
