using Marketplace.Domain.Common;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Figures;
using Marketplace.Features.Programme.Rollups;
using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Published;

/// <summary>
/// Publishes the figures of periods that have ended, and restates those that have changed. Answers how many it wrote, or is refused while a rebuild goes on.
/// What was published before stays what it was, and is what an attacker holds: a figure once withheld stays withheld, and one that was public hides no other.
/// </summary>
public sealed record PublishFigures : ICommand<Result<int>>;

internal sealed class PublishFiguresHandler(MarketplaceDb db, IServiceScopeFactory scopes, SensitiveReader sensitive, PublicCubes cubes, PageCache pages, AfterSave afterSave, TimeProvider clock) : IRequestHandler<PublishFigures, Result<int>>
{
    /// <summary>Quarters looked at again; before the first publication all that have sales.</summary>
    private const int Quarters = 5;

    public async Task<Result<int>> Handle(PublishFigures request, CancellationToken cancellationToken)
    {
        var read = await Read(clock.GetUtcNow(), cancellationToken);
        if (read.Value is not var (news, marks))
        {
            return new Result<int>(0, read.Refusals);
        }

        db.PublishedFigures.AddRange(news);
        await Remember(marks, cancellationToken);
        afterSave.Do(token =>
        {
            cubes.Forget();
            return news.Count == 0 ? ValueTask.CompletedTask : pages.Evict([PageCache.Figures], token);
        });
        return news.Count;
    }

    /// <summary>What is to be said, and up to which facts, all read at one moment: sums and counts, months and quarters must be of the same sales.</summary>
    private async Task<Result<Moment>> Read(DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var moment = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        await using var transaction = await moment.BeginReading(ct);
        var today = now.VietnamDay();
        var places = await PublicCubes.Places(moment, ct);

        if (places.Count == 0)
        {
            return new Result<Moment>(null, []);
        }

        // Half of a rebuild must not be published: what looks as if nobody could be told of then stays withheld for good.
        if (await QuarterTurn.AnyUnfinished(moment, ct))
        {
            return new Refusal("programme.rebuild-running");
        }

        var quarters = await QuartersUpTo(moment, today, ct);
        var months = quarters.SelectMany(Months).Where(month => month.End < today).ToList();
        var ended = quarters.Where(quarter => quarter.End < today).ToList();
        var reader = scope.ServiceProvider.GetRequiredService<FiguresReader>();
        var lists = await reader.Lists(ct);
        var late = await scope.ServiceProvider.GetRequiredService<PublicFacts>().Read(months, sensitive, ct);
        var figures = new Dictionary<(int Unit, ProgrammePeriod Period), UnitFigures>(await reader.Read(places, months, lists, ct, late.Held));
        var few = new FewMembers();
        await few.Read(moment, places, months, late.Held, ct);
        if (ended.Count > 0)
        {
            await few.Read(moment, places, ended, late.Held, ct);
            foreach (var (at, quarterly) in await reader.Read(places, ended, lists, ct, late.Held))
            {
                figures[at] = quarterly;
            }
        }

        var since = quarters[0].Start;
        var earlier = (await moment.PublishedFigures.AsNoTracking().Where(figure => figure.Start >= since).ToListAsync(ct))
            .OrderBy(figure => figure.Vintage).ToLookup(figure => (figure.IndicatorCode, figure.UnitId, figure.Period));
        var versions = await moment.Indicators.InForce().ToDictionaryAsync(indicator => indicator.Code, indicator => indicator.Version, ct);
        List<PublishedFigure> news = [];
        foreach (var quarter in quarters)
        {
            List<ProgrammePeriod> columns = [.. months.Where(month => month.Quarter == quarter), .. ended.Where(one => one == quarter)];
            if (columns.Count > 0)
            {
                var table = new PublicTable(places, columns, figures, few, (code, place, period) => [.. earlier[(code, place.RollupId, period)]], code => versions.GetValueOrDefault(code, 1), now);
                news.AddRange(table.News());
            }
        }

        return new Moment(news, late.Marks);
    }

    private async Task Remember(IReadOnlyDictionary<(int Unit, DateOnly Start), long> marks, CancellationToken ct)
    {
        var since = marks.Keys.Min(key => key.Start);
        var stored = await db.PublicationMarks.Where(mark => mark.Start >= since).ToDictionaryAsync(mark => (mark.UnitId, mark.Start), ct);
        foreach (var ((unit, start), last) in marks)
        {
            if (stored.TryGetValue((unit, start), out var mark))
            {
                mark.LastSaleId = last;
            }
            else
            {
                db.PublicationMarks.Add(new PublicationMark { UnitId = unit, Start = start, LastSaleId = last });
            }
        }
    }

    private static async Task<IReadOnlyList<ProgrammePeriod>> QuartersUpTo(MarketplaceDb db, DateOnly today, CancellationToken ct)
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

    private sealed record Moment(IReadOnlyList<PublishedFigure> News, IReadOnlyDictionary<(int Unit, DateOnly Start), long> Marks);
}

internal sealed class PublishFiguresRegularly : Infrastructure.Jobs.IRecurringJob
{
    public string Name => "programme.publish";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public IBaseRequest CreateCommand() => new PublishFigures();
}
