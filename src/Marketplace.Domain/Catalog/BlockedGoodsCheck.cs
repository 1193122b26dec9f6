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

    public static IReadOnlyList<BlockedGoodsMatch> FindIn(IEnumerable<BlockedGood> goods, params IEnumerable<string> texts)
    {
        // "Hoà" and "hòa" are one word, but "hoa chất" with its marks is not "hoá chất"; only what is typed without any marks is compared without them.
        var marked = texts.Select(text => $" {Fold.IgnoringTonePlacement(text)} ").ToList();
        var unmarked = marked.Where(text => $" {Fold.Text(text)} " == text).ToList();

        return [.. goods.GroupBy(good => good.Slug).Select(same => same.MaxBy(good => good.ValidFrom)!)
            .Select(good => (Good: good, Words: Phrases(good).FirstOrDefault(phrase =>
                marked.Exists(text => Has(text, Fold.IgnoringTonePlacement(phrase))) || unmarked.Exists(text => Has(text, Fold.Text(phrase))))))
            .Where(match => match.Words is not null)
            .Select(match => new BlockedGoodsMatch(match.Good, match.Words!))];
    }

    private static bool Has(string text, string phrase) => text.Contains($" {phrase} ", StringComparison.Ordinal);

    /// <summary>The parts of its names that say something by themselves: two words or more, or one long word.</summary>
    private static IEnumerable<string> Phrases(BlockedGood good) => new[] { good.NameVi, good.NameEn }
        .SelectMany(name => name.Split(Breaks, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .SelectMany(part => part.Split(Joins, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Where(phrase => phrase.Contains(' ', StringComparison.Ordinal) || phrase.Length >= ShortestSingleWord);
}
