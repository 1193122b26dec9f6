using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;

namespace Marketplace.Features.Orders.Cancel;

/// <summary>The buyer changes their mind before anything was packed. What was paid goes back by itself.</summary>
public sealed record CancelOrder(OrderAccess Access) : ICommand<Result>, ITransactional;

internal sealed class CancelOrderHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<CancelOrder, Result>
{
    public async Task<Result> Handle(CancelOrder command, CancellationToken ct)
    {
        if (await db.Opened(command.Access, ct) is not { } id)
        {
            return OrderRefusals.NotFound;
        }

        var order = await db.OrderWithParts(id, ct);
        return order.Status == OrderStatus.Cancelled ? Result.Ok : order.Cancel(clock.GetUtcNow(), new Actor(command.Access.User), "buyer");
    }
}
