using Marketplace.Domain.Orders;

namespace Marketplace.Tests.Domain;

public sealed class OrderTransitionsTests
{
    private static readonly string[] Events =
    [
        OrderTransitions.Confirm, OrderTransitions.Accept, OrderTransitions.Pack, OrderTransitions.Send, OrderTransitions.Deliver, OrderTransitions.Decline,
        OrderTransitions.Cancel, OrderTransitions.Expire, OrderTransitions.Complete, OrderTransitions.Return, OrderTransitions.Refund, OrderTransitions.Receive,
    ];

    [Fact]
    public void Every_move_of_an_order_that_is_not_written_is_refused()
    {
        string[] written =
        [
            "AwaitingPayment confirm Confirmed", "AwaitingPayment cancel Cancelled", "AwaitingPayment expire Expired", "Confirmed cancel Cancelled",
            "Confirmed complete Completed", "Completed cancel Cancelled",
        ];

        var possible =
            from state in Enum.GetValues<OrderStatus>()
            from what in Events
            where OrderTransitions.After(state, what) is not null
            select $"{state} {what} {OrderTransitions.After(state, what)}";

        Assert.Equal(written.Order(), possible.Order());
    }

    [Fact]
    public void Every_move_of_a_part_that_is_not_written_is_refused()
    {
        string[] written =
        [
            "AwaitingPayment confirm New", "AwaitingPayment cancel Cancelled", "AwaitingPayment expire Cancelled", "New accept Accepted", "New decline Declined",
            "New cancel Cancelled", "Accepted pack Packed", "Accepted decline Declined", "Accepted cancel Cancelled", "Packed send Sent",
            "Packed decline Declined", "Sent deliver Delivered", "Sent return Returned", "Delivered receive Delivered", "Delivered return Returned",
            "Delivered refund Refunded",
        ];

        var possible =
            from state in Enum.GetValues<ProducerOrderStatus>()
            from what in Events
            where OrderTransitions.After(state, what) is not null
            select $"{state} {what} {OrderTransitions.After(state, what)}";

        Assert.Equal(written.Order(), possible.Order());
    }
}
