using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Remittances;

/// <summary>Cash that couriers collected and still owe us.</summary>
public sealed record ListRemittances(int Page) : IQuery<Paged<RemittanceRow>>;

public sealed record RemittanceRow(string PartNumber, string OrderNumber, string Carrier, string TrackingCode, DateTimeOffset? DeliveredAt, long Dong);

internal sealed class ListRemittancesHandler(MarketplaceDb db) : IRequestHandler<ListRemittances, Paged<RemittanceRow>>
{
    public Task<Paged<RemittanceRow>> Handle(ListRemittances request, CancellationToken cancellationToken) => (
        from part in db.ProducerOrders.AsNoTracking().Unsettled()
        join order in db.Orders on part.OrderId equals order.Id
        where order.Method == PaymentMethod.CashOnDelivery
        orderby part.DeliveredAt, part.Id
        select new RemittanceRow(part.Number, order.Number, part.Carrier, part.TrackingCode, part.DeliveredAt, part.GoodsDong + part.ShippingDong))
        .Page(request.Page, cancellationToken);
}
