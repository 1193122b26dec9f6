using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.Follow;

/// <summary>
/// An order as everyone may follow it who knows its number and telephone: its parcels, paying and telling a problem. Neither who bought nor where it goes
/// nor what it cost, and nothing to change (decision 11).
/// </summary>
public sealed record FollowOrder(OrderAccess Access) : IQuery<FollowModel?>;

/// <param name="IsOwn">The visitor has all rights: the order's own page shows more.</param>
/// <param name="LinkGoesTo">Where the link to manage the order is sent when asked for, hidden but for a few letters.</param>
/// <param name="IsReachable">Messages reach that address as configured.</param>
public sealed record FollowModel(
    string Number, string Key, bool IsOwn, OrderStatus Status, DateTimeOffset PayBy, bool IsGuest, string LinkGoesTo, bool IsReachable, Parcels Parcels)
{
    public Headline Headline => Headlines.Of(Status, [.. Parcels.Parts.Select(part => part.Status)]);

    public bool CanBePaid => Status == OrderStatus.AwaitingPayment;

    /// <summary>How much is said on the page where the rest is paid.</summary>
    public bool IsPartlyPaid { get; init; }

    public bool IsLinkAsked { get; init; }
}

internal sealed class FollowOrderHandler(MarketplaceDb db, IMessageSender sender, TimeProvider clock) : IRequestHandler<FollowOrder, FollowModel?>
{
    public async Task<FollowModel?> Handle(FollowOrder query, CancellationToken ct)
    {
        if (await db.Followed(query.Access, ct) is not { } found)
        {
            return null;
        }

        var (order, partPayment) = await db.OrderAndPartPayment(found.Id, ct);
        var to = order.Address.Email.Length > 0 ? order.Address.Email : order.Address.Phone;
        return new FollowModel(
            order.Number, OrderKey.ForFollowing(order.AccessKey), found.IsOwn, order.Status, order.PayBy, order.BuyerId is null, MaskedAddress.Of(to),
            sender.CanReach(to), await db.ParcelsOf(order, clock.GetUtcNow().VietnamDay(), ct))
        {
            IsPartlyPaid = partPayment is not null,
        };
    }
}
