using System.Buffers;
using System.Text;
using System.Text.Json;
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
        var written = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(written))
        {
            json.WriteStartObject();
            json.WriteString("@context", "https://schema.org");
            json.WriteString("@type", "Product");
            json.WriteString("name", model.Name);
            json.WriteString("sku", model.Slug);
            json.WriteString("url", url);
            json.WriteString("description", model.Story.Text is "" ? model.Name : model.Story.Text);
            WriteNamed(json, "brand", "Brand", model.Seller.Name);
            json.WriteString("countryOfOrigin", "VN");
            WriteOffers(json, model, url);
            WriteRating(json, model);
            if (model.Photos.Count > 0)
            {
                json.WriteStartArray("image");
                foreach (var photo in model.Photos)
                {
                    json.WriteStringValue($"{origin}/media/{photo.Media.Value:N}/960.jpg");
                }

                json.WriteEndArray();
            }

            if (model.Materials.Text is not "")
            {
                json.WriteString("material", model.Materials.Text);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(written.WrittenSpan);
    }

    private static void WriteOffers(Utf8JsonWriter json, ProductModel model, string url)
    {
        var isAvailable = model is { IsOnSale: true, IsInStock: true };
        var prices = model.Variants.Select(variant => variant.PriceDong).DefaultIfEmpty(model.PriceDong).ToList();
        var (lowest, highest) = (prices.Min(), prices.Max());
        json.WriteStartObject("offers");
        json.WriteString("@type", lowest == highest ? "Offer" : "AggregateOffer");
        json.WriteString("url", url);
        if (lowest == highest)
        {
            json.WriteNumber("price", lowest);
            json.WriteString("itemCondition", "https://schema.org/NewCondition");
        }
        else
        {
            json.WriteNumber("lowPrice", lowest);
            json.WriteNumber("highPrice", highest);
            json.WriteNumber("offerCount", prices.Count);
        }

        json.WriteString("priceCurrency", Currency.Vnd.Code);
        json.WriteString("availability", "https://schema.org/" + (isAvailable ? model.IsMadeToOrder ? "MadeToOrder" : "InStock" : "OutOfStock"));
        WriteNamed(json, "seller", "Organization", model.Seller.Name);
        json.WriteEndObject();
    }

    private static void WriteRating(Utf8JsonWriter json, ProductModel model)
    {
        if (model.Rating.Reviews > 0)
        {
            json.WriteStartObject("aggregateRating");
            json.WriteString("@type", "AggregateRating");
            json.WriteNumber("ratingValue", model.Rating.Tenths / 10m);
            json.WriteNumber("reviewCount", model.Rating.Reviews);
            json.WriteEndObject();
        }
    }

    private static void WriteNamed(Utf8JsonWriter json, string property, string type, string name)
    {
        json.WriteStartObject(property);
        json.WriteString("@type", type);
        json.WriteString("name", name);
        json.WriteEndObject();
    }
}
