using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Marketplace.Domain.Common;

/// <summary>
/// Brings text to the form that search compares: lower case, without tone and vowel marks, đ as d, punctuation as one space.
/// The culture library's mark-insensitive comparison keeps đ apart from d, so this is ours.
/// </summary>
public static partial class Fold
{
    private static readonly SearchValues<char> Joiners = SearchValues.Create("'’ʼ`");

    /// <summary>Combining grave, acute, tilde, hook above and dot below; other marks belong to the vowel.</summary>
    private static readonly SearchValues<char> Tones = SearchValues.Create("\u0300\u0301\u0303\u0309\u0323");

    /// <summary>"H'Mông – Đà Lạt" becomes "hmong da lat".</summary>
    public static string Text(string? text) => Apply(text, dropMarks: true);

    /// <summary>As <see cref="Text"/> but keeping marks, for ranking exact accents first: "đà lạt".</summary>
    public static string KeepingMarks(string? text) => Apply(text, dropMarks: false);

    /// <summary>As <see cref="KeepingMarks"/>, with "hoà", "khoẻ" and "thuý" spelt "hòa", "khỏe" and "thúy": still a word to show people.</summary>
    public static string WithTonesPlaced(string? text) =>
        LateTone().Replace(KeepingMarks(text).Normalize(NormalizationForm.FormD), "$1$3$2").Normalize(NormalizationForm.FormC);

    /// <summary>As <see cref="KeepingMarks"/>, with each syllable's tone moved to its end, so that "Hoà" and "Hòa" are one: schools teach both.</summary>
    public static string IgnoringTonePlacement(string? text)
    {
        var source = Letters.InForm(KeepingMarks(text), NormalizationForm.FormD);
        var result = new StringBuilder(source.Length);
        var tone = '\0';
        foreach (var character in source)
        {
            if (Tones.Contains(character))
            {
                tone = character;
                continue;
            }

            if (character == ' ' && tone != '\0')
            {
                result.Append(tone);
                tone = '\0';
            }

            result.Append(character);
        }

        return (tone == '\0' ? result : result.Append(tone)).ToString();
    }

    /// <summary>The same letters without marks, case kept: "Đà Lạt" becomes "Da Lat".</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in Letters.InForm(text, NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) is not UnicodeCategory.NonSpacingMark)
            {
                plain.Append(character switch { 'đ' => 'd', 'Đ' => 'D', _ => character });
            }
        }

        return plain.ToString();
    }

    /// <summary>A slug for addresses: folded words joined by hyphens, at most <paramref name="length"/> characters.</summary>
    public static string Slug(string? text, int length = 80)
    {
        var slug = Text(text).Replace(' ', '-');
        return slug.Length <= length ? slug : slug[..length].TrimEnd('-');
    }

    /// <summary>A tone on the second vowel of an open oa, oe or uy; after q the u belongs to the consonant.</summary>
    [GeneratedRegex("(o(?=[ae])|(?<!q)u(?=y))([aey])([\u0300\u0301\u0303\u0309\u0323])(?= |$)", RegexOptions.CultureInvariant)]
    private static partial Regex LateTone();

    private static string Apply(string? text, bool dropMarks)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }

        var source = Letters.InForm(text, dropMarks ? NormalizationForm.FormD : NormalizationForm.FormC);
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
