using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Jobs;

/// <summary>Effect and "processed" in one transaction: a notification acts once or not at all.</summary>
public sealed record ProcessInboxMessage(Guid Id) : ICommand<Result>, ITransactional;

internal sealed class ProcessInboxMessageHandler(MarketplaceDb db, IEnumerable<IInboxHandler> handlers, TimeProvider clock)
    : IRequestHandler<ProcessInboxMessage, Result>
{
    public async Task<Result> Handle(ProcessInboxMessage request, CancellationToken cancellationToken)
    {
        var message = await db.InboxMessages.SingleAsync(message => message.Id == request.Id, cancellationToken);
        if (message.DoneAt is not null)
        {
            return Result.Ok;
        }

        var handler = handlers.FirstOrDefault(handler => handler.Knows(message.Provider))
            ?? throw new InvalidOperationException($"Nobody handles notifications of '{message.Provider}'.");
        var result = await handler.Handle(message, cancellationToken);
        if (result.Succeeded)
        {
            message.DoneAt = clock.GetUtcNow();
        }

        return result;
    }
}
