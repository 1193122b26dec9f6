using Marketplace.Domain.Places;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Recognition;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Figures;

/// <summary>Figures of some places in some periods, by two commands on the roll-ups whatever their number.</summary>
internal sealed class FiguresReader(MarketplaceDb db, RollupWriter rollups)
{
    private const int AtOnce = 500;

    private static readonly string[] Needed =
        [Dimensions.Total, Dimensions.Quality, Dimensions.Gender, Dimensions.Difficult, Dimensions.Export, Dimensions.Destination];

    /// <summary>The lists by province of today's map: communes of the earlier map count where their province went.</summary>
    public async Task<CommuneLists> Lists(CancellationToken ct)
    {
        var communes = await db.UnitClassifications
            .Join(db.AdminUnits, row => row.UnitId, unit => unit.Id, (_, unit) => new { unit.Id, unit.ParentId })
            .Distinct()
            .ToListAsync(ct);
        var heirs = await rollups.Heirs([.. communes.Select(commune => commune.ParentId).OfType<int>().Distinct()], ct);
        return new CommuneLists(await rollups.Classes(ct), communes.ConvertAll(commune => new ListedCommune(commune.Id, commune.ParentId, Heir(commune.ParentId))));

        int? Heir(int? province) => province is { } ended && heirs.TryGetValue(ended, out var heir) ? Heir(heir) : province;
    }

    /// <param name="places">Where.</param>
    /// <param name="periods">When, of one grain.</param>
    /// <param name="lists">Of the communes that count.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="without">Facts that are not to be counted, as they stand in the roll-ups.</param>
    public async Task<IReadOnlyDictionary<(int Unit, ProgrammePeriod Period), UnitFigures>> Read(
        IReadOnlyList<Place> places, IReadOnlyList<ProgrammePeriod> periods, CommuneLists lists, CancellationToken ct, RollupDeltas? without = null)
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
        if (without is not null)
        {
            sums.ForEach(row => row.Take(without));
            await Take(reach, without, ct);
        }

        var sumsOf = sums.ToLookup(row => (row.UnitId, row.Start));
        var reachOf = reach.ToLookup(row => (row.UnitId, row.Start));
        return (from place in places
                from period in periods
                let at = (place.RollupId, period.Start)
                select KeyValuePair.Create((place.RollupId, period), Figures(place, period, sumsOf[at], reachOf[at], lists))).ToDictionary();
    }

    private static UnitFigures Figures(
        Place place, ProgrammePeriod period, IEnumerable<SalesRollup> sums, IEnumerable<ReachRollup> reach, CommuneLists lists)
    {
        var row = sums.ToDictionary(sum => (sum.Dimension, sum.Key));
        var reached = reach.ToDictionary(slice => slice.Slice);
        var total = row.GetValueOrDefault((Dimensions.Total, ""));
        var all = reached.GetValueOrDefault(Slices.All);
        var (listed, isDemo) = lists.On(place, period.End);
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

    /// <summary>Counts the members of those facts as if the facts had never come in.</summary>
    private async Task Take(List<ReachRollup> reach, RollupDeltas without, CancellationToken ct)
    {
        var counts = reach.ToDictionary(row => new ReachKey(row.UnitId, row.Grain, row.Start, row.Slice));
        List<MemberKey> keys = [.. without.Members.Keys.Where(key => counts.ContainsKey(key.Reach))];
        var members = new Dictionary<MemberKey, ActivityRollup>();
        foreach (var some in keys.GroupBy(key => (key.Reach.UnitId, key.Reach.Start)).SelectMany(period => period.Chunk(AtOnce)))
        {
            foreach (var row in await db.ActivityRollups.AsNoTracking().At(some).ToListAsync(ct))
            {
                members[new MemberKey(new ReachKey(row.UnitId, row.Grain, row.Start, row.Slice), row.Kind, row.Member)] = row;
            }
        }

        foreach (var inside in keys.GroupBy(key => key.Reach))
        {
            var count = counts[inside.Key];
            List<ActivityRollup> producers = [];
            var largestBefore = 0L;
            foreach (var key in inside)
            {
                var member = members[key];
                var before = member.ValueDong;
                count.Count(member, before > 0 ? -1 : 0);
                member.ValueDong -= without.Members[key].ValueDong;
                count.Count(member, member.ValueDong > 0 ? 1 : 0);
                if (key.Kind == ActivityRollup.Producer)
                {
                    producers.Add(member);
                    largestBefore = Math.Max(largestBefore, before);
                }
            }

            var largest = producers.Select(producer => producer.ValueDong).DefaultIfEmpty().Max();

            // The largest of all may have been one of these; then the next is looked for.
            count.TopProducerDong = largest >= count.TopProducerDong ? largest
                : largestBefore < count.TopProducerDong ? count.TopProducerDong
                : Math.Max(largest, await LargestAmongOthers(inside.Key, [.. producers.Select(producer => producer.Member)], ct));
        }
    }

    private async Task<long> LargestAmongOthers(ReachKey at, List<Guid> taken, CancellationToken ct) =>
        await db.ActivityRollups
            .Where(row => row.UnitId == at.UnitId && row.Grain == at.Grain && row.Start == at.Start && row.Slice == at.Slice && row.Kind == ActivityRollup.Producer && !taken.Contains(row.Member))
            .MaxAsync(row => (long?)row.ValueDong, ct) ?? 0;
}

file static class RollupSubtraction
{
    public static void Take(this SalesRollup row, RollupDeltas without)
    {
        if (without.Sales.TryGetValue(new SalesKey(row.UnitId, row.Grain, row.Start, row.Dimension, row.Key), out var taken))
        {
            row.Facts -= taken.Facts;
            row.Quantity -= taken.Quantity;
            row.ValueDong -= taken.ValueDong;
            row.FeeDong -= taken.FeeDong;
            row.WithheldDong -= taken.WithheldDong;
            row.PayableDong -= taken.PayableDong;
        }
    }
}
