using System.Globalization;
using System.Net.Mail;
using System.Text;
using Marketplace.Domain.Common;

namespace Marketplace.Infrastructure.Web;

/// <summary>What may stand in a line or a text that people type.</summary>
internal static class Typing
{
    /// <summary>On one letter, in a row; no language writes as many, and a flood of them covers the lines above.</summary>
    private const int MostMarks = 8;

    private static readonly string[] DayFormats = ["yyyy-MM-dd", "d/M/yyyy", "dd/MM/yyyy"];
    private static readonly string[] MomentFormats = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "d/M/yyyy H:mm", "yyyy-MM-dd H:mm"];

    /// <summary>One line: no control characters and none of the marks that turn the direction of what follows.</summary>
    public static bool IsPlain(string? text) => IsClean(text, allowLines: false);

    /// <summary>Several lines, otherwise as <see cref="IsPlain"/>.</summary>
    public static bool IsProse(string? text) => IsClean(text, allowLines: true);

    /// <summary>A plain line of a length, counted after <see cref="Tidy"/>; what may not be empty has something to read.</summary>
    public static bool IsLine(string? text, int shortest, int longest) => HasLength(text, shortest, longest) && IsPlain(text);

    /// <summary>A text of a length, over several lines.</summary>
    public static bool IsText(string? text, int shortest, int longest) => HasLength(text, shortest, longest) && IsProse(text);

    /// <summary>A letter or digit that is seen: the fillers of Hangul count as letters and show nothing.</summary>
    public static bool IsSeen(Rune rune) => Rune.IsLetterOrDigit(rune) && rune.Value is not (0x115F or 0x1160 or 0x3164 or 0xFFA0);

    /// <summary>An address of the usual shape and length, or nothing.</summary>
    public static bool IsEmailOrEmpty(string? text) =>
        string.IsNullOrEmpty(text)
        || (IsLine(text, 6, 200) && !text.Contains(' ', StringComparison.Ordinal) && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at == text.LastIndexOf('@') && at < text.Length - 3
            && text.IndexOf('.', at) > at + 1 && text[^1] != '.' && MailAddress.TryCreate(text, out var read) && read.Address == text);

    /// <summary>Without spaces around, in one Unicode form; never nothing.</summary>
    public static string Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? "" : Normal(text.Trim());

    /// <summary>A day as date fields send it or as people write it here; nothing when it cannot be read.</summary>
    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and <= 2200 ? day : null;

    /// <summary>A day and time in Việt Nam, as fields for them send it or as people write it here; nothing when it cannot be read.</summary>
    public static DateTimeOffset? Moment(string? text) =>
        DateTime.TryParseExact(text?.Trim(), MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) && moment.Year is >= 1900 and <= 2200
            ? new DateTimeOffset(moment, VietnamTime.Offset).ToUniversalTime()
            : null;

    private static string Normal(string text)
    {
        try
        {
            return text.Normalize();
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair cannot be normalised; the validator refuses it.
            return text;
        }
    }

    private static bool HasLength(string? text, int shortest, int longest) =>
        (text?.Length ?? 0) >= shortest && (text?.Length ?? 0) <= longest && (string.IsNullOrEmpty(text) || shortest == 0 || text.EnumerateRunes().Any(IsSeen));

    private static bool IsClean(string? text, bool allowLines)
    {
        if (text is null)
        {
            return true;
        }

        var marks = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            marks = CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (marks > MostMarks)
            {
                return false;
            }

            if (allowLines && character is '\n' or '\r' or '\t')
            {
                continue;
            }

            if (char.IsSurrogate(character))
            {
                if (!char.IsSurrogatePair(text, i))
                {
                    return false;
                }

                i++;
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                || character is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069')
            {
                return false;
            }
        }

        return true;
    }
}
