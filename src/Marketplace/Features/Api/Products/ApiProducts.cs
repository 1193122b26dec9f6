using System.ComponentModel;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;

namespace Marketplace.Features.Api.Products;

/// <summary>The filters of the list, by slug or code; all optional.</summary>
public sealed record ApiProductFilter(
    [property: Description("Words to search for, with or without accents.")] string? Q = null,
    [property: Description("Slugs of categories, any of them.")] string[]? Category = null,
    [property: Description("Slugs of peoples, any of them.")] string[]? People = null,
    [property: Description("Codes of provinces, two digits each, any of them.")] string[]? Province = null,
    [property: Description("Slugs of techniques, any of them.")] string[]? Technique = null,
    [property: Description("newest, price, soonest (to be sent) or best (match).")] string? Sort = null,
    [property: Description("Where the page before ended; next carries it.")] string? After = null)
{
    internal ListingInput ToInput() => ListingInput.From(new QueryCollection(new Dictionary<string, StringValues>
    {
        ["q"] = Q,
        ["category"] = Category,
        ["people"] = People,
        ["province"] = Province,
        ["technique"] = Technique,
        ["sort"] = Sort,
        ["after"] = After,
    }));

    /// <summary>A program must not take a wider answer for the one it asked for, so what a page would pass over is said here.</summary>
    internal IEnumerable<Refusal> Unknown(ListingInput input, Names names)
    {
        (string Field, string[]? Values, NameList Known)[] lists =
            [(nameof(Category), Category, names.Categories), (nameof(People), People, names.Peoples), (nameof(Province), Province, names.Provinces), (nameof(Technique), Technique, names.Techniques)];
        foreach (var (field, values, known) in lists)
        {
            if ((values ?? []).Where(value => !string.IsNullOrEmpty(value)).Distinct(StringComparer.Ordinal).Count() > ListingInput.MostValues)
            {
                yield return new Refusal("api.too-many", field, ListingInput.MostValues);
                continue;
            }

            foreach (var value in values ?? [])
            {
                if (!string.IsNullOrEmpty(value) && known[value] is null)
                {
                    yield return new Refusal("api.unknown", field, value);
                }
            }
        }

        if (!string.IsNullOrEmpty(Sort) && input.Sort is null)
        {
            yield return new Refusal("api.unknown", nameof(Sort), Sort);
        }

        if (!string.IsNullOrEmpty(After) && Keyset.Parse(After) is null)
        {
            yield return new Refusal("api.unknown", nameof(After), After);
        }
    }
}

/// <summary>A text as written in Vietnamese and, where translated, in English.</summary>
public sealed record ApiText(string Vi, [property: Description("Null where nobody has translated it.")] string? En)
{
    internal static ApiText Of(string vietnamese, string english) => new(vietnamese, english is "" ? null : english);
}

/// <summary>A product on sale. <c>PriceDong</c> is in whole đồng. <c>People</c> is named by the makers' consent only.</summary>
public sealed record ApiProduct(
    [property: Description("The product's name in addresses; stable.")] string Slug,
    ApiText Name,
    [property: Description("Price in whole đồng (VND), without shipping; the lowest where variants differ.")] long PriceDong,
    [property: Description("Slug of the category.")] string Category,
    [property: Description("Slug of the maker.")] string Maker,
    [property: Description("Slug of the people, where the makers consent to its being shown; otherwise null.")] string? People,
    [property: Description("Code of the province, two digits, such as 08; of the places of this API.")] string Province,
    [property: Description("Commune of production.")] ApiText Commune,
    [property: Description("Days from the order until it can be sent.")] int LeadTimeDays,
    [property: Description("Something can be bought now.")] bool InStock,
    [property: Description("Address of a picture; null without one.")] string? Image,
    [property: Description("The product's page.")] string Url,
    [property: Description("Invented for demonstration.")] bool IsDemo);

