using Marketplace.Domain.Common;
using Marketplace.Domain.Places;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Figures;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Published;

/// <summary>The public page: what, where and when; unknown choices take the default.</summary>
public sealed record ShowIndicators(string? What, string? Where, string? When) : IQuery<IndicatorsModel?>;

/// <summary>A figure with how far it can be trusted; of what reached people also what reached nobody by name. <c>Restated</c> says when and why, or nothing.</summary>
public sealed record PublicRow(
    string Code, string Name, string ShortName, long? Amount, string Text, string Quality, long? UnallocatedDong, int DefinitionVersion, int Vintage, string Restated, Change? Change = null);

public sealed record Choice(string Code, string Name);

public sealed record IndicatorsModel(
    string What, string Where, string When, string Title, string PlaceName, string Period, DateOnly? UpTo, MeasureUnit Unit, bool IsCountry,
    IReadOnlyList<Choice> Indicators, IReadOnlyList<Choice> Places, IReadOnlyList<Choice> Periods,
    IReadOnlyList<PublicRow> Tiles, IReadOnlyList<PublicRow> Trend, IReadOnlyList<PublicRow> Provinces, bool HasDemo)
{
    /// <summary>Payouts are shown beside what is not allocated.</summary>
    public bool HasUnallocated => What == HeadlineIndicators.ProducerPayouts;

    public string Query => $"what={What}&where={Where}&when={When}";

    public string At(string where) => $"what={What}&where={where}&when={When}";

    public string About(string what) => $"what={what}&where={Where}&when={When}";
}

internal sealed class ShowIndicatorsHandler(MarketplaceDb db, PublicCubes cubes) : IRequestHandler<ShowIndicators, IndicatorsModel?>
{
    public async Task<IndicatorsModel?> Handle(ShowIndicators request, CancellationToken cancellationToken)
    {
        var cube = await cubes.Get(cancellationToken);
        var names = await db.Indicators.AsNoTracking().InForce().ToDictionaryAsync(indicator => indicator.Code, PublicText.Name, cancellationToken);
        var hasDemo = await db.Producers.AnyAsync(producer => producer.IsDemo, cancellationToken);
        var what = HeadlineIndicators.Codes.FirstOrDefault(code => code == request.What) ?? HeadlineIndicators.NetSales;
        var unit = HeadlineIndicators.UnitOf(what);
        var title = names.GetValueOrDefault(what, what);
        List<Choice> indicators = [.. HeadlineIndicators.Codes.Select(code => new Choice(code, names.GetValueOrDefault(code, code)))];
        var here = cube.Places.FirstOrDefault(place => place.Code == request.Where) ?? (cube.Places is [var first, ..] ? first : null);
        if (here is null || cube.Periods.Count == 0)
        {
            return new IndicatorsModel(what, "", "", title, "", "", null, unit, true, indicators, [], [], [], [], [], hasDemo);
        }

        if (IsUnknown(request.What, HeadlineIndicators.Codes) || IsUnknown(request.Where, cube.Places.Select(place => place.Code)) || IsUnknown(request.When, cube.Periods.Select(one => one.Code)))
        {
            return null;
        }

        var asked = ProgrammePeriod.Parse(request.When);
        var period = asked is { } known && cube.Periods.Contains(known) ? known : cube.Periods[cube.Periods.Count(one => one.Grain == PeriodGrain.Month) - 1];
        return new IndicatorsModel(
            what, here.Code, period.Code, title, here.Name, FigureText.Of(period), period.End, unit, here.Level == AdminLevel.Country,
            indicators,
            [.. cube.Places.Select(place => new Choice(place.Code, place.Name))],
            [.. cube.Periods.Reverse().Select(one => new Choice(one.Code, FigureText.Of(one)))],
            [.. HeadlineIndicators.Codes.Select(code => Row(code, names.GetValueOrDefault(code, code), "", cube.At(code, here, period)) with { Change = Against(cube, code, here, period) })],
            [.. cube.Periods.Where(one => one.Grain == period.Grain).Select(one => Row(one.Code, FigureText.Of(one), FigureText.Short(one), cube.At(what, here, one)))],
            [.. cube.Places.Where(place => place.Level == AdminLevel.Province).Select(place => Row(place.Code, place.Name, place.Name, cube.At(what, place, period)))],
            hasDemo);
    }

    /// <summary>An address that names what is not there is told so, rather than shown something else.</summary>
    private static bool IsUnknown(string? asked, IEnumerable<string> known) => !string.IsNullOrEmpty(asked) && !known.Contains(asked);

    /// <summary>Compared as published, so that the difference tells no more than the two figures do.</summary>
    private static Change? Against(PublicCube cube, string code, Place here, ProgrammePeriod period) =>
        cube.Periods.Contains(period.Previous) && FigureText.Change(cube.At(code, here, period).Measure, cube.At(code, here, period.Previous).Measure, period.Previous) is { Arrow.Length: > 0 } change
            ? change
            : null;

    private static PublicRow Row(string code, string name, string shortName, PublicFigure figure) =>
        new(code, name, shortName, figure.Measure.Amount, PublicText.Of(figure), figure.Measure.Quality, figure.UnallocatedDong, figure.DefinitionVersion, figure.Vintage, PublicText.Restated(figure));
}

/// <summary>Public figures in words, the same on every output. Why one is withheld is not told: the reason would say which cell to guess at.</summary>
internal static class PublicText
{
    public static string Of(PublicFigure figure) => figure.IsWithheld ? Texts.Get("programme.hidden") : FigureText.Of(figure.Measure);

    public static string Restated(PublicFigure figure) => figure is { Vintage: > 1, PublishedAt: { } at }
        ? Texts.Get("programme.restated", figure.Vintage, Format.Day(at.VietnamDay()), Texts.Get("programme.cause." + figure.Cause))
        : "";

    public static string Name(Indicator indicator) => Languages.Current switch
    {
        "en" => indicator.NameEn,
        "fr" => indicator.NameFr,
        _ => indicator.NameVi,
    };

    /// <summary>The definition in the reader's language, or in the one it was written in.</summary>
    public static string Definition(Indicator indicator) => Translated(indicator) is { Length: > 0 } words ? words : indicator.Definition;

    public static string DefinitionLanguage(Indicator indicator) => Translated(indicator).Length > 0 ? Languages.Current : "en";

    /// <summary>Formula and quality rule are translated for what is shown in figures; the others are read as they were written.</summary>
    public static string Formula(Indicator indicator) => Rule("programme.formula-of." + indicator.Code, indicator.Formula);

    public static string QualityRule(Indicator indicator) => Rule("programme.quality-rule-of." + indicator.Code, indicator.QualityRule);

    public static string FormulaLanguage(Indicator indicator) => RuleLanguage("programme.formula-of." + indicator.Code, indicator.Formula);

    public static string QualityRuleLanguage(Indicator indicator) => RuleLanguage("programme.quality-rule-of." + indicator.Code, indicator.QualityRule);

    private static string Rule(string key, string written) => RuleLanguage(key, written) == "en" ? written : Texts.Get(key);

    /// <summary>A translation is of the rule as it is now: an earlier one, or one that an operator has worded anew, is read as it was written.</summary>
    private static string RuleLanguage(string key, string written) => Texts.Has(key) && Texts.In("en", key) == written ? Languages.Current : "en";

    private static string Translated(Indicator indicator) => Languages.Current switch
    {
        "en" => "",
        "fr" => indicator.DefinitionFr,
        _ => indicator.DefinitionVi,
    };
}
