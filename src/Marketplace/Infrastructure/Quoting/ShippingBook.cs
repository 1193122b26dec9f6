using System.Collections.Concurrent;
using System.Collections.Frozen;
using Marketplace.Domain.Places;
using Marketplace.Domain.Shipping;
using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Marketplace.Infrastructure.Quoting;

/// <summary>Where we ship, at what price, and which province lies in which region. Changes a few times a year, so one copy is kept for a minute.</summary>
public sealed class ShippingBook(IServiceScopeFactory scopes, IOptions<SiteOptions> site, TimeProvider clock)
{
    private readonly Kept<Copy> _kept = new(scopes, clock, TimeSpan.FromMinutes(1), (db, ct) => Read(db, site.Value.EuResponsiblePerson is not "", ct));

    public sealed record Copy(
        IReadOnlyList<ShippingRate> Rates, FrozenDictionary<string, Destination> Destinations, FrozenDictionary<int, ProvinceInRegion> Provinces,
        ILookup<int, string> FormerProvinces)
    {
        private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _countries = new(StringComparer.Ordinal);
        private volatile Tuple<DateOnly, ShippingTable>? _table;

        /// <summary>As people look for them; sorted once for all the pages that list them.</summary>
        public IReadOnlyList<ProvinceInRegion> ProvincesByName { get; } = [.. Provinces.Values.OrderBy(province => province.Name, VietnameseOrder.Names)];

        /// <summary>The codes of the countries abroad we ship to, as a reader of the current language looks for them.</summary>
        public IReadOnlyList<string> CountriesByName => _countries.GetOrAdd(Languages.Current, language =>
            [.. Destinations.Values.Where(destination => destination.IsOpen).Select(destination => destination.CountryCode)
                .OrderBy(country => Texts.Get("shipping.country." + country), StringComparer.Create(Languages.Culture(language), ignoreCase: true))]);

        public ShippingTable Table(DateOnly day)
        {
            var table = _table;
            if (table?.Item1 != day)
            {
                _table = table = Tuple.Create(day, new ShippingTable(day, Rates));
            }

            return table.Item2;
        }

        public ProvinceInRegion? Province(int? id) => id is { } known ? Provinces.GetValueOrDefault(known) : null;
    }

    public ValueTask<Copy> Open(CancellationToken ct) => _kept.Get(ct);

    public void Forget() => _kept.Forget();

    private static async Task<Copy> Read(MarketplaceDb db, bool sellsInEu, CancellationToken ct)
    {
        var rates = await db.ShippingRates.AsNoTracking().ToListAsync(ct);
        var destinations = await db.Destinations.AsNoTracking().ToListAsync(ct);
        foreach (var closed in destinations.Where(destination => destination.IsEu && !sellsInEu))
        {
            closed.IsOpen = false;
        }

        var provinces = await db.AdminUnits.AsNoTracking().Provinces()
            .Select(unit => new ProvinceInRegion(unit.Id, unit.NameVi, unit.MacroRegion)).ToListAsync(ct);
        var former = await db.AdminUnitSuccessions.AsNoTracking()
            .Where(row => row.From.Level == AdminLevel.Province && row.From.NameVi != row.To.NameVi)
            .OrderBy(row => row.From.Code)
            .Select(row => new { row.ToId, row.From.NameVi }).ToListAsync(ct);
        return new Copy(
            rates, destinations.ToFrozenDictionary(destination => destination.CountryCode), provinces.ToFrozenDictionary(province => province.Id),
            former.ToLookup(row => row.ToId, row => row.NameVi));
    }
}
