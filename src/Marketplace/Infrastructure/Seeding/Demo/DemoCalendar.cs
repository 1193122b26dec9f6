using System.Globalization;

namespace Marketplace.Infrastructure.Seeding.Demo;

/// <summary>How long the invented past is and how busy its days are: growing, busier before Tết and at harvest, quieter in the hot months.</summary>
internal static class DemoCalendar
{
    public const int Months = 18;

    /// <summary>The number everything invented is drawn from; the same number on the same day plays the same past.</summary>
    public const int Seed = 20251;

    private static readonly ChineseLunisolarCalendar s_lunar = new();

    /// <summary>Relative number of orders on a day of the invented past.</summary>
    public static int Weight(DateOnly first, DateOnly day)
    {
        var growth = 40 + ((day.DayNumber - first.DayNumber) * 120 / (Months * 30));
        var season = DaysToTet(day) switch
        {
            >= 5 and <= 35 => 190,
            >= 0 and < 5 => 60,
            _ => day.Month switch { 9 or 10 or 11 => 135, 6 or 7 => 75, _ => 100 },
        };
        var week = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 120 : 100;
        return growth * season * week / 10_000;
    }

    /// <summary>
    /// When a producer puts a product on sale, counted from the beginning: the first days after joining, the others one after another up to now, each at a
    /// time of its own, so that what is newest on any day comes from many producers.
    /// </summary>
    public static TimeSpan Listed(int joined, int producer, int product, int products)
    {
        var first = joined + 4;
        var room = Math.Max(1, (Months * 30) - first - 6) / products;
        var within = product == 0 ? 0 : (int)((producer * 2_654_435_761L + product * 40_503L) % 1009 * room / 1009);
        return TimeSpan.FromDays(first + (product * room) + within) + TimeSpan.FromMinutes(producer * 97 % 700);
    }

    private static int DaysToTet(DateOnly day)
    {
        var tet = Tet(day.Year);
        return (tet < day ? Tet(day.Year + 1) : tet).DayNumber - day.DayNumber;
    }

    /// <summary>The calendars of Việt Nam and China name the same new year's day in the years that matter here.</summary>
    private static DateOnly Tet(int year) => DateOnly.FromDateTime(s_lunar.ToDateTime(year, 1, 1, 0, 0, 0, 0));
}
