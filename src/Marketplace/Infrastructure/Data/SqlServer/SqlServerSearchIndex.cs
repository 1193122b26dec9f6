using Marketplace.Infrastructure.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Infrastructure.Data.SqlServer;

/// <summary>One word of one card. An ordinary indexed table, because SQL Server's full-text feature is an optional install that splits đ and accents its own way.</summary>
internal sealed class SearchToken
{
    public const int Longest = 40;

    public long Id { get; private set; }

    public required int CardId { get; init; }

    /// <summary>Without marks.</summary>
    public required string Folded { get; init; }

    /// <summary>With marks.</summary>
    public required string Marked { get; init; }

    public required bool IsName { get; init; }

    public static void Configure(EntityTypeBuilder<SearchToken> builder)
    {
        builder.ToTable("SearchTokens");
        builder.Property(token => token.Folded).HasMaxLength(Longest).UseCollation("Latin1_General_100_BIN2");
        builder.Property(token => token.Marked).HasMaxLength(Longest).UseCollation("Latin1_General_100_BIN2");
        builder.HasIndex(token => new { token.Folded, token.CardId });
        builder.HasIndex(token => token.CardId);
        builder.HasOne<ProductCard>().WithMany().HasForeignKey(token => token.CardId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>Prefix search over the token table.</summary>
internal sealed class SqlServerSearchIndex : ISearchIndex
{
    public Task Prepare(MarketplaceDb db, CancellationToken ct) => Task.CompletedTask;

    public async Task Write(MarketplaceDb db, IReadOnlyList<ProductCard> cards, CancellationToken ct)
    {
        var ids = cards.Select(card => card.Id).ToList();
        await db.Set<SearchToken>().Where(token => ids.Contains(token.CardId)).ExecuteDeleteAsync(ct);
        foreach (var card in cards.Where(card => card.IsListed))
        {
            db.AddRange(Tokens(card));
        }
    }

    public async Task<SearchHits> Find(MarketplaceDb db, SearchWords words, CancellationToken ct)
    {
        var scores = new Dictionary<int, int>();
        for (var i = 0; i < words.Folded.Count; i++)
        {
            var word = words.Folded[i];
            var marked = words.Marked[i];
            var found = await Matching(db, word, words.IsExact(i) ? marked : null, words.ExactWeight).ToDictionaryAsync(hit => hit.CardId, hit => hit.Score, ct);
            scores = i == 0 ? found : scores.Where(pair => found.ContainsKey(pair.Key)).ToDictionary(pair => pair.Key, pair => Math.Min(pair.Value, found[pair.Key]));
        }

        return new SearchHits([.. scores.Keys], [.. scores.Values]);
    }

    public async Task<IReadOnlyList<KnownWord>> Vocabulary(MarketplaceDb db, CancellationToken ct) =>
        await db.Set<SearchToken>().GroupBy(token => token.Marked).Select(group => new KnownWord(group.Key, group.Count())).ToListAsync(ct);

    /// <param name="db">Where.</param>
    /// <param name="word">Without marks.</param>
    /// <param name="marked">As it was typed; nothing where any accents will do.</param>
    /// <param name="exact">What the accents count.</param>
    internal static IQueryable<Hit> Matching(MarketplaceDb db, string word, string? marked, int exact) => db.Set<SearchToken>()
        .Where(token => token.Folded.StartsWith(word))
        .GroupBy(token => token.CardId)
        .Select(group => new Hit
        {
            CardId = group.Key,
            Score = group.Max(token => (marked == null || token.Marked == marked ? exact : 0) + (token.IsName ? 4 : 0) + (token.Folded == word ? 2 : 0) + 1),
        });

    private static IEnumerable<SearchToken> Tokens(ProductCard card)
    {
        var name = card.SearchName.Split(' ').ToHashSet(StringComparer.Ordinal);
        return card.SearchMarked.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Length > SearchToken.Longest ? word[..SearchToken.Longest] : word)
            .Distinct(StringComparer.Ordinal)
            .Select(marked => (Marked: marked, Folded: Domain.Common.Fold.Text(marked)))
            .Where(word => word.Folded.Length > 0)
            .Select(word => new SearchToken { CardId = card.Id, Folded = word.Folded, Marked = word.Marked, IsName = name.Contains(word.Folded) });
    }

    internal sealed class Hit
    {
        public int CardId { get; init; }

        public int Score { get; init; }
    }
}
