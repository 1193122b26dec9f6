using Marketplace.Infrastructure.Data;

namespace Marketplace.Infrastructure.Search;

/// <summary>Cards that answer some words: parallel lists of card ids and scores (higher is better).</summary>
internal sealed record SearchHits(IReadOnlyList<int> CardIds, IReadOnlyList<int> Scores)
{
    public static SearchHits None { get; } = new([], []);
}

/// <summary>A word people could have meant, with its marks, and how many cards have it.</summary>
internal sealed record KnownWord(string Marked, int Cards);

/// <summary>Full-text search over the cards' folded text. Each database does it its own way.</summary>
internal interface ISearchIndex
{
    /// <summary>Makes what the generated migrations cannot: virtual tables and triggers. Safe to repeat.</summary>
    Task Prepare(MarketplaceDb db, CancellationToken ct);

    /// <summary>Follows cards that are about to be saved.</summary>
    Task Write(MarketplaceDb db, IReadOnlyList<ProductCard> cards, CancellationToken ct);

    Task<SearchHits> Find(MarketplaceDb db, SearchWords words, CancellationToken ct);

    /// <summary>Every word of listed cards, marks kept.</summary>
    Task<IReadOnlyList<KnownWord>> Vocabulary(MarketplaceDb db, CancellationToken ct);
}
