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
