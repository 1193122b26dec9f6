using Marketplace.Domain.Common;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Figures;
using Marketplace.Features.Programme.Rollups;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Published;

/// <summary>
/// Publishes the figures of periods that have ended, and restates those that have changed. Answers how many it wrote. What was published before stays what
/// it was, and is what an attacker holds: a figure once withheld stays withheld, and one that was public hides no other.
/// </summary>
public sealed record PublishFigures : ICommand<Result<int>>;

internal sealed class PublishFiguresHandler(MarketplaceDb db, FiguresReader reader, PublicCubes cubes, AfterSave afterSave, TimeProvider clock) : IRequestHandler<PublishFigures, Result<int>>
{
    /// <summary>Quarters looked at again; before the first publication all that have sales.</summary>
    private const int Quarters = 5;

    public async Task<Result<int>> Handle(PublishFigures request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = now.VietnamDay();
        var places = await PublicCubes.Places(db, cancellationToken);

        // Half of a rebuild must not be published: what looks as if nobody could be told of then stays withheld for good.
        if (places.Count == 0 || await db.OutboxMessages.AnyAsync(message => message.Kind == RebuildQuarter.Name && message.DoneAt == null && !message.IsDead, cancellationToken))
        {
            return 0;
        }

        var quarters = await QuartersUpTo(today, cancellationToken);
        var months = quarters.SelectMany(Months).Where(month => month.End < today).ToList();
        var ended = quarters.Where(quarter => quarter.End < today).ToList();
        var lists = await reader.Lists(cancellationToken);
        var figures = new Dictionary<(int Unit, ProgrammePeriod Period), UnitFigures>(await reader.Read(places, months, lists, cancellationToken));
        if (ended.Count > 0)
        {
            foreach (var (at, quarterly) in await reader.Read(places, ended, lists, cancellationToken))
            {
                figures[at] = quarterly;
            }
        }

        var since = quarters[0].Start;
        var earlier = (await db.PublishedFigures.AsNoTracking().Where(figure => figure.Start >= since).ToListAsync(cancellationToken))
            .OrderBy(figure => figure.Vintage).ToLookup(figure => (figure.IndicatorCode, figure.UnitId, figure.Period));
        var versions = await db.Indicators.ToDictionaryAsync(indicator => indicator.Code, indicator => indicator.Version, cancellationToken);
        var written = 0;
        foreach (var quarter in quarters)
        {
            List<ProgrammePeriod> columns = [.. months.Where(month => month.Quarter == quarter), .. ended.Where(one => one == quarter)];
            if (columns.Count > 0)
            {
                var table = new PublicTable(places, columns, figures, (code, place, period) => [.. earlier[(code, place.RollupId, period)]], code => versions.GetValueOrDefault(code, 1), now);
                foreach (var figure in table.News())
                {
                    db.PublishedFigures.Add(figure);
                    written++;
                }
            }
        }

        afterSave.Do(_ =>
        {
            cubes.Forget();
            return ValueTask.CompletedTask;
        });
        return written;
    }

    private async Task<IReadOnlyList<ProgrammePeriod>> QuartersUpTo(DateOnly today, CancellationToken ct)
    {
        var quarter = ProgrammePeriod.Of(PeriodGrain.Quarter, today);
        var usual = quarter.Last(Quarters);
        if (await db.PublishedFigures.MinAsync(figure => (DateOnly?)figure.Start, ct) is not null
            || await db.SalesRollups.Where(row => row.UnitId == RollupKeys.Country && row.Grain == PeriodGrain.Quarter).MinAsync(row => (DateOnly?)row.Start, ct) is not { } first
            || first >= usual[0].Start)
        {
            return usual;
        }

        return quarter.Last(((quarter.Start.Year - first.Year) * 4) + ((quarter.Start.Month - first.Month) / 3) + 1);
    }

    private static IEnumerable<ProgrammePeriod> Months(ProgrammePeriod quarter) =>
        Enumerable.Range(0, 3).Select(i => new ProgrammePeriod(PeriodGrain.Month, quarter.Start.AddMonths(i)));
}

internal sealed class PublishFiguresRegularly : Infrastructure.Jobs.IRecurringJob
{
    public string Name => "programme.publish";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public IBaseRequest CreateCommand() => new PublishFigures();
}
