using Marketplace.Domain.Common;

namespace Marketplace.Domain.Orders;

public static class OrderRefusals
{
    public static readonly Refusal NotFound = new("orders.not-found");
    public static readonly Refusal NotNow = new("orders.not-now");
    public static readonly Refusal AlreadySent = new("orders.already-sent");
    public static readonly Refusal NotYetExpired = new("orders.not-yet-expired");
    public static readonly Refusal TotalChanged = new("orders.total-changed");
    public static readonly Refusal SoldOut = new("orders.sold-out");
}
