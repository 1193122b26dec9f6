using System.Globalization;
using System.Text.RegularExpressions;

namespace Marketplace.Domain.Programme;

public enum PeriodGrain
{
    Day = 1,
    Month = 2,
    Quarter = 3,
}

/// <summary>A day, month or quarter of Việt Nam's calendar, written 2026-09-01, 2026-09 or 2026-Q3.</summary>
public readonly partial record struct ProgrammePeriod(PeriodGrain Grain, DateOnly Start)
{
    private static readonly DateOnly Earliest = new(2020, 1, 1);
    private static readonly DateOnly Latest = new(2099, 12, 31);

    /// <summary>The last day.</summary>
    public DateOnly End => Grain switch
    {
        PeriodGrain.Quarter => Start.AddMonths(3).AddDays(-1),
        PeriodGrain.Month => Start.AddMonths(1).AddDays(-1),
        _ => Start,
    };

    public ProgrammePeriod Previous => Move(-1);

    public ProgrammePeriod YearBefore => this with { Start = Start.AddYears(-1) };

    public int QuarterNumber => ((Start.Month - 1) / 3) + 1;

    /// <summary>The quarter this period lies in.</summary>
    public ProgrammePeriod Quarter => Of(PeriodGrain.Quarter, Start);

    public string Code => Grain switch
    {
        PeriodGrain.Quarter => string.Create(CultureInfo.InvariantCulture, $"{Start.Year:0000}-Q{QuarterNumber}"),
        PeriodGrain.Month => Start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    /// <summary>The period of that grain in which a day lies.</summary>
    public static ProgrammePeriod Of(PeriodGrain grain, DateOnly day) => new(grain, grain switch
    {
        PeriodGrain.Quarter => new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1),
        PeriodGrain.Month => new DateOnly(day.Year, day.Month, 1),
        _ => day,
    });

    /// <summary>The month to look at where none was asked for: the running one, and in its first week, when it has hardly anything in it, the one before.</summary>
    public static ProgrammePeriod ToLookAt(DateOnly today) => Of(PeriodGrain.Month, today.AddDays(-7));

    /// <summary>Reads a month or a quarter; nothing for anything else, and for years outside 2020 to 2099.</summary>
    public static ProgrammePeriod? Parse(string? code)
    {
        if (code is null || Written().Match(code) is not { Success: true } match)
        {
            return null;
        }

        var year = int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
        ProgrammePeriod? period = match.Groups["quarter"] is { Success: true } quarter
            ? new(PeriodGrain.Quarter, new DateOnly(year, ((quarter.ValueSpan[0] - '1') * 3) + 1, 1))
            : new(PeriodGrain.Month, new DateOnly(year, int.Parse(match.Groups["month"].ValueSpan, CultureInfo.InvariantCulture), 1));
        return period.Value.Start >= Earliest && period.Value.End <= Latest ? period : null;
    }

    /// <summary>This period and those before it, oldest first.</summary>
    public IReadOnlyList<ProgrammePeriod> Last(int count)
    {
        var periods = new ProgrammePeriod[count];
        for (var i = 0; i < count; i++)
        {
            periods[i] = Move(i - count + 1);
        }

        return periods;
    }

    /// <inheritdoc/>
    public override string ToString() => Code;

    private ProgrammePeriod Move(int steps) => this with
    {
        Start = Grain switch
        {
            PeriodGrain.Quarter => Start.AddMonths(3 * steps),
            PeriodGrain.Month => Start.AddMonths(steps),
            _ => Start.AddDays(steps),
        },
    };

    [GeneratedRegex("^(?<year>20[0-9]{2})-(?:Q(?<quarter>[1-4])|(?<month>0[1-9]|1[0-2]))$", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
