using System.Buffers;
using System.Globalization;
using System.Text;

namespace Marketplace.Domain.Common;

/// <summary>
/// Brings text to the form that search compares: lower case, without tone and vowel marks, đ as d, punctuation as one space.
/// The culture library's mark-insensitive comparison keeps đ apart from d, so this is ours.
/// </summary>
public static class Fold
{
    private static readonly SearchValues<char> Joiners = SearchValues.Create("'’ʼ`");

    /// <summary>"H'Mông – Đà Lạt" becomes "hmong da lat".</summary>
    public static string Text(string? text) => Apply(text, dropMarks: true);

    /// <summary>As <see cref="Text"/> but keeping marks, for ranking exact accents first: "đà lạt".</summary>
    public static string KeepingMarks(string? text) => Apply(text, dropMarks: false);

    /// <summary>A slug for addresses: folded words joined by hyphens, at most <paramref name="length"/> characters.</summary>
    public static string Slug(string? text, int length = 80)
    {
        var slug = Text(text).Replace(' ', '-');
        return slug.Length <= length ? slug : slug[..length].TrimEnd('-');
    }

    private static string Apply(string? text, bool dropMarks)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }

        var source = text.Normalize(dropMarks ? NormalizationForm.FormD : NormalizationForm.FormC);
        var folded = new StringBuilder(source.Length);
        foreach (var character in source)
        {
            if (Joiners.Contains(character))
            {
                continue;
            }

            var category = CharUnicodeInfo.GetUnicodeCategory(character);
            if (category is UnicodeCategory.NonSpacingMark && dropMarks)
            {
                continue;
            }

            if (char.IsLetterOrDigit(character) || category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                folded.Append(char.ToLowerInvariant(character) is var lower && dropMarks && lower == 'đ' ? 'd' : lower);
            }
            else if (folded.Length > 0 && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }

        return folded.ToString().TrimEnd();
    }
}
