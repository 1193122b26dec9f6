using Marketplace.Domain.Places;
using Marketplace.Domain.Programme;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Recognition;

/// <summary>
/// Adds facts to the roll-ups in the unit of work that writes them. On a server the rows are locked before they are read, so two sales of one
/// moment queue; a row that two want to create first meets the unique index, and the pipeline runs the loser again.
/// </summary>
internal sealed class RollupWriter(MarketplaceDb db)
{
    public const string MajoritySlug = "kinh";

    /// <summary>Joins the command's transaction, or opens one that the pipeline ends with the save.</summary>
    public async Task BeginTransaction(CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
        {
            await db.Database.BeginTransactionAsync(ct);
        }
    }

    /// <param name="sales">New facts.</param>
    /// <param name="groupOf">Opens the ethnic group of a share; whoever passes it has it written down.</param>
    /// <param name="ct">Cancels.</param>
    public async Task Apply(IReadOnlyList<Sale> sales, Func<SaleAllocation, int?> groupOf, CancellationToken ct)
    {
        var deltas = new RollupDeltas(await MajorityGroup(ct), await Heirs([.. sales.SelectMany(sale => new[] { sale.UnitId, sale.ProvinceId }).Distinct()], ct),
            await Classes([.. sales.Select(sale => sale.UnitId).Distinct()], ct), groupOf);
        foreach (var sale in sales)
        {
            deltas.Add(sale);
        }

        await ApplySums(deltas, ct);
        await ApplyMembers(deltas, ct);
    }

    public Task<int?> MajorityGroup(CancellationToken ct) =>
        db.EthnicGroups.Where(group => group.Slug == MajoritySlug).Select(group => (int?)group.Id).FirstOrDefaultAsync(ct);

    /// <summary>Of which class places are on which days.</summary>
    public Task<PlaceClasses> Classes(IReadOnlyList<int> units, CancellationToken ct) => Classes(db.UnitClassifications.Where(row => units.Contains(row.UnitId)), ct);

    public Task<PlaceClasses> Classes(CancellationToken ct) => Classes(db.UnitClassifications, ct);

    private async Task<PlaceClasses> Classes(IQueryable<UnitClassification> rows, CancellationToken ct)
    {
        var lists = await db.UnitClassifications
            .Select(row => new
            {
                ProvinceId = row.Scope == "" ? null : db.AdminUnits.Where(unit => unit.Id == row.UnitId).Select(unit => unit.ParentId).FirstOrDefault(),
                IsDemo = row.Scheme == PlaceQueries.DemoScheme,
                row.ValidFrom,
                row.ValidTo,
            })
            .Distinct().ToListAsync(ct);
        return new PlaceClasses(await rows.AsNoTracking().ToListAsync(ct), lists.ConvertAll(list => new ListInForce(list.ProvinceId, list.IsDemo, list.ValidFrom, list.ValidTo)));
    }

    /// <summary>Who took over the whole of these places, and of the heirs in turn; those that stand, or were divided, have no heir.</summary>
    public async Task<Dictionary<int, int>> Heirs(IReadOnlyList<int> units, CancellationToken ct)
    {
        var heirs = new Dictionary<int, int>();
        for (var ended = units; ended.Count > 0;)
        {
            var next = await Heirs(db.AdminUnitSuccessions.Where(step => ended.Contains(step.FromId)), ct);
            ended = [.. next.Where(step => heirs.TryAdd(step.Key, step.Value)).Select(step => step.Value)];
        }

        return heirs;
    }

    /// <summary>The place and those it took over whole, and theirs: all whose sales stand under it in roll-ups.</summary>
    public async Task<IReadOnlyList<int>> WithPredecessors(int unit, CancellationToken ct)
    {
        List<int> all = [unit];
        for (var i = 0; i < all.Count; i++)
        {
            var heir = all[i];
            var before = await db.AdminUnitSuccessions.Where(step => step.ToId == heir && step.Kind == "whole").Select(step => step.FromId).Distinct().ToListAsync(ct);
            all.AddRange((await Heirs(db.AdminUnitSuccessions.Where(step => before.Contains(step.FromId)), ct)).Keys.Where(one => !all.Contains(one)));
        }

        return all;
    }

    public Task<Dictionary<int, int>> Heirs(CancellationToken ct) => Heirs(db.AdminUnitSuccessions, ct);

    private static async Task<Dictionary<int, int>> Heirs(IQueryable<AdminUnitSuccession> steps, CancellationToken ct) =>
        (await steps.AsNoTracking().Where(step => step.Kind == "whole").Select(step => new { step.FromId, step.ToId }).ToListAsync(ct))
        .GroupBy(step => step.FromId).Where(heirs => heirs.Count() == 1).ToDictionary(heirs => heirs.Key, heirs => heirs.First().ToId);

