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

public sealed record RemittanceRow(string PartNumber, string Carrier, string TrackingCode, DateTimeOffset? DeliveredAt, long Dong);

internal sealed class ListRemittancesHandler(MarketplaceDb db) : IRequestHandler<ListRemittances, Paged<RemittanceRow>>
{
    public Task<Paged<RemittanceRow>> Handle(ListRemittances request, CancellationToken cancellationToken) => (
        from part in db.ProducerOrders.AsNoTracking()
        join order in db.Orders on part.OrderId equals order.Id
        where order.Method == PaymentMethod.CashOnDelivery && part.Status == ProducerOrderStatus.Delivered && part.SettledAt == null
        orderby part.DeliveredAt, part.Id
        select new RemittanceRow(part.Number, part.Carrier, part.TrackingCode, part.DeliveredAt, part.GoodsDong + part.ShippingDong)).Page(request.Page, cancellationToken);
}

public sealed record ShowRemittance(string PartNumber) : IQuery<RemittancePage?>;

public sealed record RemittancePage(string PartNumber, string Carrier, string TrackingCode, long Dong, bool IsSettled, RemittanceForm Form);

public sealed record RemittanceForm
{
    public string ReceivedDong { get; init; } = "";

    public string CourierFeeDong { get; init; } = "";

    public string Reference { get; init; } = "";
}

internal sealed class ShowRemittanceHandler(MarketplaceDb db) : IRequestHandler<ShowRemittance, RemittancePage?>
{
    public async Task<RemittancePage?> Handle(ShowRemittance request, CancellationToken cancellationToken)
    {
        var found = await (
            from part in db.ProducerOrders.AsNoTracking()
            join order in db.Orders on part.OrderId equals order.Id
            where part.Number == request.PartNumber && order.Method == PaymentMethod.CashOnDelivery && part.Status == ProducerOrderStatus.Delivered
            select new { part.Number, part.Carrier, part.TrackingCode, Dong = part.GoodsDong + part.ShippingDong, part.SettledAt }).SingleOrDefaultAsync(cancellationToken);
        return found is null
            ? null
            : new RemittancePage(
                found.Number, found.Carrier, found.TrackingCode, found.Dong, found.SettledAt is not null,
                new RemittanceForm { ReceivedDong = found.Dong.ToString(System.Globalization.CultureInfo.InvariantCulture), CourierFeeDong = "0" });
    }
}
