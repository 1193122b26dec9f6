using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance;

internal static class PartOrders
{
    /// <summary>The whole order of a part, found by the number on its slip; nothing when there is none.</summary>
    public static Task<Order?> OrderOfPart(this MarketplaceDb db, string number, CancellationToken ct) => db.Orders
        .Include(order => order.Parts).ThenInclude(part => part.Lines).AsSplitQuery()
        .SingleOrDefaultAsync(order => db.ProducerOrders.Where(part => part.Number == number).Select(part => part.OrderId).Contains(order.Id), ct);
}
