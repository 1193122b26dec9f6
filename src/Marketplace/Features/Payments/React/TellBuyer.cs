using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Payments;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Payments.React;

/// <summary>Nobody's money waits or goes back in silence: the buyer is told what came, why it is not simply a payment, and what becomes of it.</summary>
internal sealed class TellBuyer(MarketplaceDb db, OrderLetters letters)
    : INotificationHandler<RefundDecided>, INotificationHandler<PaymentHeld>, INotificationHandler<PaymentFellShort>, INotificationHandler<TransferHeld>, INotificationHandler<TransferReturned>
{
    /// <summary>A declined or cancelled part is told by the orders' area, with its money; a mismatch when it is held.</summary>
    private static readonly string[] Told =
        [RefundReasons.Late, RefundReasons.Duplicate, RefundReasons.Overpaid, RefundReasons.Returned, RefundReasons.AfterDelivery];

    public async Task Handle(RefundDecided notification, CancellationToken cancellationToken)
    {
        if (Told.Contains(notification.Reason))
        {
            await Tell(
                notification.AttemptId, "payments.message.refund-" + notification.Reason, $"refund-told:{notification.RefundId.Value:N}", notification.Amount, cancellationToken);
        }
    }

    public Task Handle(PaymentHeld notification, CancellationToken cancellationToken) =>
        Tell(notification.AttemptId, "payments.message.held", $"payment-held:{notification.AttemptId.Value:N}", notification.Received, cancellationToken);

    public Task Handle(PaymentFellShort notification, CancellationToken cancellationToken) => Tell(
        notification.AttemptId, "payments.message.fell-short", $"payment-short:{notification.AttemptId.Value:N}:{notification.Received.MinorUnits}", notification.Received,
        cancellationToken, notification.Rest);

    public Task Handle(TransferHeld notification, CancellationToken cancellationToken) => Tell(
        notification.AttemptId, "payments.message.transfer-held", $"transfer-held:{notification.ReceiptId.Value:N}", Domain.Common.Money.Vnd(notification.AmountDong),
        cancellationToken);

    public Task Handle(TransferReturned notification, CancellationToken cancellationToken) => Tell(
        notification.AttemptId, "payments.message.transfer-returned", $"transfer-returned:{notification.ReceiptId.Value:N}",
        Domain.Common.Money.Vnd(notification.AmountDong), cancellationToken);

    private async Task Tell(PaymentAttemptId attempt, string key, string once, Domain.Common.Money amount, CancellationToken ct, Domain.Common.Money? rest = null)
    {
        var id = db.PaymentAttempts.Local.FirstOrDefault(known => known.Id == attempt)?.OrderId
            ?? await db.PaymentAttempts.Where(known => known.Id == attempt).Select(known => known.OrderId).SingleAsync(ct);
        var order = await db.OrderWithParts(id, ct);
        letters.Tell(order, key, once, Format.Money(amount, order.Language), rest is { } missing ? Format.Money(missing, order.Language) : "", Format.Time(order.PayBy, order.Language));
    }
}
