using System.Globalization;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;

namespace Marketplace.Infrastructure.Search;

/// <param name="Path">The page's address below the language prefix.</param>
/// <param name="Input">What the reader chose.</param>
/// <param name="Scope">The page's own subject: a category, a people, a province, a craft.</param>
internal sealed record ListingRequest(string Path, ListingInput Input, FacetChoice? Scope = null, ProducerId? Producer = null);

internal sealed record FilterOption(string Value, string Label, string? LabelLanguage, int Count, bool IsChosen);

/// <param name="More">The rarer ones, which would fill the page as boxes.</param>
internal sealed record FilterGroup(string Key, IReadOnlyList<FilterOption> Options, IReadOnlyList<FilterOption> More);

internal sealed record ChosenFilter(string Label, string? LabelLanguage, string RemoveUrl);

internal sealed record SortLink(string Key, string Url, bool IsCurrent);

internal sealed record WordsLink(string Words, string Url);

/// <summary>What to do about an empty answer.</summary>
/// <param name="KnownWords">Those of the words that would have found something.</param>
/// <param name="Suggestion">All of the words, the unknown ones replaced by the nearest known.</param>
/// <param name="Near">A few goods to go on with.</param>
internal sealed record NoResults(IReadOnlyList<WordsLink> KnownWords, WordsLink? Suggestion, IReadOnlyList<CardView> Near);

internal sealed record ListingModel(
    string Path, string Words, int Total, IReadOnlyList<CardView> Cards, IReadOnlyList<FilterGroup> Filters, IReadOnlyList<ChosenFilter> Chosen,
    IReadOnlyList<SortLink> Sorts, string? SortKey, string? NextUrl, string? PreviousUrl, WordsLink? Suggestion, NoResults? Nothing)
{
    public bool HasDemo => Cards.Any(card => card.IsDemo);
}

/// <summary>Builds every list of products: category, search, people, province, craft, maker.</summary>
internal sealed class ShelfReader(CatalogIndex index, ShopNames shopNames, ISearchIndex search, Spelling spelling, CardReader cards, MarketplaceDb db)
{
    private const int MostOptions = 10;

    /// <summary>So few may be what mistyped words happen to find.</summary>
    private const int FewResults = 24;
    private static readonly CatalogSort[] Sorts = [CatalogSort.Newest, CatalogSort.Price, CatalogSort.Soonest];

    /// <summary>The cards of one page only, without filters and help.</summary>
    public async Task<CatalogPage> Page(ListingRequest request, CancellationToken ct)
    {
        await index.Ready(ct);
        var names = await shopNames.Get(ct);
        var hits = request.Input.Words is "" ? null : await Hits(SearchWords.Of(request.Input.Words), ct);
        var sort = request.Input.Sort ?? CatalogSort.Newest;
        return index.Find(new CatalogQuery(
            [.. Chosen(request.Input, names).Select(pair => new FacetChoice(pair.Key, [.. pair.Value.Keys]))],
            sort == CatalogSort.Relevance && hits is null ? CatalogSort.Newest : sort, After: Keyset.Parse(request.Input.After), Hits: hits, Producer: request.Producer));
    }

    public async Task<ListingModel> Show(ListingRequest request, CancellationToken ct)
    {
        await index.Ready(ct);
        var names = await shopNames.Get(ct);
        var input = request.Input;
        var words = SearchWords.Of(input.Words);
        var hasWords = input.Words is not "";
        var hits = hasWords ? await Hits(words, ct) : null;
        var sort = input.Sort ?? (hasWords ? CatalogSort.Relevance : CatalogSort.Newest);
        if (sort == CatalogSort.Relevance && !hasWords)
        {
            sort = CatalogSort.Newest;
        }

        var chosen = Chosen(input, names);
        List<FacetChoice> choices = [.. request.Scope is { } scope ? [scope] : Array.Empty<FacetChoice>(), .. chosen.Select(pair => new FacetChoice(pair.Key, [.. pair.Value.Keys]))];
        var asked = new CatalogQuery(
            choices, sort, After: Keyset.Parse(input.After), Before: Keyset.Parse(input.Before), Hits: hits, CountFacets: true, Producer: request.Producer);
        var page = index.Find(asked);
        if (page is { Total: > 0, CardIds: [] })
        {
            // All that stood beyond the cursor is gone since the link was made.
            page = index.Find(asked with { After = null, Before = null });
        }

        var views = await cards.Read(page.CardIds, ct);

        return new ListingModel(
            request.Path, input.Words, page.Total, views,
            [.. ListingInput.Facets.Where(facet => facet == Facet.Category || request.Scope?.Facet != facet).Select(facet => Group(facet, page, chosen, names, request.Scope)).Where(group => group.Options.Count > 0)],
            [.. chosen.SelectMany(pair => pair.Value.Values.Select(value => new ChosenFilter(Label(pair.Key, value, names), names.Of(pair.Key)?[value]?.ForeignLanguage, input.Without(pair.Key, value).Url(request.Path))))],
            [.. (hasWords ? Sorts.Prepend(CatalogSort.Relevance) : Sorts).Select(other => new SortLink(ListingInput.KeyOf(other), input.SortedBy(other).Url(request.Path), other == sort))],
            input.Sort is { } typed ? ListingInput.KeyOf(typed) : null,
            page.Next is { } next ? input.At(next, null).Url(request.Path) : null,
            page.Previous is { } previous ? input.At(null, previous).Url(request.Path) : null,
            page.Total is > 0 and <= FewResults && hasWords && Spelling.NameLike(words, names).Near is { } name ? WordsLinkOf(request, name) : null,
            page.Total == 0 ? await Help(request, words, names, ct) : null);
    }

