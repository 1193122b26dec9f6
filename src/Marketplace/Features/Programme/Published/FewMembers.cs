using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Figures;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Published;

/// <summary>
/// Who is behind the small cells, by name: what several hidden cells leave open of a public total is told only when those behind them together, each counted once,
/// are enough. Cells with many are enough by themselves and are not read, so that this does not grow with what was sold.
/// </summary>
internal sealed class FewMembers
{
    /// <summary>More than the rule asks for, because a cell in which one producer has most of the value may have more than a few.</summary>
    private const int MostProducers = 4 * Disclosure.MinimumProducers;

    /// <summary>Among whom the few of a minority are looked for.</summary>
    private const int MostPersons = 200;

    private readonly Dictionary<(ReachKey At, string Kind), Dictionary<Guid, long>> _members = [];

    /// <param name="db">As of the moment that is published.</param>
    /// <param name="places">Where.</param>
    /// <param name="periods">When, of one grain.</param>
    /// <param name="without">Facts that are not to be counted, as they stand in the roll-ups.</param>
    /// <param name="ct">Stops it.</param>
    public async Task Read(MarketplaceDb db, IReadOnlyList<Place> places, IReadOnlyList<ProgrammePeriod> periods, RollupDeltas without, CancellationToken ct)
    {
        var (units, grain, starts) = (places.Select(place => place.RollupId).ToList(), periods[0].Grain, periods.Select(period => period.Start).ToList());
        var cells = db.ReachRollups.Where(reach => units.Contains(reach.UnitId) && reach.Grain == grain && starts.Contains(reach.Start));
        List<ActivityRollup> rows = [
            .. await Behind(ActivityRollup.Producer, cells.Where(reach => reach.Producers <= MostProducers)).ToListAsync(ct),
            .. await Behind(ActivityRollup.Order, cells.Where(reach => reach.Orders < Disclosure.MinimumOrders)).ToListAsync(ct),
            .. await Behind(ActivityRollup.Person, cells.Where(reach => reach.MinorityPersons > 0 && reach.MinorityPersons < Disclosure.MinimumPersons && reach.Persons <= MostPersons))
                .Where(row => row.IsMinority).ToListAsync(ct)];
        foreach (var row in rows)
        {
            var key = new MemberKey(new ReachKey(row.UnitId, row.Grain, row.Start, row.Slice), row.Kind, row.Member);
            if (row.ValueDong - (without.Members.GetValueOrDefault(key)?.ValueDong ?? 0) is > 0 and var dong)
            {
                (_members.TryGetValue((key.Reach, row.Kind), out var members) ? members : _members[(key.Reach, row.Kind)] = []).Add(row.Member, dong);
            }
        }

        IQueryable<ActivityRollup> Behind(string kind, IQueryable<ReachRollup> few) =>
            from reach in few
            join row in db.ActivityRollups.AsNoTracking()
                on new { reach.UnitId, reach.Grain, reach.Start, reach.Slice, Kind = kind } equals new { row.UnitId, row.Grain, row.Start, row.Slice, row.Kind }
            select row;
    }

    public CellKeys Of(ReachKey at, Reach reach) =>
        new(Whole(at, ActivityRollup.Producer, reach.Producers), Whole(at, ActivityRollup.Order, reach.Orders)?.Keys);

    /// <summary>People of the minorities instead of producers.</summary>
    public CellKeys Of(ReachKey at, int persons) => new(Whole(at, ActivityRollup.Person, persons)?.Keys.ToDictionary(person => person, _ => 0L), null);

    /// <summary>All of them or none: some would say that nobody among the others has a large share.</summary>
    private Dictionary<Guid, long>? Whole(ReachKey at, string kind, int count) =>
        _members.TryGetValue((at, kind), out var members) && members.Count == count ? members : null;
}
