using Marketplace.Domain.Carts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Quoting;
using MediatR;

namespace Marketplace.Features.Carts.Show;

/// <summary>The cart at today's prices, sent to a place.</summary>
public sealed record ShowCart(CartId? CartId, ShipTo To) : IQuery<CartModel>
{
    /// <summary>Changing a line shows the same page again, from its own controller.</summary>
    public const string View = "/Features/Carts/Show/Index.cshtml";

}

public sealed record CartModel(Quote Quote, ShipTo To, IReadOnlyList<Place> Provinces, IReadOnlyList<string> Countries)
{
    /// <summary>What was typed where it was refused.</summary>
    public VariantId? TypedFor { get; init; }

    public string? Typed { get; init; }

    public bool IsEmpty => Quote.Parcels.Count == 0;

    public static string FieldOf(VariantId variant) => $"quantity-{variant.Value:N}";

    public string QuantityOf(QuotedLine line) => TypedFor == line.VariantId ? Typed ?? "" : line.Quantity.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

public sealed record Place(int Id, string Name);

internal sealed class ShowCartHandler(Quotes quotes, ShippingBook shippingBook, TimeProvider clock) : IRequestHandler<ShowCart, CartModel>
{
    public async Task<CartModel> Handle(ShowCart query, CancellationToken ct)
    {
        var quote = await quotes.For(query.CartId, query.To, clock.GetUtcNow(), ct);
        var book = await shippingBook.Open(ct);
        return new CartModel(
            quote, query.To,
            [.. book.ProvincesByName.Select(province => new Place(province.Id, province.Name))],
            [.. book.Destinations.Values.Where(destination => destination.IsOpen).Select(destination => destination.CountryCode)
                .OrderBy(country => Texts.Get("shipping.country." + country), StringComparer.Create(Languages.Culture(Languages.Current), ignoreCase: true))]);
    }
}