/// <summary>A product with what its page says.</summary>
public sealed record ApiProductDetail(
    ApiProduct Product,
    ApiText? Story,
    ApiText? Materials,
    [property: Description("Slugs of the techniques.")] IReadOnlyList<string> Techniques,
    [property: Description("What one is sold by: piece, pair, set, kg …")] string Unit,
    [property: Description("Weight of one in grams, packed.")] int WeightGrams,
    [property: Description("Addresses of its pictures, in order.")] IReadOnlyList<string> Images,
    [property: Description("Verified certificates in their days of validity.")] IReadOnlyList<ApiCertificate> Certificates);

/// <summary>A verified certificate in its days of validity.</summary>
public sealed record ApiCertificate(
    [property: Description("Ocop, GeographicalIndication or Organic.")] string Kind,
    [property: Description("Three to five, of OCOP certificates only.")] int? Stars,
    string Number,
    string Issuer,
    [property: Description("Last day of validity.")] DateOnly ValidUntil);

internal sealed record ListApiProducts(ApiProductFilter Filter, string Origin) : IQuery<Result<ApiPage<ApiProduct>>>;

internal sealed record ShowApiProduct(string Slug, string Origin) : IQuery<ApiProductDetail?>;

internal sealed class ApiProductsHandler(MarketplaceDb db, CatalogIndex index, ShopNames shopNames, ShelfReader listings, TimeProvider clock)
    : IRequestHandler<ListApiProducts, Result<ApiPage<ApiProduct>>>, IRequestHandler<ShowApiProduct, ApiProductDetail?>
{
    public async Task<Result<ApiPage<ApiProduct>>> Handle(ListApiProducts query, CancellationToken ct)
    {
        var names = await shopNames.Get(ct);
        var input = query.Filter.ToInput();
        if (query.Filter.Unknown(input, names).ToList() is { Count: > 0 } unknown)
        {
            return new Result<ApiPage<ApiProduct>>(null, unknown);
        }

        var page = await listings.Page(new ListingRequest("/api/v1/products", input), ct);
        var rows = (await Rows(db.Set<ProductCard>().Where(card => page.CardIds.Contains(card.Id) && card.IsListed)).ToListAsync(ct)).ToDictionary(row => row.Id);
        return new ApiPage<ApiProduct>(
            [.. page.CardIds.Where(rows.ContainsKey).Select(id => Product(rows[id], names, query.Origin))],
            page.Next is { } next ? query.Origin + input.At(next, null).Url("/api/v1/products") : null);
    }

    public async Task<ApiProductDetail?> Handle(ShowApiProduct query, CancellationToken ct)
    {
        await index.Ready(ct);
        var row = await Rows(db.Set<ProductCard>().Where(card => card.Slug == query.Slug && card.IsListed)).FirstOrDefaultAsync(ct);
        if (row is null)
        {
            return null;
        }

        var names = await shopNames.Get(ct);
        var today = clock.GetUtcNow().VietnamDay();
        var product = await db.Products.AsNoTracking().Where(found => found.Id == row.ProductId)
            .Select(found => new { found.StoryVi, found.StoryEn, found.MaterialsVi, found.MaterialsEn, found.Unit, found.WeightGrams }).SingleAsync(ct);
        var images = await (
            from photo in db.Set<ProductPhoto>().AsNoTracking()
            where EF.Property<ProductId>(photo, "ProductId") == row.ProductId
            join media in db.MediaItems on photo.MediaId equals media.Id
            where media.State == MediaState.Ready
            orderby photo.Position
            select media.Id).ToListAsync(ct);
        var techniques = await db.Set<ProductTechnique>().AsNoTracking().Where(technique => EF.Property<ProductId>(technique, "ProductId") == row.ProductId)
            .Select(technique => technique.TechniqueId).ToListAsync(ct);
        var certificates = await db.Certificates.AsNoTracking()
            .Where(certificate => certificate.ProductId == row.ProductId || (certificate.ProducerId == row.ProducerId && certificate.ProductId == null)).ToListAsync(ct);

        return new ApiProductDetail(
            Product(row, names, query.Origin), Text(product.StoryVi, product.StoryEn), Text(product.MaterialsVi, product.MaterialsEn),
            [.. techniques.Select(id => names.Techniques[id]?.Slug).OfType<string>()], product.Unit, product.WeightGrams,
            [.. images.Select(id => Image(id, query.Origin, 960))],
            [.. certificates.Where(certificate => certificate.IsShownOn(today)).Select(certificate => new ApiCertificate(
                certificate.Kind.ToString(), certificate.Stars, certificate.Number, certificate.Issuer, certificate.ValidUntil))]);
    }

    private IQueryable<Row> Rows(IQueryable<ProductCard> cards) => cards.AsNoTracking().Select(card => new Row
    {
        Id = card.Id,
        ProductId = card.ProductId,
        ProducerId = card.ProducerId,
        Slug = card.Slug,
        NameVi = card.NameVi,
        NameEn = card.NameEn,
        PriceDong = card.PriceDong,
        CategoryId = card.CategoryId,
        ProducerSlug = card.ProducerSlug,
        PeopleId = card.PeopleId,
        HasConsent = db.Consents.ShowingPeople().Any(consent => consent.ProducerId == card.ProducerId),
        ProvinceId = card.ProvinceId,
        CommuneVi = card.CommuneVi,
        CommuneEn = card.CommuneEn,
        LeadTimeDays = card.LeadTimeDays,
        IsInStock = !db.Producers.Any(producer => producer.Id == card.ProducerId && producer.IsPaused)
            && db.Variants.Any(variant => variant.ProductId == card.ProductId && db.StockLevels.Any(stock => stock.VariantId == variant.Id && stock.Available > 0)),
        MediaId = card.MediaId,
        IsReady = db.MediaItems.Any(media => media.Id == card.MediaId && media.State == MediaState.Ready),
        IsDemo = card.IsDemo,
    });

    private static ApiProduct Product(Row row, Names names, string origin) => new(
        row.Slug, ApiText.Of(row.NameVi, row.NameEn), row.PriceDong, names.Categories[row.CategoryId]?.Slug ?? "", row.ProducerSlug,
        row is { HasConsent: true, PeopleId: { } people } ? names.Peoples[people]?.Slug : null,
        names.Provinces[row.ProvinceId]?.Slug ?? "", ApiText.Of(row.CommuneVi, row.CommuneEn), row.LeadTimeDays, row.IsInStock,
        row is { IsReady: true, MediaId: { } media } ? Image(media, origin, 640) : null, $"{origin}/p/{row.Slug}", row.IsDemo);

    private static string Image(MediaId media, string origin, int width) => $"{origin}/media/{media.Value:N}/{width}.jpg";

    private static ApiText? Text(string vietnamese, string english) => vietnamese is "" && english is "" ? null : ApiText.Of(vietnamese, english);

    private sealed class Row
    {
        public int Id { get; init; }
        public ProductId ProductId { get; init; }
        public ProducerId ProducerId { get; init; }
        public string Slug { get; init; } = "";
        public string NameVi { get; init; } = "";
        public string NameEn { get; init; } = "";
        public long PriceDong { get; init; }
        public int CategoryId { get; init; }
        public string ProducerSlug { get; init; } = "";
        public int? PeopleId { get; init; }
        public bool HasConsent { get; init; }
        public int ProvinceId { get; init; }
        public string CommuneVi { get; init; } = "";
        public string CommuneEn { get; init; } = "";
        public int LeadTimeDays { get; init; }
        public bool IsInStock { get; init; }
        public MediaId? MediaId { get; init; }
        public bool IsReady { get; init; }
        public bool IsDemo { get; init; }
    }
}
