using Marketplace.Domain.Accounts;

namespace Marketplace.Domain.Orders;

public static class OrderQueries
{
    extension(IQueryable<Order> orders)
    {
        public IQueryable<Order> OwnedBy(UserId buyer) => orders.Where(order => order.BuyerId == buyer);

        /// <summary>The order of a part of which the buyer has said that it came.</summary>
        public IQueryable<Order> WithReceived(ProducerOrderId part) => orders.Where(order => order.History.Any(step =>
            step.PartId == part && (step.Event == OrderTransitions.Deliver || step.Event == OrderTransitions.Receive) && step.Note == OrderEvent.ByTheBuyer));

        public IQueryable<Order> NewestFirst() => orders.OrderByDescending(order => order.PlacedAt);
    }
}
