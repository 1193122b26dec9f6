using Marketplace.Domain.Orders;

namespace Marketplace.Features.Orders;

/// <summary>How an order stands as a whole, in one line above its parcels. It says nothing that they deny.</summary>
public enum Headline
{
    AwaitingPayment = 1,

    /// <summary>Confirmed, and no maker has accepted a parcel yet.</summary>
    Waiting = 2,
    Preparing = 3,
    PartlySent = 4,
    OnTheWay = 5,

    /// <summary>Something came; something else is still to come, or never will.</summary>
    PartlyDelivered = 6,
    Delivered = 7,
    Refunded = 8,
    CameBack = 9,
    Declined = 10,
    Cancelled = 11,
    Expired = 12,
}

internal static class Headlines
{
    /// <param name="order">The order's own state.</param>
    /// <param name="parcels">The states of its parcels; one may be named more than once.</param>
    public static Headline Of(OrderStatus order, IReadOnlyCollection<ProducerOrderStatus> parcels)
    {
        bool Any(params ProducerOrderStatus[] states) => parcels.Any(states.Contains);
        bool All(params ProducerOrderStatus[] states) => parcels.All(states.Contains);

        return order switch
        {
            OrderStatus.AwaitingPayment => Headline.AwaitingPayment,
            OrderStatus.Expired => Headline.Expired,
            _ when All(ProducerOrderStatus.Refunded) => Headline.Refunded,
            _ when All(ProducerOrderStatus.Delivered, ProducerOrderStatus.Refunded) => Headline.Delivered,
            _ when Any(ProducerOrderStatus.Delivered, ProducerOrderStatus.Refunded) => Headline.PartlyDelivered,
            _ when Any(ProducerOrderStatus.Sent) => parcels.Any(state => state.IsToBeSent) ? Headline.PartlySent : Headline.OnTheWay,
            _ when Any(ProducerOrderStatus.Accepted, ProducerOrderStatus.Packed) => Headline.Preparing,
            _ when Any(ProducerOrderStatus.New) => Headline.Waiting,
            _ when Any(ProducerOrderStatus.Returned) => Headline.CameBack,
            _ when All(ProducerOrderStatus.Declined) => Headline.Declined,
            _ => Headline.Cancelled,
        };
    }
}
