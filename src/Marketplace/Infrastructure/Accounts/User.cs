using Marketplace.Domain.Accounts;
using Marketplace.Domain.People;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>Someone who signs in. Buyers, makers, helpers and officials are all users; what they may do comes from roles, memberships and mandates.</summary>
public sealed class User : IdentityUser<Guid>
{
    public string DisplayName { get; set; } = "";

    /// <summary>Language of the messages we send: vi, en or fr.</summary>
    public string Language { get; set; } = "vi";

    /// <summary>The natural person behind the account, when one is recorded (makers, members, helpers).</summary>
    public PersonId? PersonId { get; set; }

    /// <summary>For programme managers: the country, province or commune they see; nothing for everyone else.</summary>
    public int? ManagedUnitId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public UserId UserId => new(Id);

    /// <summary>Its password is printed at the start, and everybody shares it.</summary>
    public bool IsOfTheDemonstration => DemoAccounts.All.Any(account => account.Normalized == NormalizedUserName);

    /// <summary>This address or number, which is proved to be theirs, is what they sign in with and are written to from now on.</summary>
    public void SignInAs(Login login)
    {
        (UserName, NormalizedUserName) = (login.Value, login.Normalized);
        (Email, NormalizedEmail, EmailConfirmed) = login.IsPhone ? (null, null, false) : (login.Value, login.Normalized, true);
        (PhoneNumber, PhoneNumberConfirmed) = login.IsPhone ? (login.Value, true) : (null, false);
    }

    /// <summary>Nobody signs in with it any more, and it says of nobody whose it was. The row stays: orders, decisions and payments name it.</summary>
    public void Close()
    {
        (UserName, NormalizedUserName) = (ClosedLogins.Of(Id), ClosedLogins.Of(Id).ToUpperInvariant());
        (Email, NormalizedEmail, EmailConfirmed, PhoneNumber, PhoneNumberConfirmed) = (null, null, false, null, false);
        (DisplayName, PasswordHash, TwoFactorEnabled, PersonId, ManagedUnitId) = ("", null, false, null, null);
        this.EndSessions();
    }
}

/// <summary>What stands in place of the login of a closed account; no address and no number looks like it.</summary>
internal static class ClosedLogins
{
    public const string Prefix = "CLOSED:";

    /// <summary>As others read it: a closed account has none.</summary>
    public static string Shown(string login) => login.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? "" : login;

    public static string Of(Guid user) => $"closed:{user:N}";
}
