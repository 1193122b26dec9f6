using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Reviews;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.WriteReview;

/// <summary>A line of an order that this visitor bought.</summary>
internal sealed record LineToReview(
    ProductId ProductId, ProducerId ProducerId, string NameVi, string NameEn, string Receiver, string BuyerPhone, string ProducerPhone, ProducerOrderStatus Status, DateTimeOffset? DeliveredAt)
{
    /// <summary>Only what came is reviewed, and not for ever.</summary>
    public Refusal? WhyNot(DateTimeOffset now) =>
        Status != ProducerOrderStatus.Delivered ? new Refusal("reviews.not-delivered")
        : now - DeliveredAt > Review.WrittenWithin ? new Refusal("reviews.too-late")
        : null;
}

internal static class ReviewedLines
{
    extension(MarketplaceDb db)
    {
        /// <summary>Nothing when the visitor does not hold the order or the line is of another.</summary>
        public async Task<LineToReview?> LineToReview(OrderAccess access, OrderLineId id, CancellationToken ct) => await db.Opened(access, ct) is { } orderId
            ? await (
                from line in db.OrderLines.AsNoTracking()
                where line.Id == id
                join part in db.ProducerOrders on line.ProducerOrderId equals part.Id
                where part.OrderId == orderId
                join order in db.Orders on part.OrderId equals order.Id
                join producer in db.Producers on part.ProducerId equals producer.Id
                select new LineToReview(
                    line.ProductId, part.ProducerId, line.NameVi, line.NameEn, order.Address.FullName, order.Address.Phone, producer.Phone, part.Status, part.DeliveredAt)).SingleOrDefaultAsync(ct)
            : null;
    }
}
