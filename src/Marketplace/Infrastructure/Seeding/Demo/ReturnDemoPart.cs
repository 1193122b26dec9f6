using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>A parcel refused at the door comes back. Couriers report this from outside; the application has no screen for it yet.</summary>
internal sealed record ReturnDemoPart(OrderId OrderId, ProducerOrderId PartId) : ICommand<Result>, ITransactional;

internal sealed class ReturnDemoPartHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ReturnDemoPart, Result>
{
    public async Task<Result> Handle(ReturnDemoPart command, CancellationToken ct)
    {
        var order = await db.Orders.Include(order => order.Parts).SingleAsync(order => order.Id == command.OrderId, ct);
        return order.Return(command.PartId, "refused", clock.GetUtcNow(), Actor.System);
    }
}
