using System.Collections.Concurrent;
using Marketplace.Domain.Places;
using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Search;

/// <summary>Something lists can be narrowed by, with its name in the reader's language.</summary>
/// <param name="NotTo">Of a kind of goods: countries, or EU, that do not let it in, separated by |.</param>
internal sealed record ShopName(int Id, string Slug, string Vi, string En, string Fr, int? ParentId = null, int Position = 0, string Extra = "", bool IsAtHomeOnly = false, bool IsCraft = false, string NotTo = "")
{
    public string Name => In(Languages.Current);

    public string In(string language) => language switch
    {
        "en" => En,
        "fr" when Fr is not "" => Fr,
        "fr" => En,
        _ => Vi,
    };

    /// <summary>The language of the name, where it is not the reader's.</summary>
    public string? ForeignLanguage => Fr is "" && Languages.Current == "fr" ? "en" : null;
}

/// <summary>Names of one kind, by id and by slug, in their own order.</summary>
internal sealed class NameList(IReadOnlyList<ShopName> all)
{
    private readonly Dictionary<int, ShopName> _byId = all.ToDictionary(name => name.Id);
    private readonly Dictionary<string, ShopName> _bySlug = all.ToDictionary(name => name.Slug, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Dictionary<int, int>> _places = new(StringComparer.Ordinal);

    public IReadOnlyList<ShopName> All { get; } = all;

    public ShopName? this[int id] => _byId.GetValueOrDefault(id);

    public ShopName? this[string slug] => _bySlug.GetValueOrDefault(slug);

    /// <summary>Where a name stands in the alphabet of the reader's language.</summary>
    public int PlaceOf(int id) => _places.GetOrAdd(Languages.Current, PlacesIn)[id];

    private Dictionary<int, int> PlacesIn(string language) => All
        .OrderBy(name => name.In(language), StringComparer.Create(Languages.Culture(language), ignoreCase: true))
        .Select((name, place) => (name.Id, place)).ToDictionary();
}

/// <summary>Categories, peoples, techniques and today's provinces: a few hundred rows that every page names.</summary>
internal sealed record Names(NameList Categories, NameList Peoples, NameList Techniques, NameList Provinces)
{
    public NameList? Of(Facet facet) => facet switch
    {
        Facet.Category => Categories,
        Facet.People => Peoples,
        Facet.Technique => Techniques,
        Facet.Province => Provinces,
        _ => null,
    };
}

/// <summary>Keeps the names in memory until one is saved here, or ten minutes for changes of other nodes.</summary>
internal sealed class ShopNames(IServiceScopeFactory scopes, TimeProvider clock)
{
    private readonly Kept<Names> _kept = new(scopes, clock, TimeSpan.FromMinutes(10), Load);

    public ValueTask<Names> Get(CancellationToken ct) => _kept.Get(ct);

    public void Forget() => _kept.Forget();

    public static async Task<Names> Load(MarketplaceDb db, CancellationToken ct) => new(
        new NameList(await db.Categories.AsNoTracking().OrderBy(category => category.Position).ThenBy(category => category.Id)
            .Select(category => new ShopName(category.Id, category.Slug, category.NameVi, category.NameEn, category.NameFr, category.ParentId, category.Position, "", category.IsDomesticOnly, category.OcopGroup == "" || category.OcopGroup == "handicrafts", category.BlockedDestinations))
            .ToListAsync(ct)),
        new NameList(await db.EthnicGroups.AsNoTracking().OrderByDescending(people => people.Population2019)
            .Select(people => new ShopName(people.Id, people.Slug, people.NameVi, people.NameEn, "", null, 0,
                people.Autonym + " " + people.Aliases + " " + people.SearchOnlyAliases, false))
            .ToListAsync(ct)),
        new NameList(await db.Techniques.AsNoTracking().OrderBy(technique => technique.Id)
            .Select(technique => new ShopName(technique.Id, technique.Slug, technique.NameVi, technique.NameEn, technique.NameFr, null, 0, "", false)).ToListAsync(ct)),
        new NameList(await db.AdminUnits.AsNoTracking().Provinces().OrderBy(province => province.Code)
            .Select(province => new ShopName(province.Id, province.Code, province.NameVi, province.NameEn, "", null, 0, province.MacroRegion, false)).ToListAsync(ct)));
}
