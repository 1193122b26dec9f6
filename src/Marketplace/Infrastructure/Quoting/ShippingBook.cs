using System.Collections.Concurrent;
using System.Collections.Frozen;
using Marketplace.Domain.Places;
using Marketplace.Domain.Shipping;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Quoting;

/// <summary>Where we ship, at what price, and which province lies in which region. Changes a few times a year, so one copy is kept for a minute.</summary>
public sealed class ShippingBook(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);
    private volatile Copy? _copy;

    public sealed record Copy(
        DateTimeOffset LoadedAt, IReadOnlyList<ShippingRate> Rates, FrozenDictionary<string, Destination> Destinations,
        FrozenDictionary<int, ProvinceInRegion> Provinces, ILookup<int, string> FormerProvinces)
    {
        private static readonly StringComparer InVietnameseOrder = StringComparer.Create(Languages.Culture("vi"), ignoreCase: true);
        private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _countries = new(StringComparer.Ordinal);
        private volatile Tuple<DateOnly, ShippingTable>? _table;

        /// <summary>As people look for them; sorted once for all the pages that list them.</summary>
        public IReadOnlyList<ProvinceInRegion> ProvincesByName { get; } = [.. Provinces.Values.OrderBy(province => province.Name, InVietnameseOrder)];

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

    public async ValueTask<Copy> Open(CancellationToken ct)
    {
        var copy = _copy;
        var now = clock.GetUtcNow();
        if (copy is null || now - copy.LoadedAt > Freshness || now < copy.LoadedAt)
        {
            _copy = copy = await Load(now, ct);
        }

        return copy;
    }

    public void Forget() => _copy = null;

    private async Task<Copy> Load(DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        var rates = await db.ShippingRates.AsNoTracking().ToListAsync(ct);
        var destinations = await db.Destinations.AsNoTracking().ToListAsync(ct);
        var provinces = await db.AdminUnits.AsNoTracking().Provinces()
            .Select(unit => new ProvinceInRegion(unit.Id, unit.NameVi, unit.MacroRegion)).ToListAsync(ct);
        var former = await db.AdminUnitSuccessions.AsNoTracking()
            .Where(row => row.From.Level == AdminLevel.Province && row.From.NameVi != row.To.NameVi)
            .OrderBy(row => row.From.Code)
            .Select(row => new { row.ToId, row.From.NameVi }).ToListAsync(ct);
        return new Copy(
            now, rates, destinations.ToFrozenDictionary(destination => destination.CountryCode), provinces.ToFrozenDictionary(province => province.Id),
            former.ToLookup(row => row.ToId, row => row.NameVi));
    }
}
