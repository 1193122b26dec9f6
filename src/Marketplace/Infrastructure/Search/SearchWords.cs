using Marketplace.Domain.Common;

namespace Marketplace.Infrastructure.Search;

/// <summary>What someone typed, brought to words: letters and digits only, so no query language shows through.</summary>
internal sealed record SearchWords(string Typed, IReadOnlyList<string> Folded, IReadOnlyList<string> Marked)
{
    public const int LongestQuery = 200;
    private const int MostWords = 8;
    private const int LongestWord = 40;

    private const int MarkedWeight = 8;

    /// <summary>The beginning, the whole word and the name.</summary>
    private const int WholeName = 7;

    /// <summary>Whether that word was typed with accents, or everybody was typing without.</summary>
    public bool IsExact(int word) => ExactWeight < MarkedWeight || Marked[word] != Folded[word];

    public bool IsEmpty => Folded.Count == 0;

    /// <summary>
    /// What the exact accents count beside 4 for the name, 2 for the whole word and 1 for its beginning. Most people type without accents: "tho cam" means
    /// the cloth (thổ cẩm) before oranges (cam) grown by Thổ people, so for them it only decides among equals.
    /// </summary>
    public int ExactWeight => Folded.SequenceEqual(Marked) ? 3 : MarkedWeight;

    /// <summary>
    /// Who types "trà" means neither "trang" nor "tranh": where the accents are found as typed, others count only when a name has the whole words. Where they
    /// are found nowhere they were mistyped, and everything counts. Of words beside them without accents ("Hà Giang bag") the beginning is enough.
    /// </summary>
    public SearchHits Meant(SearchHits hits)
    {
        if (ExactWeight < MarkedWeight || !hits.Scores.Any(score => score >= MarkedWeight))
        {
            return hits;
        }

        List<int> ids = [], scores = [];
        for (var i = 0; i < hits.CardIds.Count; i++)
        {
            if (hits.Scores[i] >= WholeName)
            {
                ids.Add(hits.CardIds[i]);
                scores.Add(hits.Scores[i]);
            }
        }

        return new SearchHits(ids, scores);
    }

    public static SearchWords Of(string? typed)
    {
        var text = (typed ?? "").Trim();
        text = text.Length > LongestQuery ? text[..LongestQuery] : text;

        // The cut may leave half a surrogate pair, which is shown again.
        text = string.Concat(text.EnumerateRunes().Where(Letters.IsCharacter));
        // One split for both: what has no letter left without its marks (a mark alone, half an emoji) is no word.
        List<(string Folded, string Marked)> words =
        [
            .. Fold.WithTonesPlaced(text).Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(word => (Folded: Fold.Text(word).Replace(" ", "", StringComparison.Ordinal), Marked: word))
                .Where(word => word.Folded.Length > 0).Take(MostWords)
                .Select(word => (Cut(word.Folded), Cut(word.Marked))),
        ];
        return new SearchWords(text, words.ConvertAll(word => word.Folded), words.ConvertAll(word => word.Marked));
    }

    private static string Cut(string word) => word.Length > LongestWord ? word[..LongestWord] : word;
}