    private async Task ApplySums(RollupDeltas deltas, CancellationToken ct)
    {
        var candidates = db.SalesRollups.At(deltas.Sales.Keys);
        if (LocksAreNeeded)
        {
            await candidates.ExecuteUpdateAsync(set => set.SetProperty(row => row.Facts, row => row.Facts), ct);
        }

        await candidates.LoadAsync(ct);
        var rows = db.SalesRollups.Local.ToDictionary(row => new SalesKey(row.UnitId, row.Grain, row.Start, row.Dimension, row.Key));
        foreach (var (key, delta) in deltas.Sales)
        {
            if (!rows.TryGetValue(key, out var row))
            {
                row = new SalesRollup { UnitId = key.UnitId, Grain = key.Grain, Start = key.Start, Dimension = key.Dimension, Key = key.Key };
                db.SalesRollups.Add(row);
            }

            row.Facts += delta.Facts;
            row.Quantity += delta.Quantity;
            row.ValueDong += delta.ValueDong;
            row.FeeDong += delta.FeeDong;
            row.WithheldDong += delta.WithheldDong;
            row.PayableDong += delta.PayableDong;
        }
    }

    private async Task ApplyMembers(RollupDeltas deltas, CancellationToken ct)
    {
        var candidates = db.ActivityRollups.At(deltas.Members.Keys);
        var counted = db.ReachRollups.At([.. deltas.Members.Keys.Select(key => key.Reach).Distinct()]);
        if (LocksAreNeeded)
        {
            await counted.ExecuteUpdateAsync(set => set.SetProperty(row => row.Orders, row => row.Orders), ct);
            await candidates.ExecuteUpdateAsync(set => set.SetProperty(row => row.ValueDong, row => row.ValueDong), ct);
        }

        await candidates.LoadAsync(ct);
        await counted.LoadAsync(ct);
        var rows = db.ActivityRollups.Local.ToDictionary(row => new MemberKey(new ReachKey(row.UnitId, row.Grain, row.Start, row.Slice), row.Kind, row.Member));
        var counts = db.ReachRollups.Local.ToDictionary(row => new ReachKey(row.UnitId, row.Grain, row.Start, row.Slice));
        foreach (var (key, delta) in deltas.Members)
        {
            if (!counts.TryGetValue(key.Reach, out var reach))
            {
                counts[key.Reach] = reach = Empty(key.Reach);
                db.ReachRollups.Add(reach);
            }

            if (!rows.TryGetValue(key, out var row))
            {
                row = Inactive(key);
                db.ActivityRollups.Add(row);
            }

            reach.Count(row, row.ValueDong > 0 ? -1 : 0);
            row.ValueDong += delta.ValueDong;
            row.IsMinority |= delta.IsMinority;
            row.Gender = Math.Max(row.Gender, delta.Gender);
            reach.Count(row, row.ValueDong > 0 ? 1 : 0);
            if (key.Kind == ActivityRollup.Producer)
            {
                reach.TopProducerDong = delta.ValueDong >= 0
                    ? Math.Max(reach.TopProducerDong, row.ValueDong)
                    : Math.Max(0, Math.Max(row.ValueDong, await TopAmongOthers(row, ct)));
            }
        }
    }

    internal static ReachRollup Empty(ReachKey key) => new() { UnitId = key.UnitId, Grain = key.Grain, Start = key.Start, Slice = key.Slice };

    internal static ActivityRollup Inactive(MemberKey key) => new()
    {
        UnitId = key.Reach.UnitId,
        Grain = key.Reach.Grain,
        Start = key.Reach.Start,
        Slice = key.Reach.Slice,
        Kind = key.Kind,
        Member = key.Member,
    };

    /// <summary>SQLite has one writer, who holds the whole file.</summary>
    public bool LocksAreNeeded => !db.Database.IsSqlite();

    private async Task<long> TopAmongOthers(ActivityRollup row, CancellationToken ct)
    {
        var fresh = db.ActivityRollups.Local
            .Where(other => other.UnitId == row.UnitId && other.Grain == row.Grain && other.Start == row.Start && other.Slice == row.Slice && other.Kind == ActivityRollup.Producer)
            .ToDictionary(other => other.Member, other => other.ValueDong);

        // What is loaded may have changed since it was stored: one command reverses the parts of several producers.
        var loaded = fresh.Keys.ToList();
        var stored = await db.ActivityRollups
            .Where(other => other.UnitId == row.UnitId && other.Grain == row.Grain && other.Start == row.Start && other.Slice == row.Slice
                && other.Kind == ActivityRollup.Producer && !loaded.Contains(other.Member))
            .MaxAsync(other => (long?)other.ValueDong, ct);
        return Math.Max(stored ?? 0, fresh.Where(other => other.Key != row.Member).Select(other => other.Value).DefaultIfEmpty().Max());
    }
}
