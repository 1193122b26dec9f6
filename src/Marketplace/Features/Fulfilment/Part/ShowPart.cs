using Marketplace.Domain.Accounts;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Shipping;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Fulfilment.Part;

/// <summary>A producer's part of an order with everything needed to pack and send it.</summary>
public sealed record ShowPart(ProducerId Producer, string Number) : IQuery<PartModel?>;

/// <summary><c>AddressLines</c> are in the order of the country it goes to.</summary>
public sealed record PartModel(
    string Slug, string Number, ProducerOrderStatus Status, bool IsSettled, DateTimeOffset PlacedAt, DateOnly ShipBy, Address Address, IReadOnlyList<string> AddressLines,
    PaymentMethod Method, bool IsDemo, long GoodsDong, long ShippingDong, long FeeDong, long WithheldDong, int WeightGrams, string Carrier, string TrackingCode, string CourierPhone, string Reason,
    PartSender Sender, IReadOnlyList<PartLine> Lines, IReadOnlyList<PartEvent> History)
{
    /// <summary>The order of which somebody told a problem with this part that is still open.</summary>
    public string? ProblemOf { get; init; }

    /// <summary>Nothing of the order is paid out before an officer has looked.</summary>
    public bool IsHeld { get; init; }

    /// <summary>What the step asks for is so already. Of another courier it is not.</summary>
    public bool HasTaken(TakeStep step) => (step.Step, Status) switch
    {
        (PartStep.Accept, ProducerOrderStatus.Accepted) or (PartStep.Pack, ProducerOrderStatus.Packed) or (PartStep.Deliver, ProducerOrderStatus.Delivered) => true,
        (PartStep.Send, ProducerOrderStatus.Sent) => (step.Carrier, step.TrackingCode, step.CourierPhone) == (Carrier, TrackingCode, CourierPhone),
        _ => false,
    };

    public PartStep? Next => NextStep.Of(Status);

    public bool CanDecline => NextStep.CanDecline(Status);

    public bool CanComeBack => OrderTransitions.CanComeBack(Status, IsSettled) && !History.Any(step => step.IsByTheBuyer);

    public IEnumerable<ChoiceItem> ReturnReasonChoices { get; } =
        [.. Domain.Orders.ReturnReasons.All.Select(reason => new ChoiceItem(reason, Texts.Get("fulfilment.return-reason." + reason)))];

    /// <summary>Then the post asks what is in it.</summary>
    public bool GoesAbroad => !Address.IsDomestic;

    public bool Earns => NextStep.Earns(Status);

    public long PayableDong => GoodsDong - FeeDong - WithheldDong;

    /// <summary>What the courier collects at the door; nothing when it was paid before.</summary>
    public long CollectDong => Method == PaymentMethod.CashOnDelivery ? GoodsDong + ShippingDong : 0;

    public IEnumerable<ChoiceItem> Reasons { get; } =
        [.. DeclineReasons.All.Select(reason => new ChoiceItem(reason, Texts.Get("fulfilment.reason." + reason)))];
}

/// <summary>Who sends it and gets it back when nobody takes it in; the place is where the shop is.</summary>
public sealed record PartSender(string Slug, string NameVi, string Phone, string Place)
{
    /// <summary>House and hamlet.</summary>
    public string AddressLine { get; init; } = "";
}

public sealed record PartLine(Guid Id, string NameVi, string NameEn, int Quantity, string Unit, long UnitPriceDong, long GoodsDong);

/// <summary>A step taken; with the name of the helper who took it for the maker.</summary>
public sealed record PartEvent(DateTimeOffset At, string Event, string? Helper, bool IsByTheBuyer);

public sealed class PartForm
{
    public PartStep? Step { get; set; }

    public string? Carrier { get; set; }

    public string? TrackingCode { get; set; }

    public string? CourierPhone { get; set; }

    public string? Reason { get; set; }

    public string? ReturnReason { get; set; }

    [BindNever, ValidateNever]
    public PartModel Page { get; set; } = null!;
}

internal sealed class ShowPartHandler(MarketplaceDb db) : IRequestHandler<ShowPart, PartModel?>
{
    public async Task<PartModel?> Handle(ShowPart query, CancellationToken ct)
    {
        var row = await db.PartsToMake(query.Producer).AsNoTracking()
            .Where(part => part.Number == query.Number)
            .Join(db.Orders, part => part.OrderId, order => order.Id, (part, order) => new
            {
                Part = part,
                Order = order,
                Sender = db.Producers.Where(producer => producer.Id == part.ProducerId).Select(producer => new PartSender(
                    producer.Slug, producer.NameVi, producer.Phone,
                    db.AdminUnits.Where(unit => unit.Id == producer.UnitId).Select(unit => unit.NameVi + ", " + unit.Parent!.NameVi).FirstOrDefault() ?? "")
                {
                    AddressLine = producer.AddressLine,
                }).First(),
                IsHeld = db.HeldOrders().Contains(order.Id) && !db.Payouts.SelectMany(payout => payout.Lines).Any(line => line.PartId == part.Id && !line.IsFree),
                HasProblem = db.OrderProblems.Any(problem => problem.OrderId == order.Id && problem.ClosedAt == null && (problem.PartId == null || problem.PartId == part.Id)),
                Place = db.AdminUnits.Where(unit => unit.Id == order.Address.UnitId).Select(unit => unit.NameVi + ", " + unit.Parent!.NameVi).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(ct);
        if (row is null)
        {
            return null;
        }

        var lines = await db.OrderLines.AsNoTracking().Where(line => line.ProducerOrderId == row.Part.Id)
            .Select(line => new PartLine(line.Id.Value, line.NameVi, line.NameEn, line.Quantity, line.Unit, line.UnitPriceDong, line.GoodsDong))
            .ToListAsync(ct);
        var history = await db.Orders.AsNoTracking().Where(order => order.Id == row.Order.Id)
            .SelectMany(order => order.History).Where(step => step.PartId == row.Part.Id).OrderBy(step => step.At)
            .Select(step => new { step.At, step.Event, step.Note, Helper = step.PrincipalId == null ? null : step.ActorId })
            .ToListAsync(ct);
        var helping = history.Select(step => step.Helper).OfType<UserId>().Select(user => user.Value).Distinct().ToList();
        var helpers = await db.Users.Where(user => helping.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct);

        var (part, address) = (row.Part, row.Order.Address);
        return new PartModel(
            row.Sender.Slug, part.Number, part.Status, part.SettledAt is not null, row.Order.PlacedAt, part.ShipBy, address,
            row.Place is { } place ? [$"{address.Line1} {address.Line2}".Trim(), place] : [.. AddressLayout.Lines(address), Country(address.CountryCode)],
            row.Order.Method, row.Order.IsDemo, part.GoodsDong, part.ShippingDong, part.FeeDong, part.WithheldDong, part.WeightGrams, part.Carrier, part.TrackingCode, part.CourierPhone, part.Reason,
            row.Sender, lines, [.. history.Select(step => new PartEvent(step.At, step.Event, step.Helper is { } user ? helpers.GetValueOrDefault(user.Value, "") : null, step.Note == OrderEvent.ByTheBuyer))])
        {
            ProblemOf = row.HasProblem ? row.Order.Number : null,
            IsHeld = row.IsHeld && NextStep.Earns(part.Status),
        };
    }

    /// <summary>In English, which the posts of both ends read.</summary>
    private static string Country(string code) => Texts.In("en", "shipping.country." + code);
}
