using Marketplace.Domain.Places;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Recognition;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Figures;

/// <summary>How many communes of a province a list names, and when the list is in force.</summary>
internal sealed record ListedCount(int? ProvinceId, bool IsDemo, bool IsNational, DateOnly From, DateOnly? To, int Count);

/// <summary>Figures of some places in some periods, by two commands on the roll-ups whatever their number.</summary>
internal sealed class FiguresReader(MarketplaceDb db, RollupWriter rollups)
{
    private static readonly string[] Needed =
        [Dimensions.Total, Dimensions.Quality, Dimensions.Gender, Dimensions.Difficult, Dimensions.Export, Dimensions.Destination];

    /// <summary>The lists by province of today's map: communes of the earlier map count where their province went.</summary>
    public async Task<IReadOnlyList<ListedCount>> Lists(CancellationToken ct)
    {
        var lists = await db.UnitClassifications
            .Join(db.AdminUnits, row => row.UnitId, unit => unit.Id, (row, unit) => new { row.Scheme, row.Scope, row.ValidFrom, row.ValidTo, unit.ParentId })
            .GroupBy(row => new { row.ParentId, row.Scheme, row.Scope, row.ValidFrom, row.ValidTo })
            .Select(list => new ListedCount(
                list.Key.ParentId, list.Key.Scheme == PlaceQueries.DemoScheme, list.Key.Scope == "", list.Key.ValidFrom, list.Key.ValidTo, list.Count()))
            .ToListAsync(ct);
        var heirs = await rollups.Heirs([.. lists.Select(list => list.ProvinceId).OfType<int>().Distinct()], ct);
        return lists.ConvertAll(list => list with { ProvinceId = Heir(list.ProvinceId) });

        int? Heir(int? province) => province is { } ended && heirs.TryGetValue(ended, out var heir) ? Heir(heir) : province;
    }

    public async Task<IReadOnlyDictionary<(int Unit, ProgrammePeriod Period), UnitFigures>> Read(
        IReadOnlyList<Place> places, IReadOnlyList<ProgrammePeriod> periods, IReadOnlyList<ListedCount> lists, CancellationToken ct)
    {
        var grain = periods[0].Grain;
        var units = places.Select(place => place.RollupId).ToList();
        var starts = periods.Select(period => period.Start).ToList();
        var sums = await db.SalesRollups.AsNoTracking()
            .Where(row => units.Contains(row.UnitId) && row.Grain == grain && starts.Contains(row.Start) && Needed.Contains(row.Dimension))
            .ToListAsync(ct);
        var reach = await db.ReachRollups.AsNoTracking()
            .Where(row => units.Contains(row.UnitId) && row.Grain == grain && starts.Contains(row.Start))
            .ToListAsync(ct);
        var sumsOf = sums.ToLookup(row => (row.UnitId, row.Start));
        var reachOf = reach.ToLookup(row => (row.UnitId, row.Start));
        return (from place in places
                from period in periods
                let at = (place.RollupId, period.Start)
                select KeyValuePair.Create((place.RollupId, period), Figures(place, period, sumsOf[at], reachOf[at], lists))).ToDictionary();
    }

    private static UnitFigures Figures(
        Place place, ProgrammePeriod period, IEnumerable<SalesRollup> sums, IEnumerable<ReachRollup> reach, IReadOnlyList<ListedCount> lists)
    {
        var row = sums.ToDictionary(sum => (sum.Dimension, sum.Key));
        var reached = reach.ToDictionary(slice => slice.Slice);
        var total = row.GetValueOrDefault((Dimensions.Total, ""));
        var all = reached.GetValueOrDefault(Slices.All);
        var (listed, isDemo) = Listed(place, period.End, lists);
        return new UnitFigures
        {
            ValueDong = total?.ValueDong ?? 0,
            FeeDong = total?.FeeDong ?? 0,
            WithheldDong = total?.WithheldDong ?? 0,
            PayableDong = total?.PayableDong ?? 0,
            PayableFromBatchDong = Payable(Dimensions.Quality, "1"),
            PayableFromLedgerDong = Payable(Dimensions.Quality, "2"),
            PayableDeclaredDong = Payable(Dimensions.Quality, "3"),
            UnallocatedDong = Payable(Dimensions.Quality, "4"),
            NotStatedGenderDong = Payable(Dimensions.Gender, "0"),
            WomenDong = Payable(Dimensions.Gender, "1"),
            StatedGenderDong = Payable(Dimensions.Gender, "1") + Payable(Dimensions.Gender, "2") + Payable(Dimensions.Gender, "3"),
            DifficultDong = Value(Dimensions.Difficult, "1"),
            ExportDong = Value(Dimensions.Export, "1"),
            Destinations = row.Values.Count(sum => sum.Dimension == Dimensions.Destination && sum.Key != "VN" && sum.Facts > 0),
            Persons = all?.Persons ?? 0,
            MinorityPersons = all?.MinorityPersons ?? 0,
            MinorityWomen = all?.MinorityWomen ?? 0,
            MinorityStatedGender = all?.MinorityStatedGender ?? 0,
            Women = all?.Women ?? 0,
            StatedGender = all?.StatedGender ?? 0,
            ListedWithSales = all?.ListedCommunes ?? 0,
            Listed = listed,
            ListIsDemo = isDemo,
            IsCommune = place.Level == AdminLevel.Commune,
            All = Reached(Slices.All),
            Export = Reached(Slices.Export),
            Domestic = Reached(Slices.Domestic),
            Difficult = Reached(Slices.Difficult),
            Other = Reached(Slices.Other),
            Allocated = Reached(Slices.Allocated),
            Unallocated = Reached(Slices.Unallocated),
            ByWomen = Reached(Slices.Women),
            ByOtherGenders = Reached(Slices.OtherGenders),
            WomenValueDong = Value(Dimensions.Gender, "1"),
            OtherGendersValueDong = Value(Dimensions.Gender, "2") + Value(Dimensions.Gender, "3"),
            UnallocatedValueDong = Value(Dimensions.Quality, "4"),
        };

        long Value(string dimension, string key) => row.GetValueOrDefault((dimension, key))?.ValueDong ?? 0;

        long Payable(string dimension, string key) => row.GetValueOrDefault((dimension, key))?.PayableDong ?? 0;

        Reach Reached(string slice) => reached.GetValueOrDefault(slice) is { } found ? new Reach(found.Producers, found.Orders, found.TopProducerDong) : Reach.Nobody;
    }

    /// <summary>
    /// The official list goes before the demonstration's; without any list there is no number, which is not the same as none. A province's own list says nothing
    /// of the country.
    /// </summary>
    private static (int? Count, bool IsDemo) Listed(Place place, DateOnly day, IReadOnlyList<ListedCount> lists)
    {
        var inForce = lists.Where(list => list.From <= day && (list.To is null || list.To >= day)
            && (list.IsNational || place.Level == AdminLevel.Commune || (place.Level == AdminLevel.Province && list.ProvinceId == place.Id))).ToList();
        if (inForce.Count == 0)
        {
            return (null, false);
        }

        var isDemo = inForce.TrueForAll(list => list.IsDemo);
        return (inForce.Where(list => list.IsDemo == isDemo && (place.Level == AdminLevel.Country || list.ProvinceId == place.Id)).Sum(list => list.Count), isDemo);
    }
}
