using System.Globalization;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Places;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Figures;
using Marketplace.Infrastructure.Charts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Dashboard;

/// <summary>What, where and when, as the address says; blank or unknown choices take the default. Answers nothing for a place that is not the manager's.</summary>
public sealed record ShowDashboard(UserId Manager, string? What, string? Where, string? When, string? Against) : IQuery<DashboardModel?>;

internal sealed class ShowDashboardHandler(MarketplaceDb db, Territories territories, FiguresReader reader, TimeProvider clock)
    : IRequestHandler<ShowDashboard, DashboardModel?>
{
    private const int Months = 13;
    private const int Quarters = 9;
    private const int Groups = 6;

    public async Task<DashboardModel?> Handle(ShowDashboard request, CancellationToken cancellationToken)
    {
        if (await territories.Open(request.Manager, request.Where, cancellationToken) is not { } territory)
        {
            return null;
        }

        var today = clock.GetUtcNow().VietnamDay();
        ProgrammePeriod? asked = ProgrammePeriod.Parse(request.When) is { } known && known.Start <= today ? known : null;
        var period = asked ?? ProgrammePeriod.ToLookAt(today);
        var againstYear = request.Against == Choices.Year;
        var before = againstYear ? period.YearBefore : period.Previous;
        var what = HeadlineIndicators.Codes.FirstOrDefault(code => code == request.What) ?? HeadlineIndicators.NetSales;
        var trend = period.Last(period.Grain == PeriodGrain.Quarter ? Quarters : Months);

        var lists = await reader.Lists(cancellationToken);
        var own = await reader.Read([territory.Here], trend, lists, cancellationToken);
        var inside = territory.Children.Count == 0 ? null : await reader.Read(territory.Children, [period, before], lists, cancellationToken);
        var names = await db.Indicators.AsNoTracking().InForce()
            .ToDictionaryAsync(indicator => indicator.Code, indicator => Name(indicator), cancellationToken);
        var figures = own[(territory.Here.RollupId, period)];
        var choices = new Choices(what, territory.Here.Code, period.Code, againstYear ? Choices.Year : Choices.Previous);

        return new DashboardModel
        {
            Choices = choices,
            Title = names.GetValueOrDefault(what, what),
            PlaceName = territory.Here.Name,
            Level = territory.Here.Level,
            Period = FigureText.Of(period),
            Before = FigureText.Of(before),
            BeforeCode = before.Code,
            IsRunning = period.End >= today,
            Begun = asked is null && ProgrammePeriod.Of(PeriodGrain.Month, today) is var running && running != period ? new NamedCode(running.Code, FigureText.Of(running)) : null,
            UpTo = today < period.End ? today : period.End,
            Path = [.. territory.Path.Select(Link)],
            Siblings = [.. territory.Siblings.Select(Link)],
            Places = [.. territory.Path.Concat(territory.Siblings).Concat(territory.Children).DistinctBy(place => place.Id).Select(Link)],
            Indicators = [.. HeadlineIndicators.Codes.Select(code => new NamedCode(code, names.GetValueOrDefault(code, code)))],
            Periods = [.. Selectable(today).Select(one => new NamedCode(one.Code, FigureText.Of(one)))],
            Tiles = [.. HeadlineIndicators.Codes.Select(code => Tile(code, names.GetValueOrDefault(code, code), territory.Here, trend, own, period, before))],
            Unit = HeadlineIndicators.UnitOf(what),
            Trend = [.. trend.Select(one => Row(what, one.Code, FigureText.Of(one), FigureText.Short(one), own[(territory.Here.RollupId, one)], null))],
            Details = DetailsOf(what, figures),
            Inside = inside is null ? [] : [.. territory.Children.Select(place =>
                Row(what, place.Code, place.Name, place.Name, inside[(place.RollupId, period)], inside[(place.RollupId, before)], before))],
            MoneyGoes = Waterfall(figures),
            Groups = await GroupsOf(territory.Here, period, cancellationToken),
            HasDemo = figures.ListIsDemo || await db.Producers.AnyAsync(producer => producer.IsDemo, cancellationToken),
            ListIsDemo = figures.ListIsDemo,
        };
    }

    private static string Name(Indicator indicator) => Languages.Current switch
    {
        "en" => indicator.NameEn,
        "fr" => indicator.NameFr,
        _ => indicator.NameVi,
    };

    private static NamedCode Link(Place place) => new(place.Code, place.Name);

    private static IEnumerable<ProgrammePeriod> Selectable(DateOnly today) =>
        ProgrammePeriod.Of(PeriodGrain.Month, today).Last(24).Concat(ProgrammePeriod.Of(PeriodGrain.Quarter, today).Last(8)).Reverse();

    private static FigureRow Row(string what, string code, string name, string shortName, UnitFigures figures, UnitFigures? earlier, ProgrammePeriod before = default)
    {
        var measure = SmallGroups.Compute(what, figures);
        var compared = earlier is null ? (Measure?)null : SmallGroups.Compute(what, earlier);
        return new FigureRow(code, name, shortName, measure.Amount, FigureText.Of(measure), measure.Quality, measure.Reason,
            compared?.Amount, compared is { } known ? FigureText.Change(measure, known, before) : null)
        {
            IsQuiet = !HasSold(figures) && (earlier is null || !HasSold(earlier)),
        };
    }

    private static bool HasSold(UnitFigures figures) => figures.ValueDong != 0 || figures.All != Reach.Nobody;

    private static DashboardTile Tile(
        string code, string name, Place here, IReadOnlyList<ProgrammePeriod> trend,
        IReadOnlyDictionary<(int Unit, ProgrammePeriod Period), UnitFigures> own, ProgrammePeriod period, ProgrammePeriod before)
    {
        var measure = SmallGroups.Compute(code, own[(here.RollupId, period)]);
        var earlier = SmallGroups.Compute(code, own[(here.RollupId, before)]);
        return new DashboardTile(
            code, name, measure.Amount, FigureText.Of(measure), measure.Quality, measure.Reason, earlier.Amount, FigureText.Change(measure, earlier, before),
            [.. trend.Select(one => SmallGroups.Compute(code, own[(here.RollupId, one)]).Amount)]);
    }

    private static IReadOnlyList<Detail> DetailsOf(string what, UnitFigures figures) => what switch
    {
        HeadlineIndicators.WomensShare =>
        [
            new(Texts.Get("programme.detail-women-heads"), SmallGroups.IsAny(figures.MinorityWomen, figures.MinorityStatedGender - figures.MinorityWomen)
                ? Texts.Get("programme.none." + SmallGroups.Few)
                : PartOf(figures.MinorityWomen, figures.MinorityStatedGender, "nobody-stated", MeasureUnit.Persons)),
            new(Texts.Get("programme.detail-not-stated"), SmallGroups.IsAny(figures.Persons - figures.StatedGender)
                ? Texts.Get("programme.none." + SmallGroups.Few)
                : PartOf(figures.NotStatedGenderDong, figures.StatedGenderDong + figures.NotStatedGenderDong, "no-sales", MeasureUnit.Dong)),
        ],
        HeadlineIndicators.ExportSales =>
        [
            new(Texts.Get("programme.detail-countries"), FigureText.Of(MeasureUnit.Persons, figures.Destinations)),
            new(Texts.Get("programme.detail-export-share"), PartOf(figures.ExportDong, figures.ValueDong, "no-sales", MeasureUnit.Dong)),
        ],
        _ => [],
    };

    /// <summary>"45,0 % (9 / 20)".</summary>
    private static string PartOf(long part, long whole, string reasonWithout, MeasureUnit unit) => HeadlineIndicators.Share(part, whole, reasonWithout) is { Amount: not null } share
        ? $"{FigureText.Of(share)} ({FigureText.Of(unit, part)} / {FigureText.Of(unit, whole)})"
        : Texts.Get("programme.none." + reasonWithout);

    /// <summary>Where the buyers' đồng went; the parts sum to the net sales.</summary>
    private static List<Part> Waterfall(UnitFigures figures) =>
    [
        new(Texts.Get("programme.part-people"), figures.AllocatedDong, FigureText.Of(MeasureUnit.Dong, figures.AllocatedDong)),
        new(Texts.Get("programme.part-unallocated"), figures.UnallocatedDong, FigureText.Of(MeasureUnit.Dong, figures.UnallocatedDong)),
        new(Texts.Get("programme.part-fee"), figures.FeeDong, FigureText.Of(MeasureUnit.Dong, figures.FeeDong)),
        new(Texts.Get("programme.part-withheld"), figures.WithheldDong, FigureText.Of(MeasureUnit.Dong, figures.WithheldDong)),
    ];

    private async Task<IReadOnlyList<Part>> GroupsOf(Place here, ProgrammePeriod period, CancellationToken ct)
    {
        var sums = await db.SalesRollups.AsNoTracking()
            .Where(row => row.UnitId == here.RollupId && row.Grain == period.Grain && row.Start == period.Start && row.Dimension == Dimensions.Category && row.ValueDong > 0)
            .OrderByDescending(row => row.ValueDong).ThenBy(row => row.Key)
            .Select(row => new { row.Key, row.ValueDong })
            .ToListAsync(ct);
        var ids = sums.Take(Groups).Select(sum => int.Parse(sum.Key, CultureInfo.InvariantCulture)).ToList();
        var names = await db.Categories.Where(category => ids.Contains(category.Id)).ToDictionaryAsync(
            category => category.Id, category => Languages.Current == "fr" ? category.NameFr : Languages.Current == "en" ? category.NameEn : category.NameVi, ct);
        List<Part> parts = [.. sums.Take(Groups).Select(sum => Part(names.GetValueOrDefault(int.Parse(sum.Key, CultureInfo.InvariantCulture), sum.Key), sum.ValueDong))];
        var rest = sums.Skip(Groups).Sum(sum => sum.ValueDong);
        return rest == 0 ? parts : [.. parts, Part(Texts.Get("programme.other-groups"), rest)];

        static Part Part(string name, long dong) => new(name, dong, FigureText.Of(MeasureUnit.Dong, dong));
    }
}
