using System.Globalization;
using Marketplace.Domain.Places;

namespace Marketplace.Domain.Programme;

public static class RollupKeys
{
    /// <summary>The whole country in roll-ups, whichever unit stands for it.</summary>
    public const int Country = 0;

    /// <summary>A place's number as a member's identifier.</summary>
    public static Guid Member(int unitId) => new(unitId, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}

public readonly record struct SalesKey(int UnitId, PeriodGrain Grain, DateOnly Start, string Dimension, string Key);

public readonly record struct ReachKey(int UnitId, PeriodGrain Grain, DateOnly Start, string Slice);

public readonly record struct MemberKey(ReachKey Reach, string Kind, Guid Member);

/// <summary>What to add to a row of sums.</summary>
public sealed class SalesDelta
{
    public int Facts { get; set; }

    public int Quantity { get; set; }

    public long ValueDong { get; set; }

    public long FeeDong { get; set; }

    public long WithheldDong { get; set; }

    public long PayableDong { get; set; }
}

/// <summary>What to add to a member's row.</summary>
public sealed class MemberDelta
{
    public long ValueDong { get; set; }

    public bool IsMinority { get; set; }

    public int Gender { get; set; }
}

/// <summary>
/// What facts add to the roll-ups. The same arithmetic writes them as facts come in and rebuilds them, and its result does not depend on the order of facts.
/// </summary>
/// <param name="majorityGroupId">The Kinh people; nothing when peoples are not loaded.</param>
/// <param name="heirs">Of places that have ended, who took over the whole of each: their sales also stand on the later map, under the heir.</param>
/// <param name="classes">The lists of difficult places: one that is loaded late counts for the sales since its first day.</param>
/// <param name="groupOf">Opens the ethnic group of a share; nothing when none is stated.</param>
public sealed class RollupDeltas(int? majorityGroupId, IReadOnlyDictionary<int, int> heirs, PlaceClasses classes, Func<SaleAllocation, int?> groupOf)
{
    private static readonly PeriodGrain[] Reported = [PeriodGrain.Month, PeriodGrain.Quarter];

    public Dictionary<SalesKey, SalesDelta> Sales { get; } = [];

    public Dictionary<MemberKey, MemberDelta> Members { get; } = [];

    public void Add(Sale sale)
    {
        foreach (var unit in OnMaps(sale.UnitId))
        {
            AddSums(sale, unit, PeriodGrain.Day, withPeople: false, withEthnic: false);
        }

        foreach (var grain in Reported)
        {
            foreach (var unit in OnMaps(sale.UnitId))
            {
                AddSums(sale, unit, grain, withPeople: true, withEthnic: false);
                AddMembers(sale, unit, grain);
            }

            foreach (var province in OnMaps(sale.ProvinceId))
            {
                AddSums(sale, province, grain, withPeople: true, withEthnic: true);
                AddMembers(sale, province, grain);
            }

            AddSums(sale, RollupKeys.Country, grain, withPeople: true, withEthnic: true);
            AddMembers(sale, RollupKeys.Country, grain);
        }
    }

