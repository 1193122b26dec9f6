using System.Globalization;
using Marketplace.Domain.Producers;

namespace Marketplace.Infrastructure.Search;

/// <summary>What lists can be narrowed by.</summary>
public enum Facet
{
    Category = 0,
    People = 1,
    Province = 2,
    Technique = 3,
    Price = 4,
    Certificate = 5,
}

public enum CatalogSort
{
    Newest = 0,
    Price = 1,
    Soonest = 2,

    /// <summary>Best answer to the words first; only where there are words.</summary>
    Relevance = 3,
}

/// <summary>Products with any of the values. A scope is the page's own subject: it always holds and is not counted out.</summary>
internal sealed record FacetChoice(Facet Facet, IReadOnlyList<int> Values, bool IsScope = false);

/// <summary>Where a page ended: the sort key of a product. Pages stay right when products come and go between two clicks.</summary>
internal readonly record struct Keyset(long First, long Second, int CardId) : IComparable<Keyset>
{
    public int CompareTo(Keyset other) =>
        First != other.First ? First.CompareTo(other.First)
        : Second != other.Second ? Second.CompareTo(other.Second)
        : CardId.CompareTo(other.CardId);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}_{Second}_{CardId}");

    /// <summary>Reads a cursor; nonsense is no cursor, so that a mangled link shows the first page.</summary>
    public static Keyset? Parse(string? text)
    {
        var parts = text is { Length: > 0 and <= 64 } ? text.Split('_') : [];
        return parts is [var first, var second, var id]
            && long.TryParse(first, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var one)
            && long.TryParse(second, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var two)
            && int.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var card)
            ? new Keyset(one, two, card) : null;
    }
}

/// <param name="Choices">All must hold.</param>
/// <param name="Hits">Cards that answer the words, with their score; nothing when no words were given.</param>
/// <param name="After">Products that follow this one.</param>
/// <param name="Before">Products that precede this one.</param>
internal sealed record CatalogQuery(
    IReadOnlyList<FacetChoice> Choices,
    CatalogSort Sort = CatalogSort.Newest,
    int Size = 24,
    Keyset? After = null,
    Keyset? Before = null,
    SearchHits? Hits = null,
    bool CountFacets = false,
    ProducerId? Producer = null);

internal sealed record CatalogPage(int Total, IReadOnlyList<int> CardIds, Keyset? Next, Keyset? Previous, IReadOnlyDictionary<int, int>[]? Counts)
{
    public IReadOnlyDictionary<int, int> CountsOf(Facet facet) => Counts?[(int)facet] ?? new Dictionary<int, int>();
}

/// <summary>Price bands in đồng, by their upper ends; the last is open.</summary>
internal static class PriceBands
{
    private static readonly long[] UpperEnds = [100_000, 300_000, 700_000, 1_500_000];

    public static int Count => UpperEnds.Length + 1;

    public static int Of(long dong)
    {
        var band = 0;
        while (band < UpperEnds.Length && dong >= UpperEnds[band])
        {
            band++;
        }

        return band;
    }
}
