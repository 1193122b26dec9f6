using Marketplace.Domain.Common;
using Marketplace.Domain.Places;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Figures;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Published;

/// <summary>
/// A public figure: rounded, or hidden with the reason. Beside what reached people stands what reached nobody by name, its own category and never
/// spread over them.
/// </summary>
public readonly record struct PublicFigure(Measure Measure, Suppression Suppression, long? UnallocatedDong = null);

/// <summary>
/// The one shape in which figures are public: headline indicator × month or quarter that has ended × province or country. Every output (page, chart,
/// map, table, CSV, interface for machines) reads this and nothing else, so what is hidden in one is hidden in all.
/// </summary>
internal sealed record PublicCube(
    IReadOnlyList<Place> Places, IReadOnlyList<ProgrammePeriod> Periods, IReadOnlyDictionary<(string Code, int Place, ProgrammePeriod Period), PublicFigure> Cells, bool ListIsDemo)
{
    public PublicFigure At(string code, Place place, ProgrammePeriod period) =>
        Cells.GetValueOrDefault((code, place.RollupId, period), new PublicFigure(Measure.None(HeadlineIndicators.UnitOf(code), "no-sales"), Suppression.None));
}

/// <summary>Makes the public cube from roll-ups and keeps it for a few minutes.</summary>
internal sealed class PublicCubes(IServiceScopeFactory scopes, TimeProvider clock) : IDisposable
{
    private const int Quarters = 5;
    private const long MoneyStep = 100_000;
    private const long CountStep = 5;
    private const long PercentStep = 100;
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private (PublicCube Cube, DateTimeOffset At)? _kept;

    public async Task<PublicCube> Get(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_kept is { } kept && now - kept.At < Freshness)
        {
            return kept.Cube;
        }

