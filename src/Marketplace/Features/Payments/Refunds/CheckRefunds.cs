using System.Globalization;
using System.Text.Json;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Payments.Refunds;

/// <summary>Refunds the provider accepted a day ago and longer and told nothing of since are asked for, each once a day (Việt Nam).</summary>
public sealed record CheckRefunds : ICommand<Result>;

internal sealed class CheckRefundsHandler(MarketplaceDb db, Outbox outbox, TimeProvider clock) : IRequestHandler<CheckRefunds, Result>
{
    private const int AtOnce = 200;

    /// <summary>Usually a notification comes before that.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    public async Task<Result> Handle(CheckRefunds request, CancellationToken cancellationToken)
    {
        var (before, day) = (clock.GetUtcNow() - Patience, clock.GetUtcNow().VietnamDay().DayNumber);
        var open = await db.Refunds.AsNoTracking().Where(refund => refund.Status == RefundStatus.Sent && refund.CreatedAt <= before)
            .OrderBy(refund => refund.CreatedAt).ThenBy(refund => refund.Id).Select(refund => refund.Id).ToListAsync(cancellationToken);
        var room = AtOnce;
        foreach (var some in open.Chunk(AtOnce))
        {
            var keys = some.Select(id => string.Create(CultureInfo.InvariantCulture, $"check-refund:{id.Value:N}:{day}")).ToList();
            var asked = await db.OutboxMessages.Where(message => keys.Contains(message.IdempotencyKey)).Select(message => message.IdempotencyKey).ToListAsync(cancellationToken);
            foreach (var (id, key) in some.Zip(keys).Where(one => !asked.Contains(one.Second)).Take(room))
            {
                outbox.Add(ReadBackRefund.Outgoing, new RefundToReadBack(id.Value), key);
                room--;
            }

            // The others follow in the next hour.
            if (room == 0)
            {
                break;
            }
        }

        return Result.Ok;
    }
}

internal sealed class CheckRefundsRegularly : IRecurringJob
{
    public string Name => "payments.check-refunds";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public IBaseRequest CreateCommand() => new CheckRefunds();
}

public sealed record RefundToReadBack(Guid RefundId);

/// <summary>How a refund stands is worked off like the notification that did not come; while it is on its way, the next day asks again.</summary>
internal sealed class ReadBackRefund(MarketplaceDb db, PaymentGateways gateways, ISender sender) : IOutboxHandler
{
    public const string Outgoing = "payments.read-back-refund";

    public string Kind => Outgoing;

    public async Task Handle(OutboxMessage message, CancellationToken ct)
    {
        var id = new RefundId(JsonSerializer.Deserialize<RefundToReadBack>(message.Payload)!.RefundId);
        var refund = await (
            from sent in db.Refunds.AsNoTracking()
            where sent.Id == id && sent.Status == RefundStatus.Sent
            join attempt in db.PaymentAttempts on sent.AttemptId equals attempt.Id
            select new { sent.ProviderRefundId, attempt.Provider }).SingleOrDefaultAsync(ct);
        if (refund is null || gateways.Find(refund.Provider) is not { } gateway)
        {
            return;
        }

        var answer = await gateway.QueryRefund(refund.ProviderRefundId, ct);
        if (answer is not { Outcome: GatewayOutcome.Done, Value: { } stands })
        {
            throw new InvalidOperationException($"The refund {refund.ProviderRefundId} of {refund.Provider} could not be read: {answer.Outcome} {answer.Reason}.");
        }

        if (!stands.IsOpen)
        {
            (await sender.Send(new ReceiveNotification(refund.Provider, $"read:{message.IdempotencyKey}", stands.Kind, stands.Body), ct)).OrTryAgain(message);
        }
    }
}
