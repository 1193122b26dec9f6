using Marketplace.Domain.Accounts;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Auditing;

/// <summary>Who did what to what, for whom, and when. Append-only.</summary>
public sealed class AuditEvent
{
    public long Id { get; private set; }

    public required DateTimeOffset At { get; init; }

    public UserId? ActorId { get; init; }

    /// <summary>The producer a helper acted for.</summary>
    public ProducerId? PrincipalId { get; init; }

    /// <summary>"sensitive.read", "order.accept", …</summary>
    public required string Action { get; init; }

    public required string Subject { get; init; }

    public string Detail { get; init; } = "";
}