        await _turn.WaitAsync(ct);
        try
        {
            if (_kept is not { } fresh || now - fresh.At >= Freshness)
            {
                await using var scope = scopes.CreateAsyncScope();
                var services = scope.ServiceProvider;
                _kept = fresh = (await Make(services.GetRequiredService<MarketplaceDb>(), services.GetRequiredService<FiguresReader>(), now.VietnamDay(), ct), now);
            }

            return fresh.Cube;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static async Task<PublicCube> Make(MarketplaceDb db, FiguresReader reader, DateOnly today, CancellationToken ct)
    {
        var units = await db.AdminUnits.AsNoTracking().Current().Where(unit => unit.Level != AdminLevel.Commune).OrderBy(unit => unit.Level).ThenBy(unit => unit.Code).ToListAsync(ct);
        List<Place> places = [.. units.Select(unit => new Place(unit.Id, unit.Level, unit.Code, unit.NameVi, unit.NameEn))];
        if (places.Count == 0)
        {
            return new PublicCube([], [], new Dictionary<(string, int, ProgrammePeriod), PublicFigure>(), false);
        }

        var quarters = ProgrammePeriod.Of(PeriodGrain.Quarter, today).Last(Quarters);
        var months = quarters.SelectMany(quarter => Months(quarter)).Where(month => month.End < today).ToList();
        var ended = quarters.Where(quarter => quarter.End < today).ToList();
        var lists = await reader.Lists(ct);
        var figures = new Dictionary<(int Unit, ProgrammePeriod Period), UnitFigures>(await reader.Read(places, months, lists, ct));
        foreach (var (at, quarterly) in await reader.Read(places, ended, lists, ct))
        {
            figures[at] = quarterly;
        }

        var cells = new Dictionary<(string, int, ProgrammePeriod), PublicFigure>();
        foreach (var quarter in quarters)
        {
            List<ProgrammePeriod> columns = [.. months.Where(month => month.Quarter == quarter), .. ended.Where(one => one == quarter)];
            if (columns.Count > 0)
            {
                AddTable(cells, places, columns, figures);
            }
        }

        return new PublicCube(places, [.. months, .. ended], cells, figures.Values.Any(one => one.ListIsDemo));
    }

    private static IEnumerable<ProgrammePeriod> Months(ProgrammePeriod quarter) =>
        Enumerable.Range(0, 3).Select(i => new ProgrammePeriod(PeriodGrain.Month, quarter.Start.AddMonths(i)));

    /// <summary>One quarter: places down, its months and itself across. Money adds in both directions, so both are closed against differences.</summary>
    private static void AddTable(
        Dictionary<(string, int, ProgrammePeriod), PublicFigure> cells, List<Place> places, List<ProgrammePeriod> columns,
        Dictionary<(int Unit, ProgrammePeriod Period), UnitFigures> figures)
    {
        List<UnitFigures> table = [.. places.SelectMany(place => columns.Select(period => figures[(place.RollupId, period)]))];
        var sums = Sums(places, columns);
        var sold = Disclosure.Complement(table.ConvertAll(cell => Disclosure.Primary(Members(cell.All, cell.ValueDong))), sums, table.ConvertAll(cell => Amount(cell.ValueDong, cell.All)));
        foreach (var code in HeadlineIndicators.Codes)
        {
            var own = table.Select((cell, i) => sold[i] != Suppression.None ? sold[i] : OfIndicator(code, cell)).ToList();
            var parts = table.ConvertAll(cell => PartsOf(code, cell));
            var hidden = Disclosure.Complement(
                own, sums, parts.Select((two, i) => Unknown(two.Part, two.Left, sold[i])).ToList(), parts.Select((two, i) => Unknown(two.Left, two.Part, sold[i])).ToList());
            for (var i = 0; i < table.Count; i++)
            {
                cells[(code, places[i / columns.Count].RollupId, columns[i % columns.Count])] = Publish(code, table[i], hidden[i]);
            }
        }
    }

    private static List<CellSum> Sums(List<Place> places, List<ProgrammePeriod> columns)
    {
        var sums = new List<CellSum>();
        var country = places.FindIndex(place => place.Level == AdminLevel.Country);
        if (country >= 0)
        {
            sums.AddRange(Enumerable.Range(0, columns.Count).Select(column => new CellSum(
                (country * columns.Count) + column,
                [.. Enumerable.Range(0, places.Count).Where(row => row != country).Select(row => (row * columns.Count) + column)])));
        }

        if (columns[^1].Grain == PeriodGrain.Quarter)
        {
            sums.AddRange(Enumerable.Range(0, places.Count).Select(row => new CellSum(
                (row * columns.Count) + columns.Count - 1,
                [.. Enumerable.Range(0, columns.Count - 1).Select(column => (row * columns.Count) + column)])));
        }

        return sums;
    }

    private static CellMembers Members(Reach reach, long value) => new(reach.Producers, reach.Orders, value, reach.TopProducerDong);

    /// <summary>A part of the sales and what remains without it can each betray someone, so both are looked at.</summary>
    private static Suppression OfIndicator(string code, UnitFigures cell) => code switch
    {
        HeadlineIndicators.ExportSales => Worst(
            Disclosure.Primary(Members(cell.Export, cell.ExportDong)), Disclosure.Primary(Members(cell.Domestic, cell.ValueDong - cell.ExportDong))),
        HeadlineIndicators.DifficultShare => Worst(
            Disclosure.Primary(Members(cell.Difficult, cell.DifficultDong)), Disclosure.Primary(Members(cell.Other, cell.ValueDong - cell.DifficultDong))),
        HeadlineIndicators.ProducerPayouts or HeadlineIndicators.ProducerShare => Worst(FewPersons(cell.Persons), Worst(
            Disclosure.Primary(Members(cell.Allocated, cell.ValueDong - cell.UnallocatedValueDong)), Disclosure.Primary(Members(cell.Unallocated, cell.UnallocatedValueDong)))),
        HeadlineIndicators.ActiveProducers => FewPersons(cell.MinorityPersons),
        HeadlineIndicators.WomensShare => Worst(Worst(FewPersons(cell.Women), FewPersons(cell.StatedGender - cell.Women)), Worst(
            Disclosure.Primary(Members(cell.ByWomen, cell.WomenValueDong)), Disclosure.Primary(Members(cell.ByOtherGenders, cell.OtherGendersValueDong)))),
        _ => Suppression.None,
    };

    /// <summary>What a figure tells of, and what is left without it; where the whole is public, either tells the other.</summary>
    private static (long Part, long Left) PartsOf(string code, UnitFigures cell) => code switch
    {
        HeadlineIndicators.ExportSales => (Amount(cell.ExportDong, cell.Export), Amount(cell.ValueDong - cell.ExportDong, cell.Domestic)),
        HeadlineIndicators.DifficultShare => (Amount(cell.DifficultDong, cell.Difficult), Amount(cell.ValueDong - cell.DifficultDong, cell.Other)),
        HeadlineIndicators.ProducerPayouts or HeadlineIndicators.ProducerShare =>
            (Amount(cell.ValueDong - cell.UnallocatedValueDong, cell.Allocated), Amount(cell.UnallocatedValueDong, cell.Unallocated)),
        HeadlineIndicators.WomensShare => (Amount(cell.WomenValueDong, cell.ByWomen), Amount(cell.OtherGendersValueDong, cell.ByOtherGenders)),
        HeadlineIndicators.ActiveProducers => (cell.MinorityPersons, cell.MinorityPersons),
        _ => (Amount(cell.ValueDong, cell.All), Amount(cell.ValueDong, cell.All)),
    };

    /// <summary>Nought only where there is nobody whose sales it could be: sales and their reversals that happen to cancel are not known to others.</summary>
    private static long Amount(long dong, Reach reach) => dong == 0 && reach != Reach.Nobody ? 1 : Math.Abs(dong);

    /// <summary>A part of public sales is known, and nought here, as soon as nothing is left without it.</summary>
    private static long Unknown(long part, long left, Suppression sold) => left == 0 && sold == Suppression.None ? 0 : part;

    private static Suppression FewPersons(int persons) => persons is > 0 and < Disclosure.MinimumPersons ? Suppression.TooFew : Suppression.None;

    private static Suppression Worst(Suppression one, Suppression other) => one != Suppression.None ? one : other;

    private static PublicFigure Publish(string code, UnitFigures cell, Suppression hidden)
    {
        var unit = HeadlineIndicators.UnitOf(code);
        if (hidden != Suppression.None)
        {
            return new PublicFigure(Measure.None(unit, "suppressed"), hidden);
        }

        if (cell.All == Reach.Nobody && code != HeadlineIndicators.CommuneCoverage)
        {
            return new PublicFigure(Measure.None(unit, "no-sales"), Suppression.None);
        }

        var measure = HeadlineIndicators.Compute(code, cell);
        return new PublicFigure(
            measure with { Amount = measure.Amount is { } exact ? Round(unit, exact) : null }, Suppression.None,
            code == HeadlineIndicators.ProducerPayouts ? Round(MeasureUnit.Dong, cell.UnallocatedDong) : null);
    }

    private static long Round(MeasureUnit unit, long exact)
    {
        var step = unit switch { MeasureUnit.Dong => MoneyStep, MeasureUnit.Persons => CountStep, _ => PercentStep };
        return (exact + (step / 2)) / step * step;
    }
}
