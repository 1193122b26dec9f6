using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Recognition;

/// <summary>Delivered and settled: the sale becomes a fact in the same unit of work.</summary>
internal sealed class RecogniseSale(MarketplaceDb db, Recogniser recogniser) : INotificationHandler<PartRecognised>
{
    public async Task Handle(PartRecognised notification, CancellationToken cancellationToken)
    {
        var order = db.Orders.Local.FirstOrDefault(order => order.Id == notification.OrderId)
            ?? await db.Orders.Include(order => order.Parts).SingleAsync(order => order.Id == notification.OrderId, cancellationToken);
        if (order.Parts.FirstOrDefault(part => part.Id == notification.PartId) is { } part)
        {
            await recogniser.Recognise(order, part, cancellationToken);
        }
    }
}
