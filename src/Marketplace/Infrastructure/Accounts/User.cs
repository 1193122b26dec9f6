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
}
