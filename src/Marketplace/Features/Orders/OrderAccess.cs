using Marketplace.Domain.Accounts;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders;

/// <summary>
/// What a visitor brings to an order: its number with a key, or being its signed-in buyer. The key from our messages and the buyer do everything with it;
/// the key that its code and telephone number give only follows it (decision 11).
/// </summary>
public sealed record OrderAccess(string Number, string? Key, UserId? User)
{
    /// <summary>All the buyer's rights.</summary>
    public bool Opens(string accessKey, UserId? buyer) => OrderKey.Opens(Key, accessKey) || (User is { } user && buyer == user);

    public bool Follows(string accessKey, UserId? buyer) => Opens(accessKey, buyer) || OrderKey.Follows(Key, accessKey);
}

/// <param name="Id">The order.</param>
/// <param name="IsOwn">With all the buyer's rights, not only to follow it.</param>
internal sealed record FollowedOrder(OrderId Id, bool IsOwn);

internal static class OrderAccessQueries
{
    extension(MarketplaceDb db)
    {
        /// <summary>The order in which this visitor may do what its buyer may, or nothing; a wrong key and a wrong number look the same.</summary>
        public async Task<OrderId?> Opened(OrderAccess access, CancellationToken ct) => await db.Followed(access, ct) is { IsOwn: true } own ? own.Id : null;

        /// <summary>The order this visitor may at least follow.</summary>
        public async Task<FollowedOrder?> Followed(OrderAccess access, CancellationToken ct)
        {
            if (!OrderCode.IsValid(access.Number))
            {
                return null;
            }

            var order = await db.Orders.AsNoTracking().Where(order => order.Number == access.Number)
                .Select(order => new { order.Id, order.AccessKey, order.BuyerId }).SingleOrDefaultAsync(ct);
            return order is not null && access.Follows(order.AccessKey, order.BuyerId)
                ? new FollowedOrder(order.Id, access.Opens(order.AccessKey, order.BuyerId))
                : null;
        }
    }
}
