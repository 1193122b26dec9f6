namespace Marketplace.Domain.Orders;

/// <summary>The allowed moves of an order and of its parts, in one place. A move that is not written here cannot happen.</summary>
public static class OrderTransitions
{
    public const string Confirm = "confirm";
    public const string Accept = "accept";
    public const string Pack = "pack";
    public const string Send = "send";
    public const string Deliver = "deliver";

    /// <summary>The buyer says so too of what somebody else told.</summary>
    public const string Receive = "receive";
    public const string Decline = "decline";
    public const string Cancel = "cancel";
    public const string Expire = "expire";
    public const string Complete = "complete";
    public const string Return = "return";
    public const string Refund = "refund";

    public static IReadOnlyList<(OrderStatus From, string Event, OrderStatus To)> Orders { get; } =
    [
        (OrderStatus.AwaitingPayment, Confirm, OrderStatus.Confirmed),
        (OrderStatus.AwaitingPayment, Cancel, OrderStatus.Cancelled),
        (OrderStatus.AwaitingPayment, Expire, OrderStatus.Expired),
        (OrderStatus.Confirmed, Cancel, OrderStatus.Cancelled),
        (OrderStatus.Confirmed, Complete, OrderStatus.Completed),
        (OrderStatus.Completed, Cancel, OrderStatus.Cancelled),
    ];

    public static IReadOnlyList<(ProducerOrderStatus From, string Event, ProducerOrderStatus To)> Parts { get; } =
    [
        (ProducerOrderStatus.AwaitingPayment, Confirm, ProducerOrderStatus.New),
        (ProducerOrderStatus.AwaitingPayment, Cancel, ProducerOrderStatus.Cancelled),
        (ProducerOrderStatus.AwaitingPayment, Expire, ProducerOrderStatus.Cancelled),
        (ProducerOrderStatus.New, Accept, ProducerOrderStatus.Accepted),
        (ProducerOrderStatus.New, Decline, ProducerOrderStatus.Declined),
        (ProducerOrderStatus.New, Cancel, ProducerOrderStatus.Cancelled),
        (ProducerOrderStatus.Accepted, Pack, ProducerOrderStatus.Packed),
        (ProducerOrderStatus.Accepted, Decline, ProducerOrderStatus.Declined),
        (ProducerOrderStatus.Accepted, Cancel, ProducerOrderStatus.Cancelled),
        (ProducerOrderStatus.Packed, Send, ProducerOrderStatus.Sent),
        (ProducerOrderStatus.Packed, Decline, ProducerOrderStatus.Declined),
        (ProducerOrderStatus.Sent, Deliver, ProducerOrderStatus.Delivered),
        (ProducerOrderStatus.Sent, Return, ProducerOrderStatus.Returned),
        (ProducerOrderStatus.Delivered, Receive, ProducerOrderStatus.Delivered),
        (ProducerOrderStatus.Delivered, Return, ProducerOrderStatus.Returned),
        (ProducerOrderStatus.Delivered, Refund, ProducerOrderStatus.Refunded),
    ];

    /// <summary>What counts as delivered comes back only while its cash is awaited: then it was the clock or a mistake that said so.</summary>
    public static bool CanComeBack(ProducerOrderStatus status, bool isSettled) =>
        After(status, Return) is not null && !(status == ProducerOrderStatus.Delivered && isSettled);

    public static OrderStatus? After(OrderStatus from, string what)
    {
        foreach (var move in Orders)
        {
            if (move.From == from && move.Event == what)
            {
                return move.To;
            }
        }

        return null;
    }

    public static ProducerOrderStatus? After(ProducerOrderStatus from, string what)
    {
        foreach (var move in Parts)
        {
            if (move.From == from && move.Event == what)
            {
                return move.To;
            }
        }

        return null;
    }
}
