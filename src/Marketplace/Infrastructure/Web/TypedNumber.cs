using System.Globalization;
using System.Text.RegularExpressions;

namespace Marketplace.Infrastructure.Web;

/// <summary>Reads numbers as people type them: "335.000", "335,000", "335 000 ₫". Never guesses: what cannot be read is <see cref="Unreadable"/>.</summary>
internal static partial class TypedNumber
{
    /// <summary>Outside every range, so that a validator refuses it in its own words.</summary>
    public const long Unreadable = long.MinValue;

    /// <summary>A whole number; nothing when nothing was typed.</summary>
    public static long? Whole(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        var text = typed.Trim().TrimEnd('₫', 'đ', 'Đ').TrimEnd();
        return Grouped().IsMatch(text) && long.TryParse(Separators().Replace(text, ""), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Unreadable;
    }

    /// <summary>A number with at most one decimal, in tenths: "38,5" is 385. Nothing when nothing was typed.</summary>
    public static long? Tenths(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        var match = OneDecimal().Match(typed.Trim());
        return match.Success ? (long.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) * 10) + (match.Groups[2].Success ? match.Groups[2].ValueSpan[0] - '0' : 0) : Unreadable;
    }

    [GeneratedRegex(@"^[0-9]{1,18}$|^[0-9]{1,3}([.,\u0020\u00a0\u202f][0-9]{3}){1,5}$")]
    private static partial Regex Grouped();

    [GeneratedRegex(@"[.,\u0020\u00a0\u202f]")]
    private static partial Regex Separators();

    [GeneratedRegex("^([0-9]{1,9})(?:[.,]([0-9]))?$")]
    private static partial Regex OneDecimal();
}
