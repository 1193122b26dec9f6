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
        foreach (var hold in await db.StockHolds.Where(hold => hold.OrderId == notification.OrderId && hold.State == StockHoldState.Held).ToListAsync(cancellationToken))
        {
            hold.State = StockHoldState.Allocated;
        }
    }
}

/// <summary>
/// Gives back what an order no longer needs, each hold once: whoever turns it to released adds its pieces. A parcel that came back is not put on sale
/// again here, because only the maker can see in what state it is.
/// </summary>
internal sealed class ReleaseHolds(MarketplaceDb db, IPublisher publisher) : INotificationHandler<OrderExpired>, INotificationHandler<PartDropped>
{
    public Task Handle(OrderExpired notification, CancellationToken cancellationToken) =>
        Release(db.StockHolds.Where(hold => hold.OrderId == notification.OrderId), cancellationToken);

    public Task Handle(PartDropped notification, CancellationToken cancellationToken) =>
        Release(db.StockHolds.Where(hold => hold.PartId == notification.PartId), cancellationToken);

    private async Task Release(IQueryable<StockHold> mine, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("A command that ends an order or a part must be ITransactional: stock is given back by guarded updates.");
        }

        var holds = await mine.AsNoTracking().Where(hold => hold.State != StockHoldState.Released).OrderBy(hold => hold.VariantId).ToListAsync(ct);
        foreach (var hold in holds)
        {
            var turned = await db.StockHolds.Where(one => one.Id == hold.Id && one.State != StockHoldState.Released)
                .ExecuteUpdateAsync(one => one.SetProperty(row => row.State, StockHoldState.Released), ct);
            if (turned == 1)
            {
                await db.StockLevels.Where(stock => stock.VariantId == hold.VariantId)
                    .ExecuteUpdateAsync(stock => stock.SetProperty(level => level.Available, level => level.Available + hold.Quantity), ct);
                await TellIfBack(hold, ct);
            }
        }
    }

    private async Task TellIfBack(StockHold hold, CancellationToken ct)
    {
        var back = await db.Variants.AsNoTracking()
            .Where(variant => variant.Id == hold.VariantId && db.StockLevels.Any(stock => stock.VariantId == variant.Id && stock.Available == hold.Quantity))
            .Select(variant => (ProductId?)variant.ProductId).SingleOrDefaultAsync(ct);
        if (back is { } product)
        {
            await publisher.Publish(new ProductChanged(product), ct);
        }
    }
}