    private async Task<SearchHits> Hits(SearchWords words, CancellationToken ct) => words.Meant(await search.Find(db, words, ct));

    private async Task<NoResults> Help(ListingRequest request, SearchWords words, Names names, CancellationToken ct)
    {
        var (known, suggestion) = words.IsEmpty ? ([], null) : await spelling.Check(words, ct);
        var (isName, name) = Spelling.NameLike(words, names);

        // What is the name of something was not mistyped, though it finds nothing.
        suggestion = isName ? null : name ?? suggestion;
        var near = await Near([suggestion, string.Join(' ', known), .. known], ct);
        var page = index.Find(new CatalogQuery([], near is null ? CatalogSort.Newest : CatalogSort.Relevance, Size: 3, Hits: near));
        return new NoResults([.. known.Select(some => WordsLinkOf(request, some))], suggestion is null ? null : WordsLinkOf(request, suggestion), await cards.Read(page.CardIds, ct));
    }

    private static WordsLink WordsLinkOf(ListingRequest request, string words) => new(words, (request.Input with { Words = words, After = null, Before = null }).Url(request.Path));

    /// <summary>What the first of these words finds that finds anything.</summary>
    private async Task<SearchHits?> Near(IReadOnlyList<string?> words, CancellationToken ct)
    {
        foreach (var some in words)
        {
            if (!string.IsNullOrEmpty(some) && await search.Find(db, SearchWords.Of(some), ct) is { CardIds.Count: > 0 } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Chosen values that exist, by facet: index value to address value. What does not exist is ignored.</summary>
    private static Dictionary<Facet, Dictionary<int, string>> Chosen(ListingInput input, Names names)
    {
        var chosen = new Dictionary<Facet, Dictionary<int, string>>();
        foreach (var (facet, values) in input.Chosen)
        {
            var found = values.Select(value => (Id: Id(facet, value, names), Value: value)).Where(pair => pair.Id is not null)
                .DistinctBy(pair => pair.Id).ToDictionary(pair => pair.Id!.Value, pair => pair.Value);
            if (found.Count > 0)
            {
                chosen[facet] = found;
            }
        }

        return chosen;
    }

    private static FilterGroup Group(Facet facet, CatalogPage page, Dictionary<Facet, Dictionary<int, string>> chosen, Names names, FacetChoice? scope)
    {
        var mine = chosen.GetValueOrDefault(facet);
        var counts = page.CountsOf(facet);
        var found = new List<(int Id, int Count)>(counts.Count);
        foreach (var (id, count) in counts)
        {
            if (facet != Facet.Category || BelongsUnder(id, scope, names))
            {
                found.Add((id, count));
            }
        }

        foreach (var id in mine?.Keys ?? Enumerable.Empty<int>())
        {
            if (!counts.ContainsKey(id))
            {
                found.Add((id, 0));
            }
        }

        found.Sort(facet is Facet.Price or Facet.Certificate
            ? static (one, other) => one.Id.CompareTo(other.Id)
            : static (one, other) => (other.Count, one.Id).CompareTo((one.Count, other.Id)));
        var list = names.Of(facet);
        List<FilterOption> boxes = [];
        List<(int Place, FilterOption Option)> more = [];
        foreach (var (id, count) in found)
        {
            var name = list?[id];
            if ((list is null ? Value(facet, id) : name?.Slug) is { } value)
            {
                var option = new FilterOption(value, name?.Name ?? Label(facet, value, names), name?.ForeignLanguage, count, mine?.ContainsKey(id) == true);
                if (boxes.Count + more.Count < MostOptions || option.IsChosen)
                {
                    boxes.Add(option);
                }
                else
                {
                    more.Add((list?.PlaceOf(id) ?? id, option));
                }
            }
        }

        more.Sort(static (one, other) => one.Place.CompareTo(other.Place));
        return new FilterGroup(ListingInput.KeyOf(facet), boxes, more.ConvertAll(row => row.Option));
    }

    /// <summary>Top categories everywhere; a top category's page shows its own parts; a part has no parts.</summary>
    private static bool BelongsUnder(int categoryId, FacetChoice? scope, Names names) =>
        names.Categories[categoryId]?.ParentId == (scope is { Facet: Facet.Category } ? scope.Values[0] : null);

    private static int? Id(Facet facet, string value, Names names) => facet switch
    {
        Facet.Price => int.TryParse(value, CultureInfo.InvariantCulture, out var band) && band >= 0 && band < PriceBands.Count ? band : null,
        Facet.Certificate => value switch
        {
            "ocop" => (int)CertificateKind.Ocop,
            "gi" => (int)CertificateKind.GeographicalIndication,
            "organic" => (int)CertificateKind.Organic,
            _ => null,
        },
        _ => names.Of(facet)?[value]?.Id,
    };

    /// <summary>As the address writes a value that has no name of its own.</summary>
    private static string? Value(Facet facet, int id) => facet switch
    {
        Facet.Price => id.ToString(CultureInfo.InvariantCulture),
        Facet.Certificate => (CertificateKind)id switch
        {
            CertificateKind.Ocop => "ocop",
            CertificateKind.GeographicalIndication => "gi",
            _ => "organic",
        },
        _ => null,
    };

    private static string Label(Facet facet, string value, Names names) => facet switch
    {
        Facet.Price => Texts.Get("listing.price." + value),
        Facet.Certificate => Texts.Get("listing.certificate." + value),
        _ => names.Of(facet)?[value]?.Name ?? value,
    };
}
