using Marketplace.Domain.Common;

namespace Marketplace.Domain.Catalog;

/// <summary>A blocked kind of goods whose words stand in a listing. A sign for people to look, not a verdict.</summary>
public sealed record BlockedGoodsMatch(BlockedGood Good, string Words);

/// <summary>Looks for the words of blocked goods in what makers write.</summary>
public static class BlockedGoodsCheck
{
    private const int ShortestSingleWord = 7;

    private static readonly char[] Breaks = [',', '(', ')', ';', '/'];
    private static readonly string[] Joins = [" và ", " hoặc ", " and ", " or "];

    /// <summary>
    /// "Không dùng thuốc trừ sâu", "no pesticide": said of what it is not. In Vietnamese with its marks "no" is full and "chua" sour, so each way of writing has its own.
    /// </summary>
    private static readonly HashSet<string> Denied = [.. ((string[])["không", "chẳng", "chưa", "not", "without", "never"]).Select(Fold.IgnoringTonePlacement)];
    private static readonly HashSet<string> DeniedUnmarked = ["khong", "chang", "no", "not", "without", "never"];

    /// <summary>"Không chỉ chữa bệnh", "không khỏi hoàn tiền", "not only": a denial that denies nothing.</summary>
    private static readonly HashSet<string> NoDenial = [.. ((string[])["chỉ", "khỏi", "only"]).SelectMany(word => new[] { Fold.IgnoringTonePlacement(word), Fold.Text(word) })];

    /// <summary>A denial ends with what it is said of.</summary>
    private static readonly char[] Ends = ['.', ',', ';', ':', '!', '?', '\n', '\r', '(', ')', '–', '—', '…'];

    private const int WordsOfADenial = 3;

    public static IReadOnlyList<BlockedGoodsMatch> FindIn(IEnumerable<BlockedGood> goods, params IEnumerable<string> texts)
    {
        // "Hoà" and "hòa" are one word, but "hoa chất" with its marks is not "hoá chất"; only what is typed without any marks is compared without them.
        var marked = texts.SelectMany(text => text.Split(Ends)).Select(part => $" {Fold.IgnoringTonePlacement(part)} ").ToList();
        var unmarked = marked.Where(text => $" {Fold.Text(text)} " == text).ToList();

        return [.. goods.GroupBy(good => good.Slug).Select(same => same.MaxBy(good => good.ValidFrom)!)
            .Select(good => (Good: good, Words: Phrases(good).FirstOrDefault(phrase =>
                marked.Exists(text => Has(text, Fold.IgnoringTonePlacement(phrase), Denied)) || (SaysItWithoutMarks(phrase) && unmarked.Exists(text => Has(text, Fold.Text(phrase), DeniedUnmarked))))))
            .Where(match => match.Words is not null)
            .Select(match => new BlockedGoodsMatch(match.Good, match.Words!))];
    }

    private static bool Has(string text, string phrase, HashSet<string> denials)
    {
        var sought = $" {phrase} ";
        for (var at = text.IndexOf(sought, StringComparison.Ordinal); at >= 0; at = text.IndexOf(sought, at + 1, StringComparison.Ordinal))
        {
            var before = text[..at].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var denial = Array.FindLastIndex(before, denials.Contains);
            if (denial < 0 || denial < before.Length - WordsOfADenial || (denial + 1 < before.Length && NoDenial.Contains(before[denial + 1])) || NoDenial.Contains(phrase.Split(' ')[0]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Two words or more, or one long word.</summary>
    private static bool SaysSomething(string phrase) => phrase.Contains(' ', StringComparison.Ordinal) || phrase.Length >= ShortestSingleWord;

    /// <summary>Without its marks a short one may be any: "in may" is a month, "tra che co thu" tea.</summary>
    private static bool SaysItWithoutMarks(string phrase) => phrase.Count(char.IsLetter) >= ShortestSingleWord;

    /// <summary>What people write who sell it, and the parts of its names that say something by themselves.</summary>
    private static IEnumerable<string> Phrases(BlockedGood good) => good.Signs.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Concat(new[] { good.NameVi, good.NameEn }
        .SelectMany(name => name.Split(Breaks, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .SelectMany(part => part.Split(Joins, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Where(SaysSomething));
}
