using Marketplace.Domain.Accounts;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Orders;

/// <summary>One step of an order or of a part, with who took it and for whom.</summary>
public sealed class OrderEvent
{
    /// <summary>Note of a delivery that the buyer told of, or said so too.</summary>
    public const string ByTheBuyer = "buyer";

    public long Id { get; private set; }

    public ProducerOrderId? PartId { get; init; }

    public required string From { get; init; }

    public required string Event { get; init; }

    public required string To { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The user who did it; nothing for the system.</summary>
    public UserId? ActorId { get; init; }

    /// <summary>The producer a helper acted for.</summary>
    public ProducerId? PrincipalId { get; init; }

    public string Note { get; init; } = "";
}
