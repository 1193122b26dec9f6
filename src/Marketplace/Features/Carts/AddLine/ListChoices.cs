using Marketplace.Domain.Catalog;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Carts.AddLine;

/// <summary>What there is to choose from of goods on sale; nothing for goods that are not.</summary>
public sealed record ListChoices(string Slug) : IQuery<GoodsToChoose?>;

public sealed record GoodsToChoose(string Slug, string NameVi, string NameEn, IReadOnlyList<Choice> Choices);

public sealed record Choice(VariantId Id, string NameVi, string NameEn, long PriceDong, bool IsSoldOut);

/// <summary>The form that asks for what was not chosen.</summary>
public sealed class ChoiceForm
{
    public required GoodsToChoose Goods { get; init; }

    public required string Quantity { get; init; }
}

internal sealed class ListChoicesHandler(MarketplaceDb db) : IRequestHandler<ListChoices, GoodsToChoose?>
{
    public async Task<GoodsToChoose?> Handle(ListChoices query, CancellationToken ct)
    {
        var goods = await (
            from product in db.Products.AsNoTracking().ForSale(db.Producers)
            where product.Slug == query.Slug
            select new { product.Id, product.Slug, product.NameVi, product.NameEn }).SingleOrDefaultAsync(ct);
        return goods is null
            ? null
            : new GoodsToChoose(goods.Slug, goods.NameVi, goods.NameEn, await (
                from variant in db.Variants.AsNoTracking()
                join stock in db.StockLevels on variant.Id equals stock.VariantId
                where variant.ProductId == goods.Id
                orderby variant.Position
                select new Choice(variant.Id, variant.NameVi, variant.NameEn, variant.PriceDong, stock.Available == 0)).ToListAsync(ct));
    }
}
