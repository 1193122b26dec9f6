using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Data;

internal static class OrderLoading
{
    extension(MarketplaceDb db)
    {
        /// <summary>What a producer was asked to make. Who ordered and never paid is not hers to know, however that order ended.</summary>
        public IQueryable<ProducerOrder> PartsToMake(ProducerId producer) => db.ProducerOrders.SoldBy(producer)
            .Where(part => db.Orders.Any(order => order.Id == part.OrderId && order.ConfirmedAt != null));

        /// <summary>The order with its parts, the very one this unit of work already holds or is about to insert.</summary>
        public async Task<Order> OrderWithParts(OrderId id, CancellationToken ct) =>
            db.Orders.Local.FirstOrDefault(order => order.Id == id && db.Entry(order).State == EntityState.Added)
            ?? await db.Orders.Include(order => order.Parts).SingleAsync(order => order.Id == id, ct);

        /// <summary>
        /// The order of a part, found by the number on its slip, with everything in it; nothing when there is none. In three reads: in one, SQLite reads all
        /// lines there are.
        /// </summary>
        public Task<Order?> OrderOfPart(string number, CancellationToken ct) => db.Orders
            .Include(order => order.Parts).ThenInclude(part => part.Lines).AsSplitQuery()
            .SingleOrDefaultAsync(order => db.ProducerOrders.Where(part => part.Number == number).Select(part => part.OrderId).Contains(order.Id), ct);

        /// <summary>Several orders with everything in them, as <c>OrderOfPart</c> loads one: in as many reads, however many there are.</summary>
        public Task<Dictionary<OrderId, Order>> WholeOrders(IReadOnlyCollection<OrderId> ids, CancellationToken ct) => db.Orders
            .Include(order => order.Parts).ThenInclude(part => part.Lines).AsSplitQuery()
            .Where(order => ids.Contains(order.Id)).ToDictionaryAsync(order => order.Id, ct);
    }
}
