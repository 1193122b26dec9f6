using Marketplace.Domain.Common;

namespace Marketplace.Domain.People;

/// <summary>A natural person: maker, member or helper.</summary>
public readonly record struct PersonId(Guid Value) : IEntityId<PersonId>
{
    public static PersonId New() => new(Guid.CreateVersion7());

    public static PersonId From(Guid value) => new(value);
}

/// <summary>As the person states it; nothing is assumed.</summary>
public enum Gender
{
    NotStated = 0,
    Female = 1,
    Male = 2,
    Other = 3,
}

/// <summary>A natural person. Ethnicity and identity papers are sensitive (Law 91/2025/QH15): optional, by consent, and stored encrypted.</summary>
public sealed class Person : Aggregate
{
    public required PersonId Id { get; init; }

    public required string FullName { get; set; }

    public Gender Gender { get; set; }

    /// <summary>The ethnic group's slug, encrypted; empty when not stated. Read only through the reader that logs.</summary>
    public byte[]? EthnicityCipher { get; set; }

    /// <summary>Citizen identity number, encrypted; empty when not given.</summary>
    public byte[]? IdentityCipher { get; set; }

    public required DateTimeOffset RecordedAt { get; init; }

    public bool IsDemo { get; init; }
}
