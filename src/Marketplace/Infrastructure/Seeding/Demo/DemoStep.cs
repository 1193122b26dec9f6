using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>One step of a part in the invented past, taken by its maker or reported by the courier, through the same aggregate, events and unit of work.</summary>
internal sealed record DemoStep(OrderId OrderId, ProducerOrderId PartId, string What, UserId? ActorId, string Note = "") : ICommand<Result>, ITransactional;

internal sealed class DemoStepHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<DemoStep, Result>
{
    public async Task<Result> Handle(DemoStep command, CancellationToken ct)
    {
        var order = await db.Orders.Include(order => order.Parts).SingleAsync(order => order.Id == command.OrderId, ct);
        var (now, actor) = (clock.GetUtcNow(), new Actor(command.ActorId));
        return command.What switch
        {
            OrderTransitions.Accept => order.Accept(command.PartId, now, actor),
            OrderTransitions.Pack => order.Pack(command.PartId, now, actor),
            OrderTransitions.Send => order.Send(command.PartId, "VNPost", command.Note, now, actor),
            OrderTransitions.Decline => order.Decline(command.PartId, command.Note, now, actor),
            OrderTransitions.Deliver => order.Deliver(command.PartId, now, actor),
            OrderTransitions.Return => order.Return(command.PartId, command.Note, now, actor),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.What, "Not a step of a part."),
        };
    }
}
