using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Payments;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Payments.Ends;

/// <summary>An order that ends takes its waiting payment with it: the provider's page is closed, and what was already transferred goes back.</summary>
internal sealed class EndPayments(MarketplaceDb db, Outbox outbox, RefundBook refunds) : INotificationHandler<OrderExpired>, INotificationHandler<OrderCancelled>
{
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
                CloseSession.Later(outbox, attempt, attempt.SessionId);
            }

            if (attempt.Method == PaymentMethod.BankTransfer && attempt.ReceivedMinor > attempt.RefundedMinor)
            {
                refunds.GiveBackCredit(attempt, new Money(attempt.ReceivedMinor - attempt.RefundedMinor, attempt.Amount.Currency), reason);
            }
        }
    }
}

public sealed record SessionToClose(string Provider, string SessionId);

/// <summary>Closes the provider's page. If it was paid in the last second, the notification says so and the money goes back.</summary>
internal sealed class CloseSession(PaymentGateways gateways) : IOutboxHandler
{
    public const string Outgoing = "payments.close-session";

    public string Kind => Outgoing;

    public static void Later(Outbox outbox, PaymentAttempt attempt, string session) =>
        outbox.Add(Outgoing, new SessionToClose(attempt.Provider, session), $"close:{attempt.Id.Value:N}");

    public async Task Handle(Domain.Messaging.OutboxMessage message, CancellationToken ct)
    {
        var session = System.Text.Json.JsonSerializer.Deserialize<SessionToClose>(message.Payload)!;
        if (gateways.Find(session.Provider) is { } gateway
            && await gateway.Close(session.SessionId, message.IdempotencyKey, ct) is { Outcome: GatewayOutcome.Unknown, Reason: var reason })
        {
            throw new TimeoutException($"No answer when closing a session: {reason}.");
        }
    }
}
