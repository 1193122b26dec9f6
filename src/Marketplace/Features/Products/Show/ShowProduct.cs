using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Features.Products.Reviews;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Search;
using Marketplace.Infrastructure.Web;

namespace Marketplace.Features.Products.Show;

internal sealed record ShowProduct(string Slug) : IQuery<ProductModel?>;

internal sealed record ProductModel(
    ProductId Id, ProducerId ProducerId, string Slug, string Name, SourceText Story, SourceText Materials, SourceText Care, string? Making, IReadOnlyList<DetailRow> Details, bool IsOnSale,
    bool IsInStock, bool IsMadeToOrder, long PriceDong, ForeignPrice? Foreign, IReadOnlyList<VariantRow> Variants, IReadOnlyList<PhotoRow> Photos,
    IReadOnlyList<Crumb> Crumbs, Delivery Delivery, OriginPanel Origin, IReadOnlyList<CertificateRow> Certificates, string? Lot, DateOnly? LotMadeOn,
    SellerBox Seller, IReadOnlyList<CardView> More, bool IsDemo, string Unit, string? NameLanguage, bool IsHandcrafted, bool MayBleed, RatingView Rating,
    IReadOnlyList<ReviewView> Reviews)
{
    public bool HasDearer => Variants.Any(variant => variant.PriceDong > PriceDong);
}

/// <summary>A text of the maker's, with the language it is in when that is not the reader's.</summary>
internal sealed record SourceText(string Text, string? ForeignLanguage, bool IsTranslated);

internal sealed record VariantRow(VariantId Id, string Name, string? NameLanguage, long PriceDong, int Available)
{
    private const int Few = 5;
    private const int MostAtOnce = 99;

    /// <summary>How many are left is told when it matters to whoever buys. Told always and read every day, it would be each maker's sales, which the public figures withhold.</summary>
    public string Left(string unit) => Available > Few ? Texts.Get("products.in-stock") : Texts.Get("products.left." + unit, Available);

    public int Most => Available > Few ? MostAtOnce : Available;
}

internal sealed record PhotoRow(MediaId Media, string Alt, string? AltLanguage, bool IsIllustration);

/// <summary>What the price comes to elsewhere, and the day of the rate.</summary>
internal sealed record ForeignPrice(Money Amount, DateOnly RateDay);

internal sealed record DetailRow(string Key, string Value);

internal sealed record Delivery(
    string From, long? LeastFeeDong, long? MostFeeDong, DateOnly? Soonest, DateOnly? Latest, bool IsAtHomeOnly, long? LeastAbroadDong, IReadOnlyList<string> NotTo);

internal sealed record OriginPanel(
    string Maker, string MakerSlug, LinkTo? People, string Commune, string? CommuneLanguage, LinkTo Province, int MakingDays, IReadOnlyList<LinkTo> Techniques, LineEconomics? Money,
    long? ReceivedPermille, SpokenStoryView? Voice);

internal sealed record LinkTo(string Slug, string Name, string? Language)
{
    public static LinkTo Of(ShopName? name) => new(name?.Slug ?? "", name?.Name ?? "", name?.ForeignLanguage);
}

internal sealed record CertificateRow(CertificateKind Kind, int? Stars, string Number, string Issuer, DateOnly ValidUntil);

/// <summary>Who sells, as the law asks to be told before buying.</summary>
internal sealed record SellerBox(string Name, ProducerKind Kind, string RegistrationNumber, string Address, string Phone, string Email);
