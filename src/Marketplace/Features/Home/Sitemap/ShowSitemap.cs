using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Home.Sitemap;

/// <summary>How many product files there are.</summary>
internal sealed record CountSitemaps : IQuery<int>;

/// <summary>Addresses of lists, makers, places; without the language prefix.</summary>
internal sealed record ListPages : IQuery<IReadOnlyList<SitemapRow>>;

/// <summary>Addresses of one file's products.</summary>
internal sealed record ListProductPages(int Number) : IQuery<IReadOnlyList<SitemapRow>>;

internal sealed record SitemapRow(string Path, DateTimeOffset? ChangedAt);

internal sealed class SitemapHandler(MarketplaceDb db, ShopNames shopNames)
    : IRequestHandler<CountSitemaps, int>, IRequestHandler<ListPages, IReadOnlyList<SitemapRow>>, IRequestHandler<ListProductPages, IReadOnlyList<SitemapRow>>
{
    /// <summary>A file may hold 50,000 addresses; each product has three, one in each language.</summary>
    private const int CardsInFile = 10_000;

    public async Task<int> Handle(CountSitemaps query, CancellationToken ct) =>
        (await db.Set<ProductCard>().MaxAsync(card => (int?)card.Id, ct) ?? 0) / CardsInFile + 1;

    public async Task<IReadOnlyList<SitemapRow>> Handle(ListPages query, CancellationToken ct)
    {
        var names = await shopNames.Get(ct);
        var makers = await db.Producers.AsNoTracking().Where(producer => producer.Status == ProducerStatus.Verified)
            .OrderBy(producer => producer.Slug).Select(producer => producer.Slug).Take(CardsInFile).ToListAsync(ct);
        string[] pages =
        [
            "/", "/products", "/crafts", "/peoples", "/provinces", "/makers", "/terms",
            .. names.Categories.All.Select(category => $"/c/{category.Slug}"),
            .. names.Techniques.All.Select(craft => $"/crafts/{craft.Slug}"),
            .. names.Peoples.All.Select(people => $"/peoples/{people.Slug}"),
            .. names.Provinces.All.Select(province => $"/provinces/{province.Slug}"),
            .. makers.Select(slug => $"/makers/{slug}"),
        ];
        return [.. pages.Select(page => new SitemapRow(page, null))];
    }

    public async Task<IReadOnlyList<SitemapRow>> Handle(ListProductPages query, CancellationToken ct)
    {
        var first = query.Number * CardsInFile;
        return await db.Set<ProductCard>().AsNoTracking()
            .Where(card => card.Id >= first && card.Id < first + CardsInFile && card.IsListed
                && !db.Producers.Any(producer => producer.Id == card.ProducerId && producer.IsPaused))
            .OrderBy(card => card.Id).Select(card => new SitemapRow("/p/" + card.Slug, card.ChangedAt)).ToListAsync(ct);
    }
}
