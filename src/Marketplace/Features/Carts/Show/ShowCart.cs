using Marketplace.Domain.Carts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Quoting;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Carts.Show;

/// <summary>The cart at today's prices, sent to a place. <paramref name="Refused"/> could not be put into it.</summary>
public sealed record ShowCart(CartId? CartId, ShipTo To, VariantId? Refused = null) : IQuery<CartModel>
{
    /// <summary>Changing a line shows the same page again, from its own controller.</summary>
    public const string View = "/Features/Carts/Show/Index.cshtml";
}

public sealed record CartModel(Quote Quote, ShipTo To, IReadOnlyList<Place> Provinces, IReadOnlyList<string> Countries)
{
    /// <summary>What was typed where it was refused.</summary>
    public VariantId? TypedFor { get; init; }

    public string? Typed { get; init; }

    /// <summary>The goods that could not be put in and do not lie here either: their page is where to try again.</summary>
    public RefusedGoods? Refused { get; init; }

    public bool Holds(VariantId variant) => Quote.Lines.Any(line => line.VariantId == variant);

    public bool IsEmpty => Quote.Parcels.Count == 0;

    public static string FieldOf(VariantId variant) => $"quantity-{variant.Value:N}";

    public string QuantityOf(QuotedLine line) => TypedFor == line.VariantId ? Typed ?? "" : line.Quantity.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

public sealed record RefusedGoods(string Slug, string NameVi, string NameEn);

public sealed record Place(int Id, string Name);

internal sealed class ShowCartHandler(MarketplaceDb db, Quotes quotes, ShippingBook shippingBook, TimeProvider clock) : IRequestHandler<ShowCart, CartModel>
{
    public async Task<CartModel> Handle(ShowCart query, CancellationToken ct)
    {
        var quote = await quotes.For(query.CartId, query.To, clock.GetUtcNow(), ct);
        var book = await shippingBook.Open(ct);
        var model = new CartModel(
            quote, query.To,
            [.. book.ProvincesByName.Select(province => new Place(province.Id, province.Name))],
            book.CountriesByName);
        return query.Refused is { } refused && !model.Holds(refused) ? model with { Refused = await Goods(refused, ct) } : model;
    }

    private Task<RefusedGoods?> Goods(VariantId id, CancellationToken ct) => (
        from product in db.Products.AsNoTracking().Listed(db.Producers)
        join variant in db.Variants on product.Id equals variant.ProductId
        where variant.Id == id
        select new RefusedGoods(product.Slug, product.NameVi, product.NameEn)).SingleOrDefaultAsync(ct);
}
