using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.Track;

/// <summary>
/// Finds an order by its code and the phone number on it. Both must fit; which one did not is never said. Both also stand on the slip, so they only let
/// follow the order, unless its buyer is signed in.
/// </summary>
public sealed record TrackOrder(string Code, string Phone, UserId? User) : IQuery<TrackedOrder?>;

/// <param name="Access">What the visitor has from now on.</param>
/// <param name="IsOwn">All the buyer's rights.</param>
public sealed record TrackedOrder(OrderAccess Access, bool IsOwn);

internal sealed class TrackOrderHandler(MarketplaceDb db) : IRequestHandler<TrackOrder, TrackedOrder?>
{
    private const int FewestDigits = 8;

    public async Task<TrackedOrder?> Handle(TrackOrder query, CancellationToken ct)
    {
        var number = OrderCode.FindIn(query.Code) ?? "";
        var order = await db.Orders.AsNoTracking().Where(order => order.Number == number)
            .Select(order => new { order.AccessKey, order.BuyerId, order.Address.Phone }).SingleOrDefaultAsync(ct);
        if (order is null || !IsSame(order.Phone, query.Phone))
        {
            return null;
        }

        var isOwn = query.User is { } user && order.BuyerId == user;
        return new TrackedOrder(new OrderAccess(number, isOwn ? null : OrderKey.ForFollowing(order.AccessKey), query.User), isOwn);
    }

    private static bool IsSame(string e164, string typed)
    {
        if (Phone.ToE164(typed) == e164)
        {
            return true;
        }

        // A number abroad typed as people there write it, without its country code.
        var digits = string.Concat(typed.Where(char.IsAsciiDigit)).TrimStart('0');
        return digits.Length >= FewestDigits && digits.Length <= e164.Length && e164.EndsWith(digits, StringComparison.Ordinal);
    }
}

internal static class TrackRefusals
{
    public static readonly Refusal NoMatch = new("orders.track-no-match", "Code");
}
