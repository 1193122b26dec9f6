using System.Globalization;

namespace Marketplace.Infrastructure.Localization;

/// <summary>When in the year something is held, as the reference files write it: a calendar, and a month or two joined by a hyphen.</summary>
internal static class Season
{
    public static string Of(string calendar, string months)
    {
        var ends = months.Split('-');
        var isLunarRange = ends.Length > 1 && calendar == "lunar";
        return Texts.Get("common.season." + calendar + (isLunarRange ? "-range" : ""), string.Join('–', ends.Select(month => calendar == "solar" ? Name(month) : month)));
    }

    /// <summary>Vietnamese numbers its months.</summary>
    private static string Name(string month) => Languages.Current != Languages.Default && int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 12
        ? Languages.Culture(Languages.Current).DateTimeFormat.GetMonthName(number)
        : month;
}
