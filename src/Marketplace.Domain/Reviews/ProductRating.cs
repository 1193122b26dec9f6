using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;

namespace Marketplace.Domain.Reviews;

/// <summary>The published reviews of a product, added up, so that its page need not count them.</summary>
public sealed class ProductRating : Aggregate
{
    public required ProductId ProductId { get; init; }

    public int Reviews { get; private set; }

    /// <summary>The stars of all of them together.</summary>
    public int Stars { get; private set; }

    public void Add(int stars) => (Reviews, Stars) = (Reviews + 1, Stars + stars);

    public void Remove(int stars) => (Reviews, Stars) = (Reviews - 1, Stars - stars);
}
