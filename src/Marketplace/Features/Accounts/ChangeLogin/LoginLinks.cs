using System.Globalization;
using System.Security.Cryptography;
using Marketplace.Domain.Accounts;
using Marketplace.Infrastructure.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace Marketplace.Features.Accounts.ChangeLogin;

/// <param name="User">Whose account it is.</param>
/// <param name="Login">What they want to sign in with.</param>
/// <param name="Stamp">Of the account when it was asked for: whatever changed about its sign-in since ends the link.</param>
internal sealed record WantedLogin(UserId User, Login Login, string Stamp);

/// <summary>What the link in the message to a new address carries, sealed: an address in clear would stand in the logs of everything the link passes.</summary>
internal sealed class LoginLinks(IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan OpenFor = TimeSpan.FromHours(2);

    private readonly IDataProtector _protector = protection.CreateProtector("account-login");

    /// <summary>Short, because it is part of an address that a sign-in may have to lead on to.</summary>
    public string Seal(User user, Login login) => _protector.Protect(
        string.Create(CultureInfo.InvariantCulture, $"{user.Id:N}|{(clock.GetUtcNow() + OpenFor).ToUnixTimeSeconds()}|{user.SecurityStamp}|{login.Value}"));

    /// <returns>Nothing for what we have not sealed, or too long ago.</returns>
    public WantedLogin? Open(string token)
    {
        try
        {
            var parts = _protector.Unprotect(token).Split('|', 4);
            var until = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[1], CultureInfo.InvariantCulture));
            return clock.GetUtcNow() < until && Login.Parse(parts[3]) is { } login ? new WantedLogin(new UserId(Guid.Parse(parts[0])), login, parts[2]) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
