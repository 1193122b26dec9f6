using System.Text.Json.Nodes;
using Marketplace.Domain.Common;
using Microsoft.AspNetCore.Html;

namespace Marketplace.Features.Products.Show;

/// <summary>The product as schema.org describes it, for search engines. A data block, which the content security policy does not stop.</summary>
internal static class ProductJsonLd
{
    /// <summary>As an element of a view the plus sign of its type would be escaped, which not every crawler reads.</summary>
    public static IHtmlContent Element(ProductModel model, string origin, string address) =>
        new HtmlString($"<script type=\"application/ld+json\">{Write(model, origin, address)}</script>");

    /// <summary>The default encoder writes &lt;, &gt; and &amp; as escapes, so no text of a maker's can close the script element.</summary>
    private static string Write(ProductModel model, string origin, string address)
    {
        var url = origin + address;
        var product = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Product",
            ["name"] = model.Name,
            ["sku"] = model.Slug,
            ["url"] = url,
            ["description"] = model.Story.Text is "" ? model.Name : model.Story.Text,
            ["brand"] = new JsonObject { ["@type"] = "Brand", ["name"] = model.Seller.Name },
            ["countryOfOrigin"] = "VN",
            ["offers"] = Offers(model, url),
        };
        if (model.Photos.Count > 0)
        {
            product["image"] = new JsonArray([.. model.Photos.Select(photo => JsonValue.Create($"{origin}/media/{photo.Media.Value:N}/960.jpg"))]);
        }

        if (model.Materials.Text is not "")
        {
            product["material"] = model.Materials.Text;
        }

        return product.ToJsonString();
    }

    private static JsonObject Offers(ProductModel model, string url)
    {
        var isAvailable = model is { IsOnSale: true, IsInStock: true };
        var availability = "https://schema.org/" + (isAvailable ? model.IsMadeToOrder ? "MadeToOrder" : "InStock" : "OutOfStock");
        var seller = new JsonObject { ["@type"] = "Organization", ["name"] = model.Seller.Name };
        var prices = model.Variants.Select(variant => variant.PriceDong).DefaultIfEmpty(model.PriceDong).ToList();
        return prices.Min() == prices.Max()
            ? new JsonObject
            {
                ["@type"] = "Offer",
                ["url"] = url,
                ["price"] = prices[0],
                ["priceCurrency"] = Currency.Vnd.Code,
                ["availability"] = availability,
                ["itemCondition"] = "https://schema.org/NewCondition",
                ["seller"] = seller,
            }
            : new JsonObject
            {
                ["@type"] = "AggregateOffer",
                ["url"] = url,
                ["lowPrice"] = prices.Min(),
                ["highPrice"] = prices.Max(),
                ["offerCount"] = prices.Count,
                ["priceCurrency"] = Currency.Vnd.Code,
                ["availability"] = availability,
                ["seller"] = seller,
            };
    }
}
