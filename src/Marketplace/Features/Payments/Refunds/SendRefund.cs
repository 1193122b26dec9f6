using System.Text.Json;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Marketplace.Features.Payments.Refunds;

/// <summary>
/// Asks the provider to send money back, with the refund's own key, and records what it answered. Without an answer to the last try a person finds out what
/// came of it.
/// </summary>
internal sealed class SendRefund(MarketplaceDb db, PaymentGateways gateways, ISender sender, IOptions<JobsOptions> jobs, TimeProvider clock) : IOutboxHandler
{
    /// <summary>Providers replay their answer to a key for a day; an hour less, for clocks and slow calls.</summary>
    private static readonly TimeSpan KeyLives = TimeSpan.FromHours(23);

    public string Kind => RefundBook.Outgoing;

    public async Task Handle(OutboxMessage message, CancellationToken ct)
    {
        var asked = JsonSerializer.Deserialize<OutgoingRefund>(message.Payload)!;
        var id = new RefundId(asked.RefundId);
        var refund = await db.Refunds.AsNoTracking().SingleAsync(refund => refund.Id == id, ct);
        if (refund.Status is not RefundStatus.Pending)
        {
            return;
        }

        var attempt = await db.PaymentAttempts.AsNoTracking().SingleAsync(attempt => attempt.Id == refund.AttemptId, ct);
        var mayBeMade = asked.MayBeMade || clock.GetUtcNow() - message.CreatedAt > KeyLives;
        var answer = gateways.Find(attempt.Provider) is { } gateway
            ? await gateway.Refund(new RefundRequest(id, attempt.Id, attempt.ProviderPaymentId, refund.Amount, message.IdempotencyKey, mayBeMade), ct)
            : new GatewayAnswer<RefundedPayment>(GatewayOutcome.Unknown, Reason: $"provider '{attempt.Provider}' is not configured any more");
        if (answer.Outcome == GatewayOutcome.Unknown && message.Attempts < jobs.Value.MaxAttempts)
        {
            throw new TimeoutException($"No answer to a refund: {answer.Reason}.");
        }

        (await sender.Send(new RecordRefund(id, answer), ct)).OrTryAgain(message);
    }
}

/// <summary>What the provider answered to a refund.</summary>
public sealed record RecordRefund(RefundId Id, GatewayAnswer<RefundedPayment> Answer) : ICommand<Result>;

internal sealed class RecordRefundHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<RecordRefund, Result>
{
    public async Task<Result> Handle(RecordRefund request, CancellationToken cancellationToken)
    {
        var refund = await db.Refunds.SingleAsync(refund => refund.Id == request.Id, cancellationToken);
        var now = clock.GetUtcNow();
        if (request.Answer is not { Outcome: GatewayOutcome.Done, Value: { } made })
        {
            refund.NotMade(request.Answer.Outcome == GatewayOutcome.Unknown ? RefundBook.NoAnswer : request.Answer.Reason);
        }
        else if (refund.Accepted(made, now))
        {
            var provider = await db.PaymentAttempts.Where(attempt => attempt.Id == refund.AttemptId).Select(attempt => attempt.Provider).SingleAsync(cancellationToken);
            db.LedgerTransactions.Add(LedgerEntries.RefundSent(refund, provider, now));
        }

        return Result.Ok;
    }
}
