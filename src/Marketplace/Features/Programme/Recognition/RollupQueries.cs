using Marketplace.Domain.Programme;

namespace Marketplace.Features.Programme.Recognition;

/// <summary>
/// Rows by their keys, and some between them. Each column of the index is named, because a place alone has rows of every period and every member there ever was.
/// </summary>
internal static class RollupQueries
{
    public static IQueryable<SalesRollup> At(this IQueryable<SalesRollup> rows, IReadOnlyCollection<SalesKey> wanted)
    {
        var units = wanted.Select(key => key.UnitId).Distinct().ToList();
        var grains = wanted.Select(key => key.Grain).Distinct().ToList();
        var starts = wanted.Select(key => key.Start).Distinct().ToList();
        var dimensions = wanted.Select(key => key.Dimension).Distinct().ToList();
        var keys = wanted.Select(key => key.Key).Distinct().ToList();
        return rows.Where(row => units.Contains(row.UnitId) && grains.Contains(row.Grain) && starts.Contains(row.Start) && dimensions.Contains(row.Dimension) && keys.Contains(row.Key));
    }

    public static IQueryable<ActivityRollup> At(this IQueryable<ActivityRollup> rows, IReadOnlyCollection<MemberKey> wanted)
    {
        var units = wanted.Select(key => key.Reach.UnitId).Distinct().ToList();
        var grains = wanted.Select(key => key.Reach.Grain).Distinct().ToList();
        var starts = wanted.Select(key => key.Reach.Start).Distinct().ToList();
        var slices = wanted.Select(key => key.Reach.Slice).Distinct().ToList();
        var kinds = wanted.Select(key => key.Kind).Distinct().ToList();
        var members = wanted.Select(key => key.Member).Distinct().ToList();
        return rows.Where(row => units.Contains(row.UnitId) && grains.Contains(row.Grain) && starts.Contains(row.Start)
            && slices.Contains(row.Slice) && kinds.Contains(row.Kind) && members.Contains(row.Member));
    }

    public static IQueryable<ReachRollup> At(this IQueryable<ReachRollup> rows, IReadOnlyCollection<ReachKey> wanted)
    {
        var units = wanted.Select(key => key.UnitId).Distinct().ToList();
        var grains = wanted.Select(key => key.Grain).Distinct().ToList();
        var starts = wanted.Select(key => key.Start).Distinct().ToList();
        return rows.Where(row => units.Contains(row.UnitId) && grains.Contains(row.Grain) && starts.Contains(row.Start));
    }
}
