using Marketplace.Domain.Accounts;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Common;

/// <summary>A change that counted at once: what stood there and what stands there now, until a moderator has seen it.</summary>
public abstract class KeptEdit
{
    public long Id { get; private set; }

    public required DateTimeOffset At { get; init; }

    public UserId? ActorId { get; init; }

    /// <summary>The producer a helper acted for.</summary>
    public ProducerId? PrincipalId { get; init; }

    /// <summary>Name of the property, "Photos" or "Lot".</summary>
    public required string Field { get; init; }

    public required string Before { get; init; }

    public required string After { get; init; }

    public DateTimeOffset? SeenAt { get; private set; }

    public UserId? SeenBy { get; private set; }

    public void MarkSeen(UserId moderator, DateTimeOffset now) => (SeenBy, SeenAt) = (moderator, now);

    public void MarkUnseen() => (SeenBy, SeenAt) = (null, null);
}
