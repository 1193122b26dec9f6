using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;

namespace Marketplace.Domain.Orders;

/// <summary>Stock set aside for an order.</summary>
public readonly record struct StockHoldId(Guid Value) : IEntityId<StockHoldId>
{
    public static StockHoldId New() => new(Guid.CreateVersion7());

    public static StockHoldId From(Guid value) => new(value);
}

public enum StockHoldState
{
    Held = 1,
    Allocated = 2,
    Released = 3,
}

/// <summary>Pieces taken from stock for an order: held while payment is awaited, then allocated, or released exactly once.</summary>
public sealed class StockHold
{
    public required StockHoldId Id { get; init; }

    public required OrderId OrderId { get; init; }

    public required ProducerOrderId PartId { get; init; }

    public required VariantId VariantId { get; init; }

    public required int Quantity { get; init; }

    public StockHoldState State { get; set; } = StockHoldState.Held;
}
