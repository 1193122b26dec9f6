using Marketplace.Domain.Common;

namespace Marketplace.Domain.Orders;

public static class OrderRefusals
{
    public static readonly Refusal NotFound = new("orders.not-found");
    public static readonly Refusal NotNow = new("orders.not-now");
    public static readonly Refusal AlreadySent = new("orders.already-sent");
    public static readonly Refusal NotYetExpired = new("orders.not-yet-expired");
    public static readonly Refusal SoldOut = new("orders.sold-out");

    /// <summary>Nothing was shown, so that nothing was agreed to.</summary>
    public static readonly Refusal TotalUnseen = new("orders.total-unseen");

    /// <summary>What would be charged is not what was shown.</summary>
    public static Refusal TotalChanged(Money shown, Money now) => new("orders.total-changed", "", shown, now);
}
