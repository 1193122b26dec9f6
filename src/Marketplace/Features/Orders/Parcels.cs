using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders;

/// <summary>How the parcels of an order stand and what happened to it so far: nothing in here is only the buyer's to know.</summary>
public sealed record Parcels(IReadOnlyList<PartModel> Parts, IReadOnlyList<StepModel> Steps)
{
    public bool IsLate => Parts.Any(part => part.IsLate);
}

public sealed record PartModel(
    Guid Id, ProducerOrderStatus Status, bool IsPaidOnDelivery, string ProducerVi, string ProducerEn, string ProducerPhone, string Carrier, string TrackingCode, string CourierPhone,
    DateOnly ShipBy, DateOnly ArriveFrom, DateOnly ArriveBy, bool IsLate, bool IsReceived, IReadOnlyList<LineModel> Lines)
{
    /// <summary>In words for the buyer; nothing where it was not declined or the maker gave no reason.</summary>
    public string? DeclinedBecause { get; init; }

    /// <summary>Also when somebody else said so, as long as the maker waits for the buyer's word; who brought the cash gave it already.</summary>
    public bool CanBeReceived => Status == ProducerOrderStatus.Sent || (Status == ProducerOrderStatus.Delivered && !IsReceived && !IsPaidOnDelivery);

    /// <summary>How it travels, by whatever the maker filled in.</summary>
    public string? Travels => (Carrier, TrackingCode) switch
    {
        ("", "") => null,
        (_, "") => Texts.Get("orders.carrier-alone", Carrier),
        ("", _) => Texts.Get("orders.tracking-alone", TrackingCode),
        _ => Texts.Get("orders.carrier", Carrier, TrackingCode),
    };
}

public sealed record LineModel(Guid Id, string NameVi, string NameEn, int Quantity, long GoodsDong)
{
    /// <summary>Goods without an English name were ordered under their Vietnamese one in both languages.</summary>
    public string? NameLanguage => Languages.Foreign(NameEn == NameVi ? "" : NameEn);
}

/// <summary>One dated step; those of a part name it.</summary>
public sealed record StepModel(string Event, string? PartNumber, DateTimeOffset At);

internal static class ParcelQueries
{
    /// <summary>Where money was awaited, an order is confirmed by its coming.</summary>
    private const string Paid = "paid";

    private sealed record Line(ProducerOrderId Part, LineModel Model);

    extension(MarketplaceDb db)
    {
        /// <summary>Of an order that was loaded with its parts.</summary>
        public async Task<Parcels> ParcelsOf(Order order, DateOnly today, CancellationToken ct)
        {
            var names = await (
                from part in db.ProducerOrders
                join producer in db.Producers on part.ProducerId equals producer.Id
                where part.OrderId == order.Id
                select new { part.Id, producer.NameVi, producer.NameEn, producer.Phone }).ToDictionaryAsync(row => row.Id, ct);
            var lines = await (
                from line in db.OrderLines
                join part in db.ProducerOrders on line.ProducerOrderId equals part.Id
                where part.OrderId == order.Id
                select new Line(part.Id, new LineModel(line.Id.Value, line.NameVi, line.NameEn, line.Quantity, line.GoodsDong))).ToListAsync(ct);
            var steps = await db.Orders.AsNoTracking().Where(one => one.Id == order.Id).SelectMany(one => one.History).OrderBy(step => step.Id).ToListAsync(ct);
            var numbers = order.Parts.ToDictionary(part => part.Id, part => part.Number);

            return new Parcels(
                [.. order.Parts.OrderBy(part => part.Number, StringComparer.Ordinal).Select(part => new PartModel(
                    part.Id.Value, part.Status, order.Method == PaymentMethod.CashOnDelivery, names[part.Id].NameVi, names[part.Id].NameEn, names[part.Id].Phone,
                    part.Carrier, part.TrackingCode, part.CourierPhone, part.ShipBy, part.ArriveFrom, part.ArriveBy, IsLate(part, today),
                    steps.Exists(step => step.PartId == part.Id && step.Note == OrderEvent.ByTheBuyer),
                    [.. lines.Where(line => line.Part == part.Id).Select(line => line.Model)])
                {
                    DeclinedBecause = part.DeclinedBecause(Languages.Current),
                })],
                [.. Steps(steps, numbers, order.Parts.Count > 1, order.Method == PaymentMethod.CashOnDelivery)]);
        }
    }

    private static bool IsLate(ProducerOrder part, DateOnly today) =>
        (part.Status.IsToBeSent && today > part.ShipBy) || (part.Status == ProducerOrderStatus.Sent && today > part.ArriveBy);

    /// <summary>What the order and its parts did in the same moment is one step for the reader.</summary>
    private static IEnumerable<StepModel> Steps(List<OrderEvent> steps, Dictionary<ProducerOrderId, string> numbers, bool isDivided, bool isCash) => steps
        .Where(step => step.PartId is null || !steps.Exists(whole => whole.PartId is null && whole.Event == step.Event && whole.At == step.At))
        .Where(step => step.Event != OrderTransitions.Complete)
        .Select(step => new StepModel(step.Event == OrderTransitions.Confirm && !isCash ? Paid : step.Event, isDivided && step.PartId is { } part ? numbers[part] : null, step.At));
}
