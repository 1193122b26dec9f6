using FluentValidation;
using Marketplace.Domain.Common;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Recognition;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Rollups;

/// <summary>
/// Makes a quarter's roll-ups what its facts say. Facts and rows are read and compared while everybody else goes on writing; only the rows that differ are
/// put right, some at a time, each time under the lock and by facts that are complete at that moment. Stopped anywhere, it starts over and does what is left.
/// </summary>
public sealed record RebuildRollups(ProgrammePeriod Quarter) : ICommand<Result>;

internal sealed class RebuildRollupsValidator : AbstractValidator<RebuildRollups>
{
    public RebuildRollupsValidator() =>
        RuleFor(command => command.Quarter).Must(period => period.Grain == PeriodGrain.Quarter).WithErrorCode("programme.quarter-needed");
}

internal sealed class RebuildRollupsHandler(MarketplaceDb db, RollupWriter writer, SensitiveReader sensitive, IServiceScopeFactory scopes) : IRequestHandler<RebuildRollups, Result>
{
    /// <summary>Rows put right in one transaction: a few milliseconds.</summary>
    public const int AtOnce = 200;

    private const int MostTries = 5;

    public async Task<Result> Handle(RebuildRollups request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MostTries; attempt++)
        {
            var sums = await Read(request.Quarter, cancellationToken);
            if (await Mend(sums, await Compare(sums, cancellationToken), cancellationToken))
            {
                return Result.Ok;
            }
        }

