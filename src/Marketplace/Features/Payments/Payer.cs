using Marketplace.Domain.Accounts;
using Marketplace.Domain.Orders;

namespace Marketplace.Features.Payments;

/// <summary>Who may pay an order: its buyer, by the order's key or signed in, and whoever may follow it.</summary>
/// <param name="Key">What they may carry on from page to page; never more than they brought.</param>
/// <param name="IsOwn">With the buyer's rights.</param>
internal sealed record Payer(string Key, bool IsOwn)
{
    public static Payer? Of(string? key, UserId? user, string accessKey, UserId? buyer) =>
        OrderKey.Opens(key, accessKey) || (user is { } someone && buyer == someone) ? new Payer(accessKey, IsOwn: true)
        : OrderKey.Follows(key, accessKey) ? new Payer(OrderKey.ForFollowing(accessKey), IsOwn: false)
        : null;
}
