using System.Text.Json;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Payments;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Payments.Cards;

public sealed record CardToReadBack(Guid AttemptId);

/// <summary>
/// Nobody knows whether the provider opened a page: the same question under the same key finds out, also when the buyer never comes back. Until then the
/// order does not end.
/// </summary>
internal sealed class ReadBackCard(MarketplaceDb db, PaymentGateways gateways, SiteAddress site, ISender sender, TimeProvider clock) : IOutboxHandler
{
    public const string Outgoing = "payments.read-back";

    /// <summary>The buyer usually presses again before that.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public string Kind => Outgoing;

    public async Task Handle(OutboxMessage message, CancellationToken ct)
    {
        var id = new PaymentAttemptId(JsonSerializer.Deserialize<CardToReadBack>(message.Payload)!.AttemptId);
        var attempt = await db.PaymentAttempts.AsNoTracking().SingleAsync(attempt => attempt.Id == id, ct);
        if (attempt.Status != PaymentStatus.Unknown || gateways.Find(attempt.Provider) is not { } gateway)
        {
            return;
        }

        var order = await db.Orders.AsNoTracking().SingleAsync(order => order.Id == attempt.OrderId, ct);
        var answer = await gateway.Start(CardQuestion.Of(order, attempt, site, clock.GetUtcNow()), ct);
        if (answer.Outcome == GatewayOutcome.Unknown)
        {
            throw new TimeoutException($"No answer when reading a payment back: {answer.Reason}.");
        }

        (await sender.Send(new RecordCardPage(id, answer), ct)).OrTryAgain(message);
    }
}
