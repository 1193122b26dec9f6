using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Jobs;

/// <summary>Stores a verified notification once, whatever number of times it is delivered; a worker acts on it afterwards.</summary>
public sealed record ReceiveNotification(string Provider, string EventId, string Kind, string Body) : ICommand<Result>;

internal sealed class ReceiveNotificationHandler(MarketplaceDb db, TimeProvider clock, AfterSave afterSave, JobSignal signal)
    : IRequestHandler<ReceiveNotification, Result>
{
    public async Task<Result> Handle(ReceiveNotification request, CancellationToken cancellationToken)
    {
        if (await db.InboxMessages.AnyAsync(message => message.Provider == request.Provider && message.EventId == request.EventId, cancellationToken))
        {
            return Result.Ok;
        }

        var now = clock.GetUtcNow();
        db.InboxMessages.Add(new InboxMessage
        {
            Id = Guid.CreateVersion7(now),
            Provider = request.Provider,
            EventId = request.EventId,
            Kind = request.Kind,
            Body = request.Body,
            ReceivedAt = now,
            DueAt = now,
        });
        afterSave.Do(_ =>
        {
            signal.Wake();
            return ValueTask.CompletedTask;
        });
        return Result.Ok;
    }
}
