using Marketplace.Domain.Catalog;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.React;

/// <summary>What was held now belongs to the order.</summary>
internal sealed class AllocateHolds(MarketplaceDb db) : INotificationHandler<OrderConfirmed>
{
    public async Task Handle(OrderConfirmed notification, CancellationToken cancellationToken)
    {
        if (db.StockHolds.Local.Any(hold => hold.OrderId == notification.OrderId))
        {
            // An order for cash is confirmed as it is placed: its holds are allocated from the start.
            return;
        }

        foreach (var hold in await db.StockHolds.Where(hold => hold.OrderId == notification.OrderId && hold.State == StockHoldState.Held).ToListAsync(cancellationToken))
        {
            hold.State = StockHoldState.Allocated;
        }
    }
}

/// <summary>
/// Gives back what an order no longer needs, each hold once: whoever turns them to released adds their pieces. A parcel that came back is not put on sale
/// again here, because only the maker can see in what state it is; nor are pieces that the maker says are missing or damaged.
/// </summary>
internal sealed class ReleaseHolds(MarketplaceDb db, IPublisher publisher) : INotificationHandler<OrderExpired>, INotificationHandler<PartDropped>
{
    public Task Handle(OrderExpired notification, CancellationToken cancellationToken) =>
        Release(db.StockHolds.Where(hold => hold.OrderId == notification.OrderId), isBack: true, cancellationToken);

    public Task Handle(PartDropped notification, CancellationToken cancellationToken) =>
        Release(db.StockHolds.Where(hold => hold.OrderId == notification.OrderId && hold.PartId == notification.PartId), isBack: !notification.IsWithoutGoods, cancellationToken);

    private async Task Release(IQueryable<StockHold> mine, bool isBack, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("A command that ends an order or a part must be ITransactional: stock is given back by guarded updates.");
        }

        var holds = await mine.AsNoTracking().Where(hold => hold.State != StockHoldState.Released).ToListAsync(ct);
        if (holds.Count == 0)
        {
            return;
        }

        var ids = holds.ConvertAll(hold => hold.Id);
        if (await db.StockHolds.Where(hold => ids.Contains(hold.Id) && hold.State != StockHoldState.Released)
            .ExecuteUpdateAsync(hold => hold.SetProperty(row => row.State, StockHoldState.Released), ct) != holds.Count)
        {
            throw new DbUpdateConcurrencyException("Somebody else released some of these holds in the same moment.");
        }

        if (!isBack)
        {
            return;
        }

        var returned = db.StockHolds.Where(hold => ids.Contains(hold.Id));
        await db.StockLevels.Where(stock => returned.Select(hold => hold.VariantId).Contains(stock.VariantId)).ExecuteUpdateAsync(
            stock => stock.SetProperty(level => level.Available, level => level.Available + returned.Where(hold => hold.VariantId == level.VariantId).Sum(hold => hold.Quantity)), ct);
        await TellWhatIsBack(ids, ct);
    }

    /// <summary>Goods of which only what came back is there were sold out a moment ago.</summary>
    private async Task TellWhatIsBack(List<StockHoldId> ids, CancellationToken ct)
    {
        var back = await (
            from returned in db.StockHolds.Where(hold => ids.Contains(hold.Id)).GroupBy(hold => hold.VariantId).Select(same => new { VariantId = same.Key, Quantity = same.Sum(hold => hold.Quantity) })
            join stock in db.StockLevels on returned.VariantId equals stock.VariantId
            join variant in db.Variants on returned.VariantId equals variant.Id
            where stock.Available == returned.Quantity
            select variant.ProductId).Distinct().ToListAsync(ct);
        foreach (var product in back)
        {
            await publisher.Publish(new ProductChanged(product), ct);
        }
    }
}
