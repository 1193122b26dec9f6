using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Payments;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Payments.Refunds;

/// <summary>
/// A part that will not be delivered gives its money back: all of it when nothing was sent, the goods when the parcel travelled. A part that was never
/// a sale (unpaid, or cash on delivery) has nothing to give; one that counted as delivered before its cash came is a sale no longer.
/// </summary>
internal sealed class RefundParts(MarketplaceDb db, RefundBook refunds, TimeProvider clock) : INotificationHandler<PartDropped>, INotificationHandler<PartReturned>
{
    public Task Handle(PartDropped notification, CancellationToken cancellationToken) => GiveBack(notification.OrderId, notification.PartId, wasSent: false, cancellationToken);

    public Task Handle(PartReturned notification, CancellationToken cancellationToken) => GiveBack(notification.OrderId, notification.PartId, wasSent: true, cancellationToken);

    private async Task GiveBack(OrderId orderId, ProducerOrderId partId, bool wasSent, CancellationToken ct)
    {
        var sale = LedgerEntries.SaleReference(partId);
        var refund = LedgerEntries.RefundReference(partId);
        if (!await db.LedgerTransactions.AnyAsync(transaction => transaction.Reference == sale, ct)
            || db.LedgerTransactions.Local.Any(transaction => transaction.Reference == refund)
            || await db.LedgerTransactions.AnyAsync(transaction => transaction.Reference == refund, ct))
        {
            return;
        }

        var order = await db.OrderWithParts(orderId, ct);
        var part = order.Parts.Single(part => part.Id == partId);
        if (order.Method == PaymentMethod.CashOnDelivery)
        {
            db.LedgerTransactions.Add(LedgerEntries.NoSale(order, part, clock.GetUtcNow()));
            return;
        }

        var attempts = await db.PaymentAttempts.Where(attempt => attempt.OrderId == orderId && attempt.Status == PaymentStatus.Paid).ToListAsync(ct);
        var charged = new Money(part.ChargedMinor, order.Charged.Currency);
        var amount = wasSent ? charged.Allocate(part.GoodsDong, part.ShippingDong)[0] : charged;
        if (attempts.Count == 0)
        {
            throw new InvalidOperationException($"Part {part.Number} was sold, but its order has no payment.");
        }

        await refunds.GiveBackPart(attempts, part, amount, Reason(part, wasSent), withShipping: !wasSent, decidedBy: null, ct);
    }

    private static string Reason(ProducerOrder part, bool wasSent) =>
        wasSent ? RefundReasons.Returned : part.Status == ProducerOrderStatus.Cancelled ? RefundReasons.Cancelled : RefundReasons.Declined;
}
