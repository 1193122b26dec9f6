using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.People;

/// <summary>An offer to join a producer.</summary>
public readonly record struct InvitationId(Guid Value) : IEntityId<InvitationId>
{
    public static InvitationId New() => new(Guid.CreateVersion7());

    public static InvitationId From(Guid value) => new(value);
}

/// <summary>Someone is asked to join a producer. Only the account with that e-mail address or telephone number can accept, and only for a while.</summary>
public sealed class Invitation : Aggregate
{
    public static readonly TimeSpan OpenFor = TimeSpan.FromDays(14);

    public required InvitationId Id { get; init; }

    public required ProducerId ProducerId { get; init; }

    public required string FullName { get; init; }

    /// <summary>What the invited person signs in with: an address in lower case or a number in E.164.</summary>
    public required string Login { get; init; }

    public required MembershipRole Role { get; init; }

    public required int ShareBasisPoints { get; init; }

    public required UserId InvitedBy { get; init; }

    public required DateTimeOffset InvitedAt { get; init; }

    /// <summary>Accepted, or taken back.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    public bool IsOpen(DateTimeOffset now) => ClosedAt is null && now < InvitedAt + OpenFor;

    public void Close(DateTimeOffset now) => ClosedAt ??= now;
}