    /// <summary>The place itself, and its heir where it has ended, and the heir's. A divided place has none: its sales stay on the map of their day.</summary>
    private List<int> OnMaps(int unit)
    {
        List<int> maps = [unit];
        while (heirs.TryGetValue(maps[^1], out var heir) && !maps.Contains(heir))
        {
            maps.Add(heir);
        }

        return maps;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>To the country a place is what the country's lists say; to itself and its province, what the province's say as well.</summary>
    private static int? Asking(Sale sale, int unit) => unit == RollupKeys.Country ? null : sale.ProvinceId;

    private int RegionOf(Sale sale, int unit) => classes.Of(sale.UnitId, Asking(sale, unit), sale.SoldOn).Region;

    private bool IsDifficult(Sale sale, int unit) => classes.IsDifficult(sale.UnitId, Asking(sale, unit), sale.SoldOn);

    private void AddSums(Sale sale, int unit, PeriodGrain grain, bool withPeople, bool withEthnic)
    {
        var start = ProgrammePeriod.Of(grain, sale.Day).Start;
        Whole(Dimensions.Total, "");
        Whole(Dimensions.Category, Text(sale.CategoryId));
        Whole(Dimensions.Region, Text(RegionOf(sale, unit)));
        Whole(Dimensions.Difficult, IsDifficult(sale, unit) ? "1" : "0");
        Whole(Dimensions.Export, sale.IsExport ? "1" : "0");
        Whole(Dimensions.Destination, sale.CountryCode);
        Whole(Dimensions.Channel, Text((int)sale.Channel));
        foreach (var share in sale.Allocations)
        {
            Share(Dimensions.Quality, Text((int)share.Quality), share);
            if (share.PersonKey is not null && withPeople)
            {
                Share(Dimensions.Gender, Text((int)share.Gender), share);
                if (withEthnic)
                {
                    Share(Dimensions.Ethnic, groupOf(share) is { } group ? Text(group) : "", share);
                }
            }
        }

        void Whole(string dimension, string key)
        {
            var sums = Row(dimension, key);
            sums.Facts += Math.Sign(sale.Quantity);
            sums.Quantity += sale.Quantity;
            sums.ValueDong += sale.ValueDong;
            sums.FeeDong += sale.FeeDong;
            sums.WithheldDong += sale.WithheldDong;
            sums.PayableDong += sale.PayableDong;
        }

        void Share(string dimension, string key, SaleAllocation share)
        {
            var sums = Row(dimension, key);
            sums.Facts += Math.Sign(sale.Quantity);
            sums.ValueDong += share.ValueDong;
            sums.PayableDong += share.PayableDong;
        }

        SalesDelta Row(string dimension, string key)
        {
            var at = new SalesKey(unit, grain, start, dimension, key);
            return Sales.TryGetValue(at, out var sums) ? sums : Sales[at] = new SalesDelta();
        }
    }

    private void AddMembers(Sale sale, int unit, PeriodGrain grain)
    {
        var start = ProgrammePeriod.Of(grain, sale.Day).Start;
        foreach (var slice in (ReadOnlySpan<string>)[Slices.All, sale.IsExport ? Slices.Export : Slices.Domestic, IsDifficult(sale, unit) ? Slices.Difficult : Slices.Other])
        {
            Row(slice, ActivityRollup.Producer, sale.ProducerId.Value).ValueDong += sale.ValueDong;
            Row(slice, ActivityRollup.Order, sale.OrderId.Value).ValueDong += sale.ValueDong;
        }

        if (RegionOf(sale, unit) > 0)
        {
            Row(Slices.All, ActivityRollup.Commune, RollupKeys.Member(sale.UnitId)).ValueDong += sale.ValueDong;
        }

        foreach (var share in sale.Allocations)
        {
            var slice = share.PersonKey is null ? Slices.Unallocated : Slices.Allocated;
            Row(slice, ActivityRollup.Producer, sale.ProducerId.Value).ValueDong += share.ValueDong;
            Row(slice, ActivityRollup.Order, sale.OrderId.Value).ValueDong += share.ValueDong;
            if (share.PersonKey is not null && share.Gender != People.Gender.NotStated)
            {
                var stated = share.Gender == People.Gender.Female ? Slices.Women : Slices.OtherGenders;
                Row(stated, ActivityRollup.Producer, sale.ProducerId.Value).ValueDong += share.ValueDong;
                Row(stated, ActivityRollup.Order, sale.OrderId.Value).ValueDong += share.ValueDong;
            }

            if (share.PersonKey is { } key)
            {
                var person = Row(Slices.All, ActivityRollup.Person, new Guid(key, bigEndian: true));
                person.ValueDong += share.ValueDong;
                person.IsMinority |= groupOf(share) is { } group && group != majorityGroupId;
                person.Gender = Math.Max(person.Gender, (int)share.Gender);
            }
        }

        MemberDelta Row(string slice, string kind, Guid member)
        {
            var at = new MemberKey(new ReachKey(unit, grain, start, slice), kind, member);
            return Members.TryGetValue(at, out var delta) ? delta : Members[at] = new MemberDelta();
        }
    }
}
