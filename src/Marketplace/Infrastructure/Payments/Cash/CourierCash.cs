using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;

namespace Marketplace.Infrastructure.Payments.Cash;

internal static class CourierCash
{
    extension(MarketplaceDb db)
    {
        /// <summary>Parcels that these codes name and whose cash is with their couriers.</summary>
        public IQueryable<ProducerOrder> CashOwedFor(IReadOnlyCollection<string> codes) =>
            from part in db.ProducerOrders.Unsettled().CarriedAs(codes)
            join order in db.Orders on part.OrderId equals order.Id
            where order.Method == PaymentMethod.CashOnDelivery
            select part;
    }
}
