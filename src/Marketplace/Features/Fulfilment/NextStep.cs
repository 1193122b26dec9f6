using Marketplace.Domain.Orders;

namespace Marketplace.Features.Fulfilment;

/// <summary>What a maker does with an order, in its order.</summary>
public enum PartStep
{
    Accept = 1,
    Pack = 2,
    Send = 3,
    Deliver = 4,
}

internal static class NextStep
{
    /// <summary>The one action a state offers.</summary>
    public static PartStep? Of(ProducerOrderStatus status) => status switch
    {
        ProducerOrderStatus.New => PartStep.Accept,
        ProducerOrderStatus.Accepted => PartStep.Pack,
        ProducerOrderStatus.Packed => PartStep.Send,
        ProducerOrderStatus.Sent => PartStep.Deliver,
        _ => null,
    };

    /// <summary>Whether the maker has money of it, or will have: not of what was declined, cancelled, came back or was refunded.</summary>
    public static bool Earns(ProducerOrderStatus status) =>
        status is not (ProducerOrderStatus.Declined or ProducerOrderStatus.Cancelled or ProducerOrderStatus.Returned or ProducerOrderStatus.Refunded);

    public static bool CanDecline(ProducerOrderStatus status) => OrderTransitions.After(status, OrderTransitions.Decline) is not null;
}
