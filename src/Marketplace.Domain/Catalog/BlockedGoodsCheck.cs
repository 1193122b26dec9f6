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

    /// <summary>"Không dùng thuốc trừ sâu", "no pesticide": said of what it is not.</summary>
    private static readonly HashSet<string> Denied = [.. ((string[])["không", "chẳng", "chưa", "no", "not", "without", "never"]).SelectMany(word => new[] { Fold.IgnoringTonePlacement(word), Fold.Text(word) })];

    private const int WordsOfADenial = 3;

    public static IReadOnlyList<BlockedGoodsMatch> FindIn(IEnumerable<BlockedGood> goods, params IEnumerable<string> texts)
    {
        // "Hoà" and "hòa" are one word, but "hoa chất" with its marks is not "hoá chất"; only what is typed without any marks is compared without them.
        var marked = texts.Select(text => $" {Fold.IgnoringTonePlacement(text)} ").ToList();
        var unmarked = marked.Where(text => $" {Fold.Text(text)} " == text).ToList();

        return [.. goods.GroupBy(good => good.Slug).Select(same => same.MaxBy(good => good.ValidFrom)!)
            .Select(good => (Good: good, Words: Phrases(good).FirstOrDefault(phrase =>
                marked.Exists(text => Has(text, Fold.IgnoringTonePlacement(phrase))) || (SaysSomething(phrase) && unmarked.Exists(text => Has(text, Fold.Text(phrase)))))))
            .Where(match => match.Words is not null)
            .Select(match => new BlockedGoodsMatch(match.Good, match.Words!))];
    }

    private static bool Has(string text, string phrase)
    {
        var sought = $" {phrase} ";
        for (var at = text.IndexOf(sought, StringComparison.Ordinal); at >= 0; at = text.IndexOf(sought, at + 1, StringComparison.Ordinal))
        {
            if (!text[..at].Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeLast(WordsOfADenial).Any(word => Denied.Contains(word)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Two words or more, or one long word; a short one without its marks may be any.</summary>
    private static bool SaysSomething(string phrase) => phrase.Contains(' ', StringComparison.Ordinal) || phrase.Length >= ShortestSingleWord;

    /// <summary>What people write who sell it, and the parts of its names that say something by themselves.</summary>
    private static IEnumerable<string> Phrases(BlockedGood good) => good.Signs.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Concat(new[] { good.NameVi, good.NameEn }
        .SelectMany(name => name.Split(Breaks, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .SelectMany(part => part.Split(Joins, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Where(SaysSomething));
}
