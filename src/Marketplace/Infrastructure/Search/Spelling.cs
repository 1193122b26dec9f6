using System.Runtime.CompilerServices;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Data;

namespace Marketplace.Infrastructure.Search;

/// <summary>Knows the words of listed products and the nearest one to a word it does not know.</summary>
internal sealed class Spelling(ISearchIndex search, IServiceScopeFactory scopes, TimeProvider clock)
{
    private readonly Kept<Dictionary<string, KnownWord>> _byFolded = new(scopes, clock, TimeSpan.FromMinutes(10), (db, ct) => Read(search, db, ct));

    private const int LongestPhrase = 40;
    private static readonly ConditionalWeakTable<Names, Phrase[]> Phrases = [];

    /// <summary>Which of the words are known, and the words with unknown ones replaced by the nearest; nothing when no better words are near.</summary>
    public async Task<(IReadOnlyList<string> Known, string? Suggestion)> Check(SearchWords words, CancellationToken ct)
    {
        var vocabulary = await _byFolded.Get(ct);
        var known = new List<string>();
        var better = new List<string>();
        var changed = false;
        for (var i = 0; i < words.Folded.Count; i++)
        {
            var word = words.Folded[i];
            var marked = i < words.Marked.Count ? words.Marked[i] : word;
            if (vocabulary.ContainsKey(word))
            {
                known.Add(marked);
                better.Add(marked);
            }
            else if (Nearest(vocabulary, word) is { } near)
            {
                better.Add(near);
                changed = true;
            }
        }

        // Beside words kept as typed without marks, one with marks would be half of each.
        var isPlain = known.Count > 0 && words.Folded.SequenceEqual(words.Marked);
        return (known, changed ? string.Join(' ', isPlain ? better.Select(Fold.Text) : better) : null);
    }

    /// <summary>
    /// A name of a kind, craft, people or place that the words look like when read together: in Vietnamese one thing has several short words, each of which is
    /// some word even when it is mistyped ("thổ cẩn", "ca fe", "matong").
    /// </summary>
    /// <returns>Whether they are such a name, and otherwise the one they are near to, if any.</returns>
    public static (bool IsName, string? Near) NameLike(SearchWords words, Names names)
    {
        var typed = string.Concat(words.Folded.Select(Sounded));
        if (typed.Length is < 4 or > LongestPhrase)
        {
            return (false, null);
        }

        var (best, bestDistance) = ((string?)null, typed.Length < 9 ? 2 : 3);
        foreach (var (key, marked, spaced) in Phrases.GetValue(names, PhrasesIn))
        {
            if (spaced == string.Join(' ', words.Folded))
            {
                return (true, null);
            }

            if (Math.Abs(key.Length - typed.Length) < bestDistance && Distance(typed, key) is var distance && distance < bestDistance)
            {
                (best, bestDistance) = (marked, distance);
            }
        }

        return (false, best);
    }

    /// <summary>As it is said: many write f for ph.</summary>
    private static string Sounded(string word) => word.StartsWith('f') ? "ph" + word[1..] : word;

    /// <summary>Two to four words that stand together in a name.</summary>
    private static Phrase[] PhrasesIn(Names names) =>
    [
        .. from list in (NameList[])[names.Categories, names.Techniques, names.Peoples, names.Provinces]
           from name in list.All
           let words = Words(Fold.WithTonesPlaced(name.Vi))
           from start in Enumerable.Range(0, words.Length)
           from count in Enumerable.Range(2, 3)
           where start + count <= words.Length
           let some = words[start..(start + count)]
           let folded = some.Select(Fold.Text).ToArray()
           where folded.Sum(word => word.Length) is >= 4 and <= LongestPhrase
           group new Phrase(string.Concat(folded), string.Join(' ', some), string.Join(' ', folded)) by string.Concat(folded) into same
           select same.First(),
    ];

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private readonly record struct Phrase(string Key, string Marked, string Spaced);

    private static async Task<Dictionary<string, KnownWord>> Read(ISearchIndex search, MarketplaceDb db, CancellationToken ct)
    {
        var words = new Dictionary<string, KnownWord>(StringComparer.Ordinal);
        foreach (var word in await search.Vocabulary(db, ct))
        {
            var folded = Fold.Text(word.Marked);
            if (!words.TryGetValue(folded, out var rival) || rival.Cards < word.Cards)
            {
                words[folded] = word;
            }
        }

        return words;
    }

    private static string? Nearest(Dictionary<string, KnownWord> vocabulary, string word)
    {
        var most = word.Length switch { < 3 => 0, < 6 => 1, _ => 2 };
        var (best, bestDistance, bestCards) = ((string?)null, most + 1, 0);
        foreach (var (folded, known) in vocabulary)
        {
            if (Math.Abs(folded.Length - word.Length) <= most
                && Distance(word, folded) is var distance
                && (distance < bestDistance || (distance == bestDistance && distance <= most && known.Cards > bestCards)))
            {
                (best, bestDistance, bestCards) = (known.Marked, distance, known.Cards);
            }
        }

        return best;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours.</summary>
    internal static int Distance(string one, string other)
    {
        Span<int> before = stackalloc int[64];
        Span<int> last = stackalloc int[64];
        Span<int> row = stackalloc int[64];
        for (var j = 0; j <= other.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            last[..(other.Length + 1)].CopyTo(before);
            row[..(other.Length + 1)].CopyTo(last);
        }

        return last[other.Length];
    }
}
