using Marketplace.Domain.Catalog;
using Marketplace.Domain.Media;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.List;

/// <summary>Everything a producer offers or prepares, newest first.</summary>
public sealed record ListListings(ProducerId Producer, int Page) : IQuery<ListingListModel>;

public sealed record ListingListModel(string Slug, int Page, bool HasMore, IReadOnlyList<ListingRow> Rows);

public sealed record ListingRow(ProductId Id, string NameVi, string NameEn, ProductStatus Status, long PriceDong, int Available, MediaId? Photo)
{
    public bool IsSoldOut => Status == ProductStatus.Published && Available == 0;
}

internal sealed class ListListingsHandler(MarketplaceDb db) : IRequestHandler<ListListings, ListingListModel>
{
    private const int PerPage = 30;

    public async Task<ListingListModel> Handle(ListListings query, CancellationToken ct)
    {
        var page = Math.Clamp(query.Page, 1, 1000);
        var slug = await db.Producers.Where(producer => producer.Id == query.Producer).Select(producer => producer.Slug).SingleAsync(ct);
        var rows = await db.Products.AsNoTracking().SoldBy(query.Producer)
            .OrderByDescending(product => product.CreatedAt).ThenBy(product => product.Id)
            .Skip((page - 1) * PerPage).Take(PerPage + 1)
            .Select(product => new ListingRow(
                product.Id, product.NameVi, product.NameEn, product.Status, product.PriceDong,
                product.Variants.Join(db.StockLevels, variant => variant.Id, stock => stock.VariantId, (_, stock) => stock.Available).Sum(),
                product.Photos.OrderBy(photo => photo.Position).Select(photo => (MediaId?)photo.MediaId).FirstOrDefault()))
            .ToListAsync(ct);

        return new ListingListModel(slug, page, rows.Count > PerPage, [.. rows.Take(PerPage)]);
    }
}
