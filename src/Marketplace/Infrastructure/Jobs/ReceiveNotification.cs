using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Jobs;

/// <summary>Stores a verified notification once, whatever number of times it is delivered; a worker acts on it afterwards. Answers where it is stored.</summary>
public sealed record ReceiveNotification(string Provider, string EventId, string Kind, string Body) : ICommand<Result<Guid>>;

internal sealed class ReceiveNotificationHandler(MarketplaceDb db, TimeProvider clock, AfterSave afterSave, JobSignal signal)
    : IRequestHandler<ReceiveNotification, Result<Guid>>
{
    public async Task<Result<Guid>> Handle(ReceiveNotification request, CancellationToken cancellationToken)
    {
        if (await db.InboxMessages.Where(message => message.Provider == request.Provider && message.EventId == request.EventId).Select(message => (Guid?)message.Id)
            .SingleOrDefaultAsync(cancellationToken) is { } stored)
        {
            return stored;
        }

        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        db.InboxMessages.Add(new InboxMessage
        {
            Id = id,
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
        return id;
    }
}
