using System.Globalization;
using Marketplace.Domain.Common;
using Marketplace.Domain.Programme;
using Marketplace.Infrastructure.Localization;

namespace Marketplace.Features.Programme.Figures;

/// <summary>Figures and periods in the reader's language.</summary>
internal static class FigureText
{
    public static string Of(MeasureUnit unit, long amount) => unit switch
    {
        MeasureUnit.Dong => Texts.Get("programme.dong", amount),
        MeasureUnit.Persons => amount.ToString("N0", CultureInfo.CurrentCulture),
        _ => Texts.Get("programme.percent", Tenths(amount)),
    };

    public static string Of(Measure measure) => measure.Amount is { } amount ? Of(measure.Unit, amount) : Texts.Get("programme.none." + measure.Reason);

    /// <summary>Hundredths of a percent to one place, half of it up.</summary>
    private static string Tenths(long basisPoints) => (decimal.Round(basisPoints / 10m, MidpointRounding.AwayFromZero) / 10m).ToString("N1", CultureInfo.CurrentCulture);

    /// <summary>Short, for axes: "1,2 tỷ".</summary>
    public static string Short(MeasureUnit unit, long amount) => unit switch
    {
        MeasureUnit.Dong when Math.Abs(amount) >= 1_000_000_000 => Texts.Get("programme.billions", (amount / 1e9).ToString("0.#", CultureInfo.CurrentCulture)),
        MeasureUnit.Dong when Math.Abs(amount) >= 1_000_000 => Texts.Get("programme.millions", (amount / 1e6).ToString("0.#", CultureInfo.CurrentCulture)),
        MeasureUnit.BasisPoints => Texts.Get("programme.percent", (amount / 100.0).ToString("0.#", CultureInfo.CurrentCulture)),
        _ => amount.ToString("N0", CultureInfo.CurrentCulture),
    };

    public static string Of(ProgrammePeriod period) => period.Grain == PeriodGrain.Quarter
        ? Texts.Get("programme.quarter", period.QuarterNumber, period.Start.Year.ToString(CultureInfo.InvariantCulture))
        : Texts.Get("programme.month", Format.Month(period.Start));

    public static string Short(ProgrammePeriod period) => period.Grain == PeriodGrain.Quarter
        ? Texts.Get("programme.quarter-short", period.QuarterNumber, (period.Start.Year % 100).ToString("00", CultureInfo.InvariantCulture))
        : string.Create(CultureInfo.InvariantCulture, $"{period.Start.Month}/{period.Start.Year % 100:00}");

    /// <summary>Change in words with its arrow: "↑ tăng 12,5 % so với tháng 8/2026".</summary>
    public static Change Change(Measure now, Measure before, ProgrammePeriod beforePeriod)
    {
        var against = Of(beforePeriod);
        if (now.Amount is not { } amount || before.Amount is not { } earlier)
        {
            return new Change("", Texts.Get("programme.change-unknown", against));
        }

        var difference = amount - earlier;
        if (difference == 0)
        {
            return new Change("→", Texts.Get("programme.change-none", against));
        }

        var size = now.Unit == MeasureUnit.BasisPoints
            ? Texts.Get("programme.points", Tenths(Math.Abs(difference)))
            : earlier <= 0
                ? Of(now.Unit, Math.Abs(difference))
                : Texts.Get("programme.percent", (Math.Abs(difference) * 100.0 / earlier).ToString("N1", CultureInfo.CurrentCulture));
        return difference > 0
            ? new Change("↑", Texts.Get("programme.change-up", size, against))
            : new Change("↓", Texts.Get("programme.change-down", size, against));
    }
}

/// <summary>An arrow and the words that say the same.</summary>
public sealed record Change(string Arrow, string Words);
