using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Payments;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Payments.Ends;

/// <summary>
/// An order that ends takes its waiting payment with it: the provider's page is closed, and what was already transferred goes back. One whose time is over has
/// the page closed before it ends.
/// </summary>
internal sealed class EndPayments(MarketplaceDb db, Outbox outbox, RefundBook refunds, TimeProvider clock)
    : INotificationHandler<PaymentClosing>, INotificationHandler<OrderExpired>, INotificationHandler<OrderCancelled>
{
    public async Task Handle(PaymentClosing notification, CancellationToken cancellationToken) =>
        Close(await db.PaymentAttempts.SingleAsync(attempt => attempt.Id == notification.Id, cancellationToken));

    public Task Handle(OrderExpired notification, CancellationToken cancellationToken) =>
        End(notification.OrderId, PaymentStatus.Expired, RefundReasons.Late, cancellationToken);

    public Task Handle(OrderCancelled notification, CancellationToken cancellationToken) =>
        End(notification.OrderId, PaymentStatus.Cancelled, RefundReasons.Cancelled, cancellationToken);

    private async Task End(OrderId order, PaymentStatus how, string reason, CancellationToken ct)
    {
        foreach (var attempt in await db.PaymentAttempts.Where(attempt => attempt.OrderId == order && attempt.IsLive).ToListAsync(ct))
        {
            attempt.End(how);
            if (attempt.SessionId.Length > 0)
            {
                Close(attempt);
            }

            if (attempt.Method == PaymentMethod.BankTransfer && attempt.ReceivedMinor > attempt.RefundedMinor)
            {
                refunds.GiveBackCredit(attempt, new Money(attempt.ReceivedMinor - attempt.RefundedMinor, attempt.Amount.Currency), reason);
            }
        }
    }

    private void Close(PaymentAttempt attempt) => CloseSession.Later(outbox, attempt, attempt.SessionId, clock.GetUtcNow());
}
