using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Origin;

namespace Marketplace.Domain.Orders;

/// <summary>One variant in a producer's part.</summary>
public readonly record struct OrderLineId(Guid Value) : IEntityId<OrderLineId>
{
    public static OrderLineId New() => new(Guid.CreateVersion7());

    public static OrderLineId From(Guid value) => new(value);
}

/// <summary>One variant in a part, with every rate frozen when the order was placed.</summary>
public sealed class OrderLine
{
    public required OrderLineId Id { get; init; }

    public ProducerOrderId ProducerOrderId { get; private set; }

    public required ProductId ProductId { get; init; }

    public required VariantId VariantId { get; init; }

    public LotId? LotId { get; init; }

    public required int CategoryId { get; init; }

    /// <summary>Commune of production on the day of the order.</summary>
    public required int OriginUnitId { get; init; }

    public required string NameVi { get; init; }

    public required string NameEn { get; init; }

    public required string Unit { get; init; }

    public required int Quantity { get; init; }

    public required long UnitPriceDong { get; init; }

    public required long GoodsDong { get; init; }

    public required int FeeBasisPoints { get; init; }

    public required long FeeDong { get; init; }

    /// <summary>The dated tax rule applied (Decree 117/2025/NĐ-CP), or nothing when the producer is not subject to withholding.</summary>
    public int? TaxRuleId { get; init; }

    public required long WithheldVatDong { get; init; }

    public required long WithheldPitDong { get; init; }

    public long PayableDong => GoodsDong - FeeDong - WithheldVatDong - WithheldPitDong;
}
