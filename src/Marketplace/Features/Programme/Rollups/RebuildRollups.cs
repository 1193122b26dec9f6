using FluentValidation;
using Marketplace.Domain.Common;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Recognition;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Rollups;

/// <summary>Writes a quarter's roll-ups again from its facts. What comes out is what was there, unless something had gone wrong.</summary>
public sealed record RebuildRollups(ProgrammePeriod Quarter) : ICommand<Result>, ITransactional;

internal sealed class RebuildRollupsValidator : AbstractValidator<RebuildRollups>
{
    public RebuildRollupsValidator() =>
        RuleFor(command => command.Quarter).Must(period => period.Grain == PeriodGrain.Quarter).WithErrorCode("programme.quarter-needed");
}

internal sealed class RebuildRollupsHandler(MarketplaceDb db, RollupWriter writer) : IRequestHandler<RebuildRollups, Result>
{
    public async Task<Result> Handle(RebuildRollups request, CancellationToken cancellationToken)
    {
        var (from, to) = (request.Quarter.Start, request.Quarter.End);
        await db.SalesRollups.Where(row => row.Start >= from && row.Start <= to).ExecuteDeleteAsync(cancellationToken);
        await db.ReachRollups.Where(row => row.Start >= from && row.Start <= to).ExecuteDeleteAsync(cancellationToken);
        await db.ActivityRollups.Where(row => row.Start >= from && row.Start <= to).ExecuteDeleteAsync(cancellationToken);

        var sold = await db.Sales.Where(sale => sale.Day >= from && sale.Day <= to).Select(sale => new { sale.UnitId, sale.ProvinceId }).Distinct().ToListAsync(cancellationToken);
        var heirs = await writer.Heirs([.. sold.SelectMany(place => new[] { place.UnitId, place.ProvinceId }).Distinct()], cancellationToken);
        var deltas = new RollupDeltas(await writer.MajorityGroup(cancellationToken), heirs);
        await foreach (var sale in db.Sales.AsNoTracking().Include(sale => sale.Allocations).Where(sale => sale.Day >= from && sale.Day <= to)
            .OrderBy(sale => sale.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            deltas.Add(sale);
        }

        db.SalesRollups.AddRange(deltas.Sales.Select(pair => new SalesRollup
        {
            UnitId = pair.Key.UnitId,
            Grain = pair.Key.Grain,
            Start = pair.Key.Start,
            Dimension = pair.Key.Dimension,
            Key = pair.Key.Key,
            Facts = pair.Value.Facts,
            Quantity = pair.Value.Quantity,
            ValueDong = pair.Value.ValueDong,
            FeeDong = pair.Value.FeeDong,
            WithheldDong = pair.Value.WithheldDong,
            PayableDong = pair.Value.PayableDong,
        }));
        db.ActivityRollups.AddRange(deltas.Members.Select(pair => Member(pair.Key, pair.Value)));
        db.ReachRollups.AddRange(deltas.Members.GroupBy(pair => pair.Key.Reach).Select(Reach));
        return Result.Ok;
    }

    private static ActivityRollup Member(MemberKey key, MemberDelta sums)
    {
        var row = RollupWriter.Inactive(key);
        (row.ValueDong, row.IsMinority, row.Gender) = (sums.ValueDong, sums.IsMinority, sums.Gender);
        return row;
    }

    private static ReachRollup Reach(IGrouping<ReachKey, KeyValuePair<MemberKey, MemberDelta>> members)
    {
        var reach = RollupWriter.Empty(members.Key);
        foreach (var (key, sums) in members.Where(member => member.Value.ValueDong > 0))
        {
            reach.Count(key.Kind, sums.IsMinority, sums.Gender, 1);
            reach.TopProducerDong = key.Kind == ActivityRollup.Producer ? Math.Max(reach.TopProducerDong, sums.ValueDong) : reach.TopProducerDong;
        }

        return reach;
    }
}
