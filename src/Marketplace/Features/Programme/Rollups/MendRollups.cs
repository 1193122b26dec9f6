using Marketplace.Domain.Common;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Recognition;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Rollups;

/// <summary>
/// One piece of a rebuild: writes some rows of one place and day as they ought to be now. Done twice, it does nothing the second time.
/// </summary>
internal sealed record MendRollups(QuarterSums Sums, IReadOnlyList<SalesKey> Sales, IReadOnlyList<MemberKey> Members, IReadOnlyList<ReachKey> Reaches)
    : ICommand<Result>, ITransactional;

internal sealed class MendRollupsHandler(MarketplaceDb db, RollupWriter writer) : IRequestHandler<MendRollups, Result>
{
    public async Task<Result> Handle(MendRollups command, CancellationToken cancellationToken)
    {
        // The rows first: whoever is adding a sale to them holds them until it is committed, and then its fact is seen below.
        var sums = await SalesRows(command.Sales, cancellationToken);
        var members = await MemberRows(command.Members, cancellationToken);
        var reaches = await ReachRows(command.Reaches, cancellationToken);
        if (!await IsComplete(command.Sums, cancellationToken))
        {
            return new Refusal("common.changed-meanwhile");
        }

        foreach (var key in command.Sales)
        {
            if (Ought(db.SalesRollups, sums.GetValueOrDefault(key), command.Sums.Sales.GetValueOrDefault(key), () => new SalesRollup
            {
                UnitId = key.UnitId,
                Grain = key.Grain,
                Start = key.Start,
                Dimension = key.Dimension,
                Key = key.Key,
            }) is var (row, ought))
            {
                row.Say(ought);
            }
        }

        foreach (var key in command.Members)
        {
            if (Ought(db.ActivityRollups, members.GetValueOrDefault(key), command.Sums.Members.GetValueOrDefault(key), () => RollupWriter.Inactive(key)) is var (row, ought))
            {
                row.Say(ought);
            }
        }

        foreach (var key in command.Reaches)
        {
            if (Ought(db.ReachRollups, reaches.GetValueOrDefault(key), command.Sums.Reach(key), () => RollupWriter.Empty(key)) is var (row, ought))
            {
                row.Say(ought);
            }
        }

        return Result.Ok;
    }

    /// <summary>A row that no fact counts in goes; one that is missing is made.</summary>
    private static (TRow Row, TOught Ought)? Ought<TRow, TOught>(DbSet<TRow> rows, TRow? row, TOught? ought, Func<TRow> make)
        where TRow : class
        where TOught : class
    {
        if (ought is null)
        {
            if (row is not null)
            {
                rows.Remove(row);
            }

            return null;
        }

        return (row ?? rows.Add(make()).Entity, ought);
    }

    /// <summary>Takes in the sales recognised since. On SQLite facts are numbered in the order they are committed; a server may commit a lower number later.</summary>
    private async Task<bool> IsComplete(QuarterSums sums, CancellationToken ct)
    {
        var (last, facts) = (sums.Last, sums.Facts);
        if (writer.LocksAreNeeded && await db.Sales.In(sums.Quarter).CountAsync(sale => sale.Id <= last, ct) != facts)
        {
            return false;
        }

        foreach (var sale in await db.Sales.AsNoTracking().Include(sale => sale.Allocations).In(sums.Quarter).Where(sale => sale.Id > last).OrderBy(sale => sale.Id).ToListAsync(ct))
        {
            sums.Add(sale);
        }

        return true;
    }

    private async Task<Dictionary<SalesKey, SalesRollup>> SalesRows(IReadOnlyList<SalesKey> wanted, CancellationToken ct)
    {
        if (wanted.Count == 0)
        {
            return [];
        }

        var rows = db.SalesRollups.At(wanted);
        if (writer.LocksAreNeeded)
        {
            await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.Facts, row => row.Facts), ct);
        }

        return await rows.ToDictionaryAsync(row => new SalesKey(row.UnitId, row.Grain, row.Start, row.Dimension, row.Key), ct);
    }

    private async Task<Dictionary<MemberKey, ActivityRollup>> MemberRows(IReadOnlyList<MemberKey> wanted, CancellationToken ct)
    {
        if (wanted.Count == 0)
        {
            return [];
        }

        var rows = db.ActivityRollups.At(wanted);
        if (writer.LocksAreNeeded)
        {
            await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.ValueDong, row => row.ValueDong), ct);
        }

        return await rows.ToDictionaryAsync(row => new MemberKey(new ReachKey(row.UnitId, row.Grain, row.Start, row.Slice), row.Kind, row.Member), ct);
    }

    private async Task<Dictionary<ReachKey, ReachRollup>> ReachRows(IReadOnlyList<ReachKey> wanted, CancellationToken ct)
    {
        if (wanted.Count == 0)
        {
            return [];
        }

        var rows = db.ReachRollups.At(wanted);
        if (writer.LocksAreNeeded)
        {
            await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.Orders, row => row.Orders), ct);
        }

        return await rows.ToDictionaryAsync(row => new ReachKey(row.UnitId, row.Grain, row.Start, row.Slice), ct);
    }
}
