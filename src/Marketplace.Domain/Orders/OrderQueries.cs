using Marketplace.Domain.Accounts;

namespace Marketplace.Domain.Orders;

public static class OrderQueries
{
    extension(IQueryable<Order> orders)
    {
        public IQueryable<Order> OwnedBy(UserId buyer) => orders.Where(order => order.BuyerId == buyer);

        public IQueryable<Order> NewestFirst() => orders.OrderByDescending(order => order.PlacedAt);
    }
}
