using Marketplace.Domain.Common;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.People;

/// <summary>One permission given by one person.</summary>
public readonly record struct ConsentId(Guid Value) : IEntityId<ConsentId>
{
    public static ConsentId New() => new(Guid.CreateVersion7());

    public static ConsentId From(Guid value) => new(value);
}

/// <summary>What a permission is for. Each is asked apart and can be withdrawn apart.</summary>
public enum ConsentPurpose
{
    /// <summary>Platform regulation and processing needed to sell.</summary>
    Selling = 1,

    /// <summary>Name, portrait and voice shown to the public.</summary>
    PublicProfile = 2,

    /// <summary>Ethnicity and gender used in statistics.</summary>
    Statistics = 3,

    /// <summary>The people's name shown with the products.</summary>
    PublicEthnicity = 4,
}

/// <summary>A dated, withdrawable permission. Withdrawn, it hides what it allowed.</summary>
public sealed class Consent
{
    public required ConsentId Id { get; init; }

    public required PersonId PersonId { get; init; }

    public required ProducerId ProducerId { get; init; }

    public required ConsentPurpose Purpose { get; init; }

    /// <summary>Version of the text that was shown.</summary>
    public required string TextVersion { get; init; }

    public required DateTimeOffset GivenAt { get; init; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    public bool IsInForce => WithdrawnAt is null;

    public void Withdraw(DateTimeOffset now) => WithdrawnAt ??= now;
}
