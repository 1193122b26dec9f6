using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.Show;

/// <summary>An order as its buyer follows it.</summary>
public sealed record ShowOrder(OrderAccess Access) : IQuery<OrderModel?>
{
    /// <summary>What is done to an order shows the same page again, from other controllers.</summary>
    public const string View = "/Features/Orders/Show/Show.cshtml";
}

public sealed record OrderModel(
    string Number, string? Key, OrderStatus Status, PaymentMethod Method, DateTimeOffset PlacedAt, DateTimeOffset PayBy, Money Charged, long GoodsDong,
    long ShippingDong, Address Address, string? Commune, string? Province, bool IsGuest, bool CanBeCancelled, IReadOnlyList<PartModel> Parts,
    IReadOnlyList<StepModel> Steps, IReadOnlyList<RefundModel> Refunds)
{
    public bool IsLate => Parts.Any(part => part.IsLate);

    public bool CanBePaid => Status == OrderStatus.AwaitingPayment;

    public string KeyQuery => string.IsNullOrEmpty(Key) ? "" : "?key=" + Uri.EscapeDataString(Key);
}

public sealed record PartModel(
    Guid Id, string Number, ProducerOrderStatus Status, string ProducerVi, string ProducerEn, string ProducerPhone, string Carrier, string TrackingCode,
    DateOnly ShipBy, DateOnly ArriveFrom, DateOnly ArriveBy, long GoodsDong, long ShippingDong, long PayableDong, string Reason, bool IsLate,
    IReadOnlyList<LineModel> Lines)
{
    public bool CanBeReceived => Status == ProducerOrderStatus.Sent;

    /// <summary>How it travels, by whatever the maker filled in.</summary>
    public string? Travels => (Carrier, TrackingCode) switch
    {
        ("", "") => null,
        (_, "") => Texts.Get("orders.carrier-alone", Carrier),
        ("", _) => Texts.Get("orders.tracking-alone", TrackingCode),
        _ => Texts.Get("orders.carrier", Carrier, TrackingCode),
    };
}

public sealed record LineModel(string NameVi, string NameEn, int Quantity, long GoodsDong)
{
    /// <summary>Goods without an English name were ordered under their Vietnamese one in both languages.</summary>
    public string? NameLanguage => Languages.Foreign(NameEn == NameVi ? "" : NameEn);
}

/// <summary>Money that goes back, and the day it was sent if it was.</summary>
public sealed record RefundModel(Money Amount, DateOnly? SentOn);

/// <summary>One dated step; those of a part name it.</summary>
public sealed record StepModel(string Event, string? PartNumber, DateTimeOffset At);

internal sealed class ShowOrderHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ShowOrder, OrderModel?>
{
    private sealed record Line(ProducerOrderId Part, LineModel Model);

    public async Task<OrderModel?> Handle(ShowOrder query, CancellationToken ct)
    {
        if (await db.Opened(query.Access, ct) is not { } id)
        {
            return null;
        }

        var today = clock.GetUtcNow().VietnamDay();
        var order = await db.Orders.AsNoTracking().Include(order => order.Parts).SingleAsync(order => order.Id == id, ct);
        var names = await (
            from part in db.ProducerOrders
            join producer in db.Producers on part.ProducerId equals producer.Id
            where part.OrderId == id
            select new { part.Id, producer.NameVi, producer.NameEn, producer.Phone }).ToDictionaryAsync(row => row.Id, ct);
        var lines = await (
            from line in db.OrderLines
            join part in db.ProducerOrders on line.ProducerOrderId equals part.Id
            where part.OrderId == id
            select new Line(part.Id, new LineModel(line.NameVi, line.NameEn, line.Quantity, line.GoodsDong))).ToListAsync(ct);
        var steps = await db.Orders.AsNoTracking().Where(one => one.Id == id).SelectMany(one => one.History).OrderBy(step => step.Id).ToListAsync(ct);
        var refunds = await db.Refunds.AsNoTracking().Where(refund => refund.OrderId == id).OrderBy(refund => refund.CreatedAt)
            .Select(refund => new { refund.Amount, refund.Status, refund.CompletedAt }).ToListAsync(ct);
        var places = order.Address.UnitId is { } unit
            ? await db.AdminUnits.Where(commune => commune.Id == unit).Select(commune => new { Commune = commune.NameVi, Province = commune.Parent!.NameVi }).SingleOrDefaultAsync(ct)
            : null;
        var numbers = order.Parts.ToDictionary(part => part.Id, part => part.Number);

        return new OrderModel(
            order.Number, query.Access.Key, order.Status, order.Method, order.PlacedAt, order.PayBy, order.Charged, order.GoodsDong, order.ShippingDong,
            order.Address, places?.Commune, places?.Province, order.BuyerId is null, order.CanBeCancelled,
            [.. order.Parts.OrderBy(part => part.Number, StringComparer.Ordinal).Select(part => new PartModel(
                part.Id.Value, part.Number, part.Status, names[part.Id].NameVi, names[part.Id].NameEn, names[part.Id].Phone, part.Carrier, part.TrackingCode,
                part.ShipBy, part.ArriveFrom, part.ArriveBy, part.GoodsDong, part.ShippingDong, part.PayableDong, part.Reason, IsLate(part, today),
                [.. lines.Where(line => line.Part == part.Id).Select(line => line.Model)]))],
            [.. Steps(steps, numbers, order.Parts.Count > 1)],
            [.. refunds.Select(refund => new RefundModel(
                refund.Amount, refund.Status is RefundStatus.Sent or RefundStatus.Succeeded ? refund.CompletedAt?.VietnamDay() : null))]);
    }

    private static bool IsLate(ProducerOrder part, DateOnly today) =>
        (part.Status.IsToBeSent && today > part.ShipBy) || (part.Status == ProducerOrderStatus.Sent && today > part.ArriveBy);

    /// <summary>What the order and its parts did in the same moment is one step for the reader.</summary>
    private static IEnumerable<StepModel> Steps(List<OrderEvent> steps, Dictionary<ProducerOrderId, string> numbers, bool isDivided) => steps
        .Where(step => step.PartId is null || !steps.Exists(whole => whole.PartId is null && whole.Event == step.Event && whole.At == step.At))
        .Where(step => step.Event != OrderTransitions.Complete)
        .Select(step => new StepModel(step.Event, isDivided && step.PartId is { } part ? numbers[part] : null, step.At));
}
