using Marketplace.Domain.Accounts;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders;

/// <summary>What a visitor brings to see an order: its number with the key from our message, or being its signed-in buyer.</summary>
public sealed record OrderAccess(string Number, string? Key, UserId? User)
{
    public bool Opens(string accessKey, UserId? buyer) => OrderKey.Opens(Key, accessKey) || (User is { } user && buyer == user);
}

internal static class OrderAccessQueries
{
    extension(MarketplaceDb db)
    {
        /// <summary>The order this visitor may see, or nothing; a wrong key and a wrong number look the same.</summary>
        public async Task<OrderId?> Opened(OrderAccess access, CancellationToken ct)
        {
            if (!OrderCode.IsValid(access.Number))
            {
                return null;
            }

            var order = await db.Orders.AsNoTracking().Where(order => order.Number == access.Number)
                .Select(order => new { order.Id, order.AccessKey, order.BuyerId }).SingleOrDefaultAsync(ct);
            return order is not null && access.Opens(order.AccessKey, order.BuyerId) ? order.Id : null;
        }
    }
}
