using Marketplace.Domain.Common;

namespace Marketplace.Domain.Catalog;

/// <summary>An option of a product that is bought and stocked by itself.</summary>
public readonly record struct VariantId(Guid Value) : IEntityId<VariantId>
{
    public static VariantId New() => new(Guid.CreateVersion7());

    public static VariantId From(Guid value) => new(value);
}

public sealed class Variant
{
    public required VariantId Id { get; init; }

    public required ProductId ProductId { get; init; }

    /// <summary>Empty when the product has one variant only.</summary>
    public string NameVi { get; set; } = "";

    public string NameEn { get; set; } = "";

    public required long PriceDong { get; set; }

    public int Position { get; set; }
}
