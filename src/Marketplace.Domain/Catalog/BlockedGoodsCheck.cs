using Marketplace.Domain.Common;

namespace Marketplace.Domain.Catalog;

/// <summary>A blocked kind of goods whose words stand in a listing. A sign for people to look, not a verdict.</summary>
public sealed record BlockedGoodsMatch(BlockedGood Good, string Words);

/// <summary>Looks for the words of blocked goods in what makers write, and not where they say that it is none of them ("không dùng thuốc trừ sâu").</summary>
public static class BlockedGoodsCheck
{
    private const int ShortestSingleWord = 7;
    private const int ShortestOfSeveral = 6;

    /// <summary>A denial is at most so many words before what it denies.</summary>
    private const int WordsOfADenial = 3;

    private static readonly char[] Breaks = [',', '(', ')', ';', '/'];
    private static readonly string[] Joins = [" và ", " hoặc ", " and ", " or "];

    /// <summary>A denial ends with its sentence.</summary>
    private static readonly string[] Ends = [".", ";", ":", "!", "?", "\n", "\r", "(", ")", "–", "—", "…", " - ", "•", "|"];

    /// <summary>In a list what is denied of the first is denied of those that follow.</summary>
    private static readonly string[] Lists = [",", "/", .. Joins];

    /// <summary>In Vietnamese with its marks "no" is full and "chua" sour, so each way of writing has its own.</summary>
    private static readonly HashSet<string> Denied = [.. ((string[])["không", "chẳng", "chưa", "not", "without", "never"]).Select(Fold.IgnoringTonePlacement)];
    private static readonly HashSet<string> DeniedUnmarked = ["khong", "chang", "no", "not", "without", "never"];

    /// <summary>"Không chỉ chữa bệnh", "không khỏi hoàn tiền", "not only": a denial that denies nothing.</summary>
    private static readonly HashSet<string> NoDenial = [.. ((string[])["chỉ", "khỏi", "only"]).SelectMany(word => new[] { Fold.IgnoringTonePlacement(word), Fold.Text(word) })];

    public static IReadOnlyList<BlockedGoodsMatch> FindIn(IEnumerable<BlockedGood> goods, params IEnumerable<string> texts)
    {
        var sentences = texts.SelectMany(text => text.Split(Ends, StringSplitOptions.RemoveEmptyEntries)).Select(sentence => new Sentence(sentence)).ToList();
        return [.. goods.GroupBy(good => good.Slug).Select(same => same.MaxBy(good => good.ValidFrom)!)
            .Select(good => (Good: good, Phrases: Phrases(good).ToList()))
            .Select(one => (one.Good, Words: sentences.Select(sentence => sentence.Says(one.Phrases)).FirstOrDefault(words => words is not null)))
            .Where(match => match.Words is not null)
            .Select(match => new BlockedGoodsMatch(match.Good, match.Words!))];
    }

    /// <summary>Two words or more, or one long word.</summary>
    private static bool SaysSomething(string phrase) => phrase.Contains(' ', StringComparison.Ordinal) || phrase.Length >= ShortestSingleWord;

    /// <summary>Without its marks a short one may be any: "in may" is a month, "tra che co thu" tea.</summary>
    private static bool SaysItWithoutMarks(string phrase) =>
        phrase.Count(char.IsLetter) >= (phrase.Contains(' ', StringComparison.Ordinal) ? ShortestOfSeveral : ShortestSingleWord);

    /// <summary>What people write who sell it, and the parts of its names that say something by themselves.</summary>
    private static IEnumerable<string> Phrases(BlockedGood good) => good.Signs.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Concat(new[] { good.NameVi, good.NameEn }
        .SelectMany(name => name.Split(Breaks, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .SelectMany(part => part.Split(Joins, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Where(SaysSomething));

    /// <summary>"Hoà" and "hòa" are one word, but "hoa chất" with its marks is not "hoá chất"; only what is typed without any marks is compared without them.</summary>
    private sealed class Sentence(string text)
    {
        private readonly List<string> _parts = [.. text.Split(Lists, StringSplitOptions.RemoveEmptyEntries).Select(part => $" {Fold.IgnoringTonePlacement(part)} ")];
        private readonly bool _isUnmarked = Fold.IgnoringTonePlacement(text) == Fold.Text(text);

        /// <returns>The first of the phrases that it says of its goods; nothing where it says none, or only what they are not.</returns>
        public string? Says(List<string> phrases)
        {
            var isDenied = false;
            foreach (var part in _parts)
            {
                var wasDenied = isDenied;
                isDenied = false;
                foreach (var phrase in phrases)
                {
                    foreach (var before in Occurrences(part, phrase))
                    {
                        if (!Denies(before, phrase) && !(wasDenied && before.Length == 0))
                        {
                            return phrase;
                        }

                        isDenied = true;
                    }
                }
            }

            return null;
        }

        /// <summary>The words before the phrase, each time it stands there.</summary>
        private IEnumerable<string[]> Occurrences(string part, string phrase)
        {
            var exact = $" {Fold.IgnoringTonePlacement(phrase)} ";
            var sought = part.Contains(exact, StringComparison.Ordinal) ? exact : _isUnmarked && SaysItWithoutMarks(phrase) ? $" {Fold.Text(phrase)} " : null;
            for (var at = sought is null ? -1 : part.IndexOf(sought, StringComparison.Ordinal); at >= 0; at = part.IndexOf(sought!, at + 1, StringComparison.Ordinal))
            {
                yield return part[..at].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            }
        }

        private bool Denies(string[] before, string phrase)
        {
            // English stories name places with their marks: what an English phrase is denied by is English too.
            var denial = Array.FindLastIndex(before, (_isUnmarked || phrase.All(char.IsAscii) ? DeniedUnmarked : Denied).Contains);
            var first = denial + 1 < before.Length ? before[denial + 1] : Fold.IgnoringTonePlacement(phrase).Split(' ')[0];
            return denial >= 0 && denial >= before.Length - WordsOfADenial && !NoDenial.Contains(first);
        }
    }
}
