using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.People;

/// <summary>A person's place in a producer.</summary>
public readonly record struct MembershipId(Guid Value) : IEntityId<MembershipId>
{
    public static MembershipId New() => new(Guid.CreateVersion7());

    public static MembershipId From(Guid value) => new(value);
}

public enum MembershipRole
{
    /// <summary>Speaks and acts for the producer.</summary>
    Representative = 1,

    /// <summary>Makes, and shares in what is earned.</summary>
    Member = 2,
}

/// <summary>A person in a producer, dated, with the share of earnings declared for them in hundredths of a percent (0 when not declared).</summary>
public sealed class Membership
{
    public required MembershipId Id { get; init; }

    public required PersonId PersonId { get; init; }

    public required ProducerId ProducerId { get; init; }

    public required MembershipRole Role { get; init; }

    public required int ShareBasisPoints { get; init; }

    public required DateOnly From { get; init; }

    public DateOnly? Until { get; set; }
}

/// <summary>A helper's permission to act for a producer.</summary>
public readonly record struct MandateId(Guid Value) : IEntityId<MandateId>
{
    public static MandateId New() => new(Guid.CreateVersion7());

    public static MandateId From(Guid value) => new(value);
}

[Flags]
public enum MandateScope
{
    None = 0,
    Listings = 1,
    Orders = 2,
}

/// <summary>A helper may act for a producer within a scope until a day, unless revoked. Never covers bank data.</summary>
public sealed class Mandate
{
    public required MandateId Id { get; init; }

    public required UserId HelperId { get; init; }

    public required ProducerId ProducerId { get; init; }

    public required MandateScope Scope { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset Until { get; init; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public bool Covers(MandateScope scope, DateTimeOffset now) =>
        RevokedAt is null && now >= From && now < Until && Scope.HasFlag(scope);

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}
