using System.Text;
using System.Text.Encodings.Web;

namespace Marketplace.Infrastructure.Search;

/// <summary>What the address of a list asks for. Everything a reader can choose is in it, so a link or the back button always works.</summary>
internal sealed record ListingInput(
    string Words, IReadOnlyDictionary<Facet, IReadOnlyList<string>> Chosen, CatalogSort? Sort, string? After, string? Before)
{
    /// <summary>Of one filter; a page reads no further.</summary>
    public const int MostValues = 20;

    /// <summary>Keys that change what a list shows; also what cached pages vary by.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        ["q", "category", "people", "province", "technique", "price", "certificate", "sort", "after", "before"];

    public static IReadOnlyList<Facet> Facets { get; } = Enum.GetValues<Facet>();

    public static string KeyOf(Facet facet) => facet switch
    {
        Facet.Category => "category",
        Facet.People => "people",
        Facet.Province => "province",
        Facet.Technique => "technique",
        Facet.Price => "price",
        _ => "certificate",
    };

    public static string KeyOf(CatalogSort sort) => sort switch
    {
        CatalogSort.Price => "price",
        CatalogSort.Soonest => "soonest",
        CatalogSort.Relevance => "best",
        _ => "newest",
    };

    public static ListingInput From(IQueryCollection query)
    {
        var chosen = new Dictionary<Facet, IReadOnlyList<string>>();
        foreach (var facet in Facets)
        {
            if (query.TryGetValue(KeyOf(facet), out var values))
            {
                chosen[facet] = [.. values.OfType<string>().Where(value => value.Length is > 0 and <= 100).Distinct(StringComparer.Ordinal).Take(MostValues)];
            }
        }

        CatalogSort? sort = query["sort"].FirstOrDefault() switch
        {
            "newest" => CatalogSort.Newest,
            "price" => CatalogSort.Price,
            "soonest" => CatalogSort.Soonest,
            "best" => CatalogSort.Relevance,
            _ => null,
        };
        return new ListingInput(SearchWords.Of(query["q"].FirstOrDefault()).Typed, chosen, sort, query["after"].FirstOrDefault(), query["before"].FirstOrDefault());
    }

    public ListingInput Without(Facet facet, string value) => this with
    {
        Chosen = Chosen.ToDictionary(pair => pair.Key, pair => pair.Key == facet ? [.. pair.Value.Where(other => other != value)] : pair.Value),
        After = null,
        Before = null,
    };

    public ListingInput SortedBy(CatalogSort sort) => this with { Sort = sort, After = null, Before = null };

    public ListingInput At(Keyset? after, Keyset? before) => this with { After = after?.ToString(), Before = before?.ToString() };

    /// <summary>The address, below the language prefix.</summary>
    public string Url(string path)
    {
        var url = new StringBuilder(path);
        var separator = '?';
        void Add(string key, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                url.Append(separator).Append(key).Append('=').Append(UrlEncoder.Default.Encode(value));
                separator = '&';
            }
        }

        Add("q", Words);
        foreach (var facet in Facets)
        {
            foreach (var value in Chosen.GetValueOrDefault(facet) ?? [])
            {
                Add(KeyOf(facet), value);
            }
        }

        Add("sort", Sort is { } sort ? KeyOf(sort) : null);
        Add("after", After);
        Add("before", Before);
        return url.ToString();
    }
}
