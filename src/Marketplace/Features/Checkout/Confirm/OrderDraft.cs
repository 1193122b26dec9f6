using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Quoting;

namespace Marketplace.Features.Checkout.Confirm;

/// <summary>Turns a quote into an order, its holds and its payment attempt.</summary>
internal sealed class OrderDraft(
    PrepareOrder command, Domain.Orders.Checkout checkout, Quote quote, PaymentChoice choice, RulesInForce rules, DateTimeOffset now,
    Dictionary<ProductId, LotId> lots, HashSet<ProducerId> assisted)
{
    /// <summary>Cash is awaited until the courier remits it or the parcel comes back.</summary>
    private static readonly TimeSpan CashAwaited = TimeSpan.FromDays(120);

    private readonly DateTimeOffset _holdUntil = now + choice.Method switch
    {
        PaymentMethod.Card => TimeSpan.FromMinutes(rules.Policy(PolicyCodes.CardHoldMinutes)),
        PaymentMethod.BankTransfer => TimeSpan.FromMinutes(rules.Policy(PolicyCodes.TransferHoldMinutes)),
        _ => TimeSpan.Zero,
    };

    public Order Order()
    {
        var id = new OrderId(Guid.CreateVersion7(now));
        var number = command.Number ?? OrderCode.New();
        var shares = quote.Charged.Allocate([.. quote.Parcels.Select(parcel => parcel.TotalDong)]);
        var parts = quote.Parcels.Select((parcel, index) => Part(parcel, $"{number}-{index + 1}", shares[index].MinorUnits));
        return Domain.Orders.Order.Place(
            id, number, checkout.Id, command.UserId, checkout.Address, command.Language, choice.Method, quote.Charged, quote.DongPerUnitMicros,
            quote.RateSource, [.. parts], now, _holdUntil, quote.Lines.Any(line => line.IsDemo));
    }

    public IEnumerable<StockHold> Holds(Order order) =>
        from part in order.Parts
        from line in part.Lines
        select new StockHold
        {
            Id = new StockHoldId(Guid.CreateVersion7(now)),
            OrderId = order.Id,
            PartId = part.Id,
            VariantId = line.VariantId,
            Quantity = line.Quantity,
            State = choice.Method == PaymentMethod.CashOnDelivery ? StockHoldState.Allocated : StockHoldState.Held,
        };

    public PaymentAttempt Attempt(Order order)
    {
        var attempt = new PaymentAttempt
        {
            Id = new PaymentAttemptId(Guid.CreateVersion7(now)),
            OrderId = order.Id,
            Method = choice.Method,
            Provider = choice.Provider,
            Amount = order.Charged,
            MemoCode = order.Number,
            CreatedAt = now,
            ExpiresAt = choice.Method == PaymentMethod.CashOnDelivery ? now + CashAwaited : order.PayBy,
        };
        if (choice.Method != PaymentMethod.Card)
        {
            attempt.Await();
        }

        return attempt;
    }

    private ProducerOrder Part(QuotedParcel parcel, string number, long chargedMinor)
    {
        var part = new ProducerOrder
        {
            Id = new ProducerOrderId(Guid.CreateVersion7(now)),
            ProducerId = parcel.ProducerId,
            Number = number,
            Channel = parcel.Kind == ProducerKind.Cooperative ? SalesChannel.Cooperative
                : assisted.Contains(parcel.ProducerId) ? SalesChannel.Assisted : SalesChannel.Self,
            ShippingDong = parcel.ShippingDong,
            ChargedMinor = chargedMinor,
            WeightGrams = parcel.WeightGrams,
            ShippingZone = parcel.Zone,
            ShipBy = parcel.ShipBy,
            ArriveFrom = parcel.ArriveFrom,
            ArriveBy = parcel.ArriveBy,
        };
        foreach (var line in parcel.Lines)
        {
            part.Add(Line(line));
        }

        return part;
    }

    private OrderLine Line(QuotedLine line) => new()
    {
        Id = new OrderLineId(Guid.CreateVersion7(now)),
        ProductId = line.ProductId,
        VariantId = line.VariantId,
        LotId = lots.TryGetValue(line.ProductId, out var lot) ? lot : null,
        CategoryId = line.CategoryId,
        OriginUnitId = line.OriginUnitId,
        NameVi = WithVariant(line.NameVi, line.VariantVi),
        NameEn = WithVariant(line.NameEn.Length > 0 ? line.NameEn : line.NameVi, line.VariantEn.Length > 0 ? line.VariantEn : line.VariantVi),
        Unit = line.Unit,
        Quantity = line.Quantity,
        UnitPriceDong = line.UnitPriceDong,
        GoodsDong = line.Economics.GoodsDong,
        FeeBasisPoints = line.Economics.FeeBasisPoints,
        FeeDong = line.Economics.FeeDong,
        TaxRuleId = line.Economics.TaxRuleId,
        WithheldVatDong = line.Economics.WithheldVatDong,
        WithheldPitDong = line.Economics.WithheldPitDong,
    };

    private static string WithVariant(string name, string variant)
    {
        var whole = variant.Length > 0 ? $"{name} – {variant}" : name;
        return whole.Length <= 256 ? whole : whole[..256];
    }
}