        return new Refusal("common.changed-meanwhile");
    }

    private async Task<QuarterSums> Read(ProgrammePeriod quarter, CancellationToken ct)
    {
        var sums = new QuarterSums(quarter, await writer.MajorityGroup(ct), await writer.Heirs(ct), await writer.Classes(ct), await sensitive.EthnicGroups("programme.rebuild", ct));
        await foreach (var sale in db.Sales.AsNoTracking().Include(sale => sale.Allocations).In(quarter).OrderBy(sale => sale.Id).AsAsyncEnumerable().WithCancellation(ct))
        {
            sums.Add(sale);
        }

        return sums;
    }

    private async Task<Doubts> Compare(QuarterSums sums, CancellationToken ct)
    {
        var doubts = new Doubts();
        var (from, to) = (sums.Quarter.Start, sums.Quarter.End);
        doubts.Sales.UnionWith(sums.Sales.Keys);
        await foreach (var row in db.SalesRollups.AsNoTracking().Where(row => row.Start >= from && row.Start <= to).AsAsyncEnumerable().WithCancellation(ct))
        {
            var key = new SalesKey(row.UnitId, row.Grain, row.Start, row.Dimension, row.Key);
            _ = sums.Sales.TryGetValue(key, out var ought) && row.Says(ought) ? doubts.Sales.Remove(key) : doubts.Sales.Add(key);
        }

        doubts.Members.UnionWith(sums.Members.Keys);
        await foreach (var row in db.ActivityRollups.AsNoTracking().Where(row => row.Start >= from && row.Start <= to).AsAsyncEnumerable().WithCancellation(ct))
        {
            var key = new MemberKey(new ReachKey(row.UnitId, row.Grain, row.Start, row.Slice), row.Kind, row.Member);
            _ = sums.Members.TryGetValue(key, out var ought) && row.Says(ought) ? doubts.Members.Remove(key) : doubts.Members.Add(key);
        }

        doubts.Reaches.UnionWith(sums.Reaches);
        await foreach (var row in db.ReachRollups.AsNoTracking().Where(row => row.Start >= from && row.Start <= to).AsAsyncEnumerable().WithCancellation(ct))
        {
            var key = new ReachKey(row.UnitId, row.Grain, row.Start, row.Slice);
            _ = sums.Reach(key) is { } ought && row.Says(ought) ? doubts.Reaches.Remove(key) : doubts.Reaches.Add(key);
        }

        // A sale that came in between reading the facts and the rows may hide an error of just its size.
        var between = await db.Sales.AsNoTracking().Include(sale => sale.Allocations).In(sums.Quarter).Where(sale => sale.Id > sums.Last).ToListAsync(ct);
        var touched = sums.Touched(between);
        doubts.Sales.UnionWith(touched.Sales.Keys);
        doubts.Members.UnionWith(touched.Members.Keys);
        doubts.Reaches.UnionWith(doubts.Members.Select(member => member.Reach));
        return doubts;
    }

    /// <returns>False when a fact turned up with a lower number than one that was counted: the sums lack it and must be made anew.</returns>
    private async Task<bool> Mend(QuarterSums sums, Doubts doubts, CancellationToken ct)
    {
        // Members before their counts: once a count is right, whoever adds to it must find the members right as well.
        return await Each(doubts.Sales.GroupBy(key => (key.UnitId, key.Start)), keys => new MendRollups(sums, keys, [], []), ct)
            && await Each(doubts.Members.GroupBy(key => (key.Reach.UnitId, key.Reach.Start)), keys => new MendRollups(sums, [], keys, []), ct)
            && await Each(doubts.Reaches.GroupBy(key => (key.UnitId, key.Start)), keys => new MendRollups(sums, [], [], keys), ct);
    }

    private async Task<bool> Each<TKey>(IEnumerable<IEnumerable<TKey>> places, Func<TKey[], MendRollups> piece, CancellationToken ct)
    {
        foreach (var keys in places.SelectMany(place => place.Chunk(AtOnce)))
        {
            await using var scope = scopes.CreateAsyncScope();
            if (!(await scope.ServiceProvider.GetRequiredService<ISender>().Send(piece(keys), ct)).Succeeded)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Rows that are not, or may not be, what they ought to be.</summary>
    private sealed class Doubts
    {
        public HashSet<SalesKey> Sales { get; } = [];

        public HashSet<MemberKey> Members { get; } = [];

        public HashSet<ReachKey> Reaches { get; } = [];
    }
}

internal static class RollupRows
{
    extension(IQueryable<Sale> sales)
    {
        public IQueryable<Sale> In(ProgrammePeriod quarter)
        {
            var (from, to) = (quarter.Start, quarter.End);
            return sales.Where(sale => sale.Day >= from && sale.Day <= to);
        }
    }

    public static bool Says(this SalesRollup row, SalesDelta ought) =>
        (row.Facts, row.Quantity, row.ValueDong, row.FeeDong, row.WithheldDong, row.PayableDong)
        == (ought.Facts, ought.Quantity, ought.ValueDong, ought.FeeDong, ought.WithheldDong, ought.PayableDong);

    public static void Say(this SalesRollup row, SalesDelta ought) =>
        (row.Facts, row.Quantity, row.ValueDong, row.FeeDong, row.WithheldDong, row.PayableDong)
        = (ought.Facts, ought.Quantity, ought.ValueDong, ought.FeeDong, ought.WithheldDong, ought.PayableDong);

    public static bool Says(this ActivityRollup row, MemberDelta ought) => (row.ValueDong, row.IsMinority, row.Gender) == (ought.ValueDong, ought.IsMinority, ought.Gender);

    public static void Say(this ActivityRollup row, MemberDelta ought) => (row.ValueDong, row.IsMinority, row.Gender) = (ought.ValueDong, ought.IsMinority, ought.Gender);

    public static bool Says(this ReachRollup row, ReachRollup ought) => Figures(row) == Figures(ought);

    public static void Say(this ReachRollup row, ReachRollup ought)
    {
        (row.Producers, row.Orders, row.Persons, row.ListedCommunes, row.TopProducerDong) = (ought.Producers, ought.Orders, ought.Persons, ought.ListedCommunes, ought.TopProducerDong);
        (row.MinorityPersons, row.MinorityWomen, row.MinorityStatedGender) = (ought.MinorityPersons, ought.MinorityWomen, ought.MinorityStatedGender);
        (row.Women, row.StatedGender) = (ought.Women, ought.StatedGender);
    }

    private static (int, int, int, int, int, int, int, int, int, long) Figures(ReachRollup row) =>
        (row.Producers, row.Orders, row.Persons, row.ListedCommunes, row.MinorityPersons, row.MinorityWomen, row.MinorityStatedGender, row.Women, row.StatedGender, row.TopProducerDong);
}
