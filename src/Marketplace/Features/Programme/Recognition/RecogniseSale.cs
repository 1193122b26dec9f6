using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
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

/// <summary>
/// Recognises delivered and settled parts that have no facts yet: sales that came in before the programme was switched on, or by import.
/// Answers how many parts it took; send it until it answers none.
/// </summary>
public sealed record RecognisePastSales(int Most = 200) : ICommand<Result<int>>, ITransactional;

internal sealed class RecognisePastSalesHandler(MarketplaceDb db, Recogniser recogniser) : IRequestHandler<RecognisePastSales, Result<int>>
{
    public async Task<Result<int>> Handle(RecognisePastSales request, CancellationToken cancellationToken)
    {
        var waiting = await db.ProducerOrders.AsNoTracking()
            .Where(part => part.Status == ProducerOrderStatus.Delivered && part.SettledAt != null && !db.Sales.Any(sale => sale.PartId == part.Id))
            .OrderBy(part => part.DeliveredAt)
            .Take(request.Most)
            .Select(part => new { part.Id, part.OrderId })
            .ToListAsync(cancellationToken);
        var orderIds = waiting.Select(part => part.OrderId).Distinct().ToList();
        var orders = await db.Orders.AsNoTracking().Include(order => order.Parts).ThenInclude(part => part.Lines).AsSplitQuery()
            .Where(order => orderIds.Contains(order.Id)).ToDictionaryAsync(order => order.Id, cancellationToken);
        foreach (var part in waiting)
        {
            await recogniser.Recognise(orders[part.OrderId], orders[part.OrderId].Parts.First(one => one.Id == part.Id), cancellationToken);
        }

        return waiting.Count;
    }
}
