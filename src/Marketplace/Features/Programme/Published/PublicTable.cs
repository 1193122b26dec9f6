using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.Domain.Places;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Figures;

namespace Marketplace.Features.Programme.Published;

/// <summary>
/// One quarter as it is to be published: places down, its months and itself across. Money adds in both directions, so both are closed against differences.
/// </summary>
internal sealed class PublicTable(
    IReadOnlyList<Place> places, IReadOnlyList<ProgrammePeriod> columns, IReadOnlyDictionary<(int Unit, ProgrammePeriod Period), UnitFigures> figures, FewMembers few,
    Func<string, Place, ProgrammePeriod, IReadOnlyList<PublishedFigure>> earlier, Func<string, int> versionOf, DateTimeOffset now)
{
    private const long MoneyStep = 100_000;
    private const long CountStep = 5;
    private const long PercentStep = 100;
    private readonly List<UnitFigures> _table = [.. places.SelectMany(place => columns.Select(period => figures[(place.RollupId, period)]))];
    private readonly List<byte[]> _hashes = [.. places.SelectMany(place => columns.Select(period => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(figures[(place.RollupId, period)]))))];
    private readonly List<CellSum> _sums = Sums(places, columns);

    /// <summary>Figures that say something which was not said before.</summary>
    public IEnumerable<PublishedFigure> News()
    {
        // The sales decide for all indicators, so they come first.
        var sold = Close([HeadlineIndicators.NetSales], null);

        // What people received is their share of what was sold: either tells the other.
        var received = Close([HeadlineIndicators.ProducerPayouts, HeadlineIndicators.ProducerShare], sold);
        foreach (var code in HeadlineIndicators.Codes)
        {
            var hidden = code switch
            {
                HeadlineIndicators.NetSales => sold,
                HeadlineIndicators.ProducerPayouts or HeadlineIndicators.ProducerShare => received,
                _ => Close([code], sold),
            };
            for (var i = 0; i < _table.Count; i++)
            {
                var figure = Figure(code, i, hidden[i] != Suppression.None);
                var last = Earlier(code, i) is [.., var newest] ? newest : null;

                // Nothing sold where nothing was said is the rule of most places; the country's row says that the period is published.
                var isSilence = last is null && figure.Without == "no-sales" && figure.UnitId != RollupKeys.Country;
                if (!isSilence && figure.Follow(last))
                {
                    yield return figure;
                }
            }
        }
    }

    /// <summary>One pattern for indicators that tell the same: known is what all of them have told, and lost what one of them has withheld.</summary>
    private Suppression[] Close(IReadOnlyList<string> codes, Suppression[]? sold)
    {
        var primary = _table.Select((cell, i) =>
            sold?[i] is { } hidden and not Suppression.None ? hidden
            : codes.Any(code => Earlier(code, i).Any(vintage => vintage.IsWithheld)) ? Suppression.Complementary
            : OfIndicator(codes[0], i)).ToList();
        var parts = _table.Select((_, i) => codes.All(code => IsKnown(code, i)) ? default : PartsOf(codes[0], i)).ToList();
        return Disclosure.Complement(
            primary, _sums,
            [.. parts.Select((two, i) => Unknown(two.Part, two.Left, sold?[i]))],
            [.. parts.Select((two, i) => Unknown(two.Left, two.Part, sold?[i]))]);
    }

    private IReadOnlyList<PublishedFigure> Earlier(string code, int cell) => earlier(code, PlaceOf(cell), PeriodOf(cell));

    private Place PlaceOf(int cell) => places[cell / columns.Count];

    private ProgrammePeriod PeriodOf(int cell) => columns[cell % columns.Count];

    /// <summary>It was published, and is still what it was: withholding it now takes it from nobody.</summary>
    private bool IsKnown(string code, int cell) =>
        Earlier(code, cell).LastOrDefault(vintage => !vintage.IsWithheld) is { } open && Figure(code, cell, isWithheld: false) is var now
        && (open.Amount, open.UnallocatedDong, open.Without) == (now.Amount, now.UnallocatedDong, now.Without);

    private PublishedFigure Figure(string code, int cell, bool isWithheld)
    {
        var (exact, unit) = (_table[cell], HeadlineIndicators.UnitOf(code));
        var measure = isWithheld ? Measure.None(unit, "")
            : exact.All == Reach.Nobody && code != HeadlineIndicators.CommuneCoverage ? Measure.None(unit, "no-sales")
            : HeadlineIndicators.Compute(code, exact);
        return new PublishedFigure
        {
            IndicatorCode = code,
            DefinitionVersion = versionOf(code),
            UnitId = PlaceOf(cell).RollupId,
            Grain = PeriodOf(cell).Grain,
            Start = PeriodOf(cell).Start,
            Amount = measure.Amount is { } amount ? Round(unit, amount) : null,
            UnallocatedDong = code == HeadlineIndicators.ProducerPayouts && measure.Amount is not null ? Round(MeasureUnit.Dong, exact.UnallocatedDong) : null,
            Without = measure.Reason,
            Quality = measure.Quality,
            IsWithheld = isWithheld,
            InputHash = _hashes[cell],
            PublishedAt = now,
        };
    }

    private static List<CellSum> Sums(IReadOnlyList<Place> places, IReadOnlyList<ProgrammePeriod> columns)
    {
        var sums = new List<CellSum>();
        var country = places.ToList().FindIndex(place => place.Level == AdminLevel.Country);
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

    /// <summary>A part of the sales and what remains without it can each betray someone, so both are looked at.</summary>
    private Suppression OfIndicator(string code, int at)
    {
        var (cell, (part, left)) = (_table[at], PartsOf(code, at));
        return Worst(Worst(Disclosure.Primary(part.Members), Disclosure.Primary(left.Members)), code switch
        {
            HeadlineIndicators.ProducerPayouts or HeadlineIndicators.ProducerShare => FewPersons(cell.Persons),
            HeadlineIndicators.WomensShare => Worst(FewPersons(cell.Women), FewPersons(cell.StatedGender - cell.Women)),
            _ => Suppression.None,
        });
    }

    /// <summary>What a figure tells of, and what is left without it; where the whole is public, either tells the other.</summary>
    private (CellPart Part, CellPart Left) PartsOf(string code, int at)
    {
        var cell = _table[at];
        return code switch
        {
            HeadlineIndicators.ExportSales => (Part(cell.ExportDong, cell.Export, Slices.Export), Part(cell.ValueDong - cell.ExportDong, cell.Domestic, Slices.Domestic)),
            HeadlineIndicators.DifficultShare => (Part(cell.DifficultDong, cell.Difficult, Slices.Difficult), Part(cell.ValueDong - cell.DifficultDong, cell.Other, Slices.Other)),
            HeadlineIndicators.ProducerPayouts or HeadlineIndicators.ProducerShare =>
                (Part(cell.ValueDong - cell.UnallocatedValueDong, cell.Allocated, Slices.Allocated), Part(cell.UnallocatedValueDong, cell.Unallocated, Slices.Unallocated)),
            HeadlineIndicators.WomensShare => (Part(cell.WomenValueDong, cell.ByWomen, Slices.Women), Part(cell.OtherGendersValueDong, cell.ByOtherGenders, Slices.OtherGenders)),
            HeadlineIndicators.ActiveProducers => (Persons(), Persons()),
            _ => (Part(cell.ValueDong, cell.All, Slices.All), Part(cell.ValueDong, cell.All, Slices.All)),
        };

        // Nought only where there is nobody whose sales it could be: sales and their reversals that happen to cancel are not known to others.
        CellPart Part(long dong, Reach reach, string slice) =>
            new(dong == 0 && reach != Reach.Nobody ? 1 : Math.Abs(dong), new CellMembers(reach.Producers, reach.Orders, dong, reach.TopProducerDong), few.Of(At(slice), reach));

        // Of people only their number counts.
        CellPart Persons() => cell.MinorityPersons == 0 ? default
            : new(cell.MinorityPersons, new CellMembers(cell.MinorityPersons, Disclosure.MinimumOrders, 1, 0), few.Of(At(Slices.All), cell.MinorityPersons));

        ReachKey At(string slice) => new(PlaceOf(at).RollupId, PeriodOf(at).Grain, PeriodOf(at).Start, slice);
    }

    /// <summary>A part of public sales is known, and nought here, as soon as nothing is left without it.</summary>
    private static CellPart Unknown(CellPart part, CellPart left, Suppression? sold) => left.Unknown == 0 && sold == Suppression.None ? default : part;

    private static Suppression FewPersons(int persons) => persons is > 0 and < Disclosure.MinimumPersons ? Suppression.TooFew : Suppression.None;

    private static Suppression Worst(Suppression one, Suppression other) => one != Suppression.None ? one : other;

    private static long Round(MeasureUnit unit, long exact)
    {
        var step = unit switch { MeasureUnit.Dong => MoneyStep, MeasureUnit.Persons => CountStep, _ => PercentStep };
        return (exact + (step / 2)) / step * step;
    }
}
