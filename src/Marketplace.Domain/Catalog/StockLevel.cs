namespace Marketplace.Domain.Catalog;

/// <summary>How many of a variant can still be promised. Changed by guarded updates only, so it lives apart from the listing.</summary>
public sealed class StockLevel
{
    public required VariantId VariantId { get; init; }

    /// <summary>Pieces free to be promised, never below zero (also a check constraint).</summary>
    public required int Available { get; set; }
}
