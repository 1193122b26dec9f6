using Marketplace.Domain.Catalog;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Products.Show;

/// <summary>Stock is promised or given back by guarded updates, so the pages that say how many are left go when an order comes or ends.</summary>
internal sealed class FollowSales(MarketplaceDb db, PageCache pages, AfterSave afterSave)
    : INotificationHandler<OrderPlaced>, INotificationHandler<OrderExpired>, INotificationHandler<OrderCancelled>, INotificationHandler<PartDropped>,
      INotificationHandler<PartReturned>
{
    public Task Handle(OrderPlaced notification, CancellationToken cancellationToken) => Evict(notification.OrderId, cancellationToken);

    public Task Handle(OrderExpired notification, CancellationToken cancellationToken) => Evict(notification.OrderId, cancellationToken);

    public Task Handle(OrderCancelled notification, CancellationToken cancellationToken) => Evict(notification.OrderId, cancellationToken);

    public Task Handle(PartDropped notification, CancellationToken cancellationToken) => Evict(notification.OrderId, cancellationToken);

    public Task Handle(PartReturned notification, CancellationToken cancellationToken) => Evict(notification.OrderId, cancellationToken);

    private async Task Evict(OrderId order, CancellationToken ct)
    {
        var producers = db.ProducerOrders.Local.Where(part => part.OrderId == order).Select(part => part.ProducerId).ToHashSet();
        if (producers.Count == 0)
        {
            producers = await db.ProducerOrders.Where(part => part.OrderId == order).Select(part => part.ProducerId).ToHashSetAsync(ct);
        }

        afterSave.Do(token => pages.Evict(producers.Select(PageCache.Producer).Append(PageCache.Lists), token));
    }
}

/// <summary>A listing may change without its rows being tracked (its stock, for one): its card and its pages follow all the same.</summary>
internal sealed class FollowChanges(MarketplaceDb db, CardKeeper cards) : INotificationHandler<ProductChanged>
{
    public Task Handle(ProductChanged notification, CancellationToken cancellationToken)
    {
        cards.Touch(db, notification.ProductId);
        return Task.CompletedTask;
    }
}
