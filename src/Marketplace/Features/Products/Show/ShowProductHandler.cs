using System.Globalization;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Rules;
using Marketplace.Features.Products.Reviews;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Rules;
using Marketplace.Infrastructure.Search;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Marketplace.Features.Products.Show;

internal sealed class ShowProductHandler(
    MarketplaceDb db, CatalogIndex index, ShopNames shopNames, CardReader cards, RuleBook ruleBook, DeliveryPrices prices, IOptions<SiteOptions> site, TimeProvider clock)
    : IRequestHandler<ShowProduct, ProductModel?>
{
    private const int More = 4;
    private const int NewestReviews = 3;

    public async Task<ProductModel?> Handle(ShowProduct query, CancellationToken ct)
    {
        var day = clock.GetUtcNow().VietnamDay();
        if (await ProductRows.BySlug(db, query.Slug, day) is not { } row)
        {
            return null;
        }

        await index.Ready(ct);
        var names = await shopNames.Get(ct);
        var rules = await ruleBook.On(day, ct);
        var variants = await Variants(row.Id, ct);
        var available = variants.Sum(variant => (long)variant.Available);
        var isOnSale = row is { Status: ProductStatus.Published, IsPaused: false };
        var category = names.Categories[row.CategoryId];
        var isHandcrafted = row.Method is not "machine" && category is not { IsCraft: false };

        return new ProductModel(
            row.Id, row.ProducerId, row.Slug, Languages.Pick(row.NameVi, row.NameEn), Source(row.StoryVi, row.StoryEn),
            Source(row.MaterialsVi, row.MaterialsEn), Source(row.CareVi, row.CareEn), Making(row), Details(row),
            isOnSale, available > 0, row.Supply == SupplyKind.MadeToOrder, row.PriceDong, Foreign(rules, row.PriceDong), variants,
            await Photos(row, ct), Crumbs(category, names, row), await DeliveryOf(row, names, day, ct), OriginOf(row, names, rules),
            row.HasCertificate ? await Certificates(row, day, ct) : [], row.LotCode, row.LotMadeOn,
            SellerOf(row, names), await MoreLikeIt(row, ct), row.IsDemo, row.Unit, Source(row.NameVi, row.NameEn).ForeignLanguage,
            isHandcrafted, isHandcrafted && IsCloth(category, names), new RatingView(row.Reviews, row.Stars), row.Reviews > 0 ? await db.NewestReviews(row.Id, NewestReviews, ct) : []);
    }

    private async Task<List<VariantRow>> Variants(ProductId id, CancellationToken ct)
    {
        var variants = new List<VariantRow>();
        await foreach (var variant in ProductRows.Variants(db, id).WithCancellation(ct))
        {
            variants.Add(new VariantRow(variant.Id, Languages.Pick(variant.NameVi, variant.NameEn), Languages.Foreign(variant.NameEn), variant.PriceDong, variant.Available));
        }

        return variants;
    }

    private async Task<List<PhotoRow>> Photos(ProductRows.Row row, CancellationToken ct)
    {
        var photos = new List<PhotoRow>();
        await foreach (var photo in ProductRows.Photos(db, row.Id).WithCancellation(ct))
        {
            var english = photo.AltEn is "" ? row.NameEn : photo.AltEn;
            photos.Add(new PhotoRow(photo.Media, Languages.Pick(photo.AltVi is "" ? row.NameVi : photo.AltVi, english), Languages.Foreign(english), photo.IsIllustration));
        }

        return photos;
    }

    private async Task<List<CertificateRow>> Certificates(ProductRows.Row row, DateOnly day, CancellationToken ct)
    {
        var certificates = new List<CertificateRow>();
        await foreach (var certificate in ProductRows.Certificates(db, row.Id, row.ProducerId, day).WithCancellation(ct))
        {
            if (certificate.IsShownOn(day))
            {
                certificates.Add(new CertificateRow(certificate.Kind, certificate.Stars, certificate.Number, certificate.Issuer, certificate.ValidUntil));
            }
        }

        return certificates;
    }

    /// <summary>The maker's own, then of the same people, then of the same province; what can be bought comes first.</summary>
    private async Task<IReadOnlyList<CardView>> MoreLikeIt(ProductRows.Row row, CancellationToken ct)
    {
        var ids = index.Find(new CatalogQuery([], Size: More + 1, Producer: row.ProducerId)).CardIds;
        foreach (var (facet, value) in (IEnumerable<(Facet, int?)>)[(Facet.People, row.HasConsent ? row.PeopleId : null), (Facet.Province, row.ProvinceId)])
        {
            if (ids.Count <= More && value is { } shared)
            {
                ids = [.. ids.Concat(index.Find(new CatalogQuery([new FacetChoice(facet, [shared], IsScope: true)], Size: More + 1)).CardIds).Distinct().Take(More + 2)];
            }
        }

        var views = await cards.Read(ids, ct);
        return [.. views.Where(card => card.Slug != row.Slug).OrderByDescending(card => card is { IsInStock: true, IsOnBreak: false }).Take(More)];
    }

    private async Task<Delivery> DeliveryOf(ProductRows.Row row, Names names, DateOnly day, CancellationToken ct)
    {
        var (home, abroad) = await prices.For(row.WeightGrams, day, ct);
        return new Delivery(
            Place(row.HomeVi, row.HomeEn, row.HomeProvinceId, names), home?.LeastDong, home?.MostDong,
            home is null ? null : day.AddDays(row.LeadTimeDays + home.MinDays), home is null ? null : day.AddDays(row.LeadTimeDays + home.MaxDays),
            names.Categories[row.CategoryId]?.IsAtHomeOnly == true, abroad?.LeastDong,
            [.. (names.Categories[row.CategoryId]?.NotTo ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries).Concat(site.Value.EuResponsiblePerson is "" ? ["EU"] : []).Distinct()
                .Select(code => "shipping.country." + code).Where(Texts.Has).Select(key => Texts.Get(key))]);
    }

    private static OriginPanel OriginOf(ProductRows.Row row, Names names, RulesInForce rules)
    {
        var province = row.ProvinceId is { } provinceId ? names.Provinces[provinceId] : null;
        var people = row is { HasConsent: true, PeopleId: { } peopleId } ? names.Peoples[peopleId] : null;
        var money = rules.HasFees && row.PriceDong > 0 ? rules.Line(row.ProducerKind, row.Region, isExport: false, row.PriceDong, 1) : null;
        return new OriginPanel(
            Languages.Pick(row.ProducerVi, row.ProducerEn), row.ProducerSlug, people is null ? null : LinkTo.Of(people),
            Languages.Pick(row.CommuneVi, row.CommuneEn), Languages.Foreign(row.CommuneEn), LinkTo.Of(province), row.LeadTimeDays,
            [.. Techniques(row.Techniques).Select(id => names.Techniques[id]).OfType<ShopName>().Select(LinkTo.Of)],
            money, money is null ? null : money.ReceivedDong * 1000 / money.GoodsDong, SpokenStoryView.Of(row.Voice));
    }

    private static IEnumerable<int> Techniques(string? ids) =>
        (ids ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture));

    private static SellerBox SellerOf(ProductRows.Row row, Names names)
    {
        var place = Place(row.HomeVi, row.HomeEn, row.HomeProvinceId, names);
        return new SellerBox(row.ProducerVi, row.ProducerKind, row.RegistrationNumber, row.AddressLine is "" ? place : $"{row.AddressLine}, {place}", row.Phone, row.Email);
    }

    private static string Place(string communeVi, string communeEn, int? provinceId, Names names)
    {
        var province = provinceId is { } id ? names.Provinces[id]?.Name : null;
        var commune = Languages.Pick(communeVi, communeEn);
        return province is null ? commune : $"{commune}, {province}";
    }

    private static bool IsCloth(ShopName? category, Names names) =>
        (category?.ParentId is { } parent ? names.Categories[parent] : category)?.Slug == "textiles";

    private static List<Crumb> Crumbs(ShopName? category, Names names, ProductRows.Row row)
    {
        List<Crumb> crumbs = [new(Texts.Get("products.home"), "~/")];
        if (category?.ParentId is { } parentId && names.Categories[parentId] is { } parent)
        {
            crumbs.Add(new Crumb(parent.Name, $"~/c/{parent.Slug}", parent.ForeignLanguage));
        }

        if (category is not null)
        {
            crumbs.Add(new Crumb(category.Name, $"~/c/{category.Slug}", category.ForeignLanguage));
        }

        crumbs.Add(new Crumb(Languages.Pick(row.NameVi, row.NameEn), null, Languages.Foreign(row.NameEn)));
        return crumbs;
    }

    private static ForeignPrice? Foreign(RulesInForce rules, long dong)
    {
        var currency = Languages.Current == "fr" ? Currency.Eur : Currency.Usd;
        return rules.Rate(currency) is { } rate ? new ForeignPrice(RulesInForce.Convert(dong, currency, rate.DongPerUnitMicros), rate.Day) : null;
    }

    private static SourceText Source(string vietnamese, string english) => new(
        Languages.Pick(vietnamese, english), Languages.Foreign(english), Languages.Current != Languages.Default && english is not "" && vietnamese is not "");

    private static string? Making(ProductRows.Row row) => row.MakingHours is { } hours ? Texts.Get("products.hours", hours) : null;

    private static List<DetailRow> Details(ProductRows.Row row)
    {
        List<DetailRow> details = [];
        int?[] sides = [row.LengthMm, row.WidthMm, row.HeightMm];
        if (sides.Any(side => side is not null))
        {
            details.Add(new DetailRow("size", string.Join(" × ", sides.OfType<int>().Select(Centimetres)) + " cm"));
        }

        details.Add(new DetailRow("weight", Texts.Get("products.grams", Format.Number(row.WeightGrams))));
        details.Add(new DetailRow("unit", Texts.Get("products.unit." + row.Unit)));
        details.Add(new DetailRow("method", Texts.Get("products.method." + row.Method)));
        return details;
    }

    private static string Centimetres(int millimetres) =>
        millimetres % 10 == 0
            ? Format.Number(millimetres / 10)
            : string.Create(CultureInfo.InvariantCulture, $"{millimetres / 10}{(Languages.Current == "en" ? "." : ",")}{millimetres % 10}");
}
