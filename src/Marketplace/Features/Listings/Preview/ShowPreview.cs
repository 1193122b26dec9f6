using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Preview;

/// <summary>A listing as the buyer will see it, with what it still lacks.</summary>
public sealed record ShowPreview(ProducerId Producer, ProductId Product) : IQuery<PreviewModel?>
{
    /// <summary>What is done to a listing shows the same page again, from other controllers.</summary>
    public const string View = "/Features/Listings/Preview/Show.cshtml";
}

public sealed record PreviewModel(
    string Root, string PublicSlug, ProductStatus Status, string ReviewMessage, string NameVi, string NameEn, string StoryVi, string StoryEn, string MaterialsVi, string MaterialsEn, string CareVi, string CareEn,
    int? MakingHours, int WeightGrams, int? LengthMm, int? WidthMm, int? HeightMm, int LeadTimeDays, SupplyKind Supply, string Category, string Place, long PriceDong,
    IReadOnlyList<PreviewPhoto> Photos, IReadOnlyList<PreviewVariant> Variants, IReadOnlyList<PreviewPaper> Papers, IReadOnlyList<string> Techniques,
    PreviewLot? Lot, IReadOnlyList<PreviewCertificate> Certificates, IReadOnlyList<string> Missing, IReadOnlyList<BlockedGoodsMatch> Blocked)
{
    public LineEconomics? Receives { get; init; }

    public bool CanBeDiscarded => Status is ProductStatus.Draft;

    public bool CanBeSubmitted => Status is ProductStatus.Draft or ProductStatus.ChangesRequested;

    public bool CanBeEdited => Product.IsEditable(Status);

    public bool CanBePaused => Status is ProductStatus.Published;

    public bool CanBeResumed => Status is ProductStatus.Paused;

    /// <summary>The sides that were measured, in centimetres; empty when none was.</summary>
    public string Size { get; } = Format.Size(LengthMm, WidthMm, HeightMm);

    public bool IsSoldOut => Variants.Count > 0 && Variants.All(variant => variant.Available == 0);
}

public sealed record PreviewPhoto(MediaId MediaId, string AltVi, MediaState State);

public sealed record PreviewVariant(string NameVi, string NameEn, long PriceDong, int Available);

public sealed record PreviewLot(string Code, DateOnly MadeOn);

/// <param name="Kind">What it certifies.</param>
/// <param name="Stars">For OCOP.</param>
/// <param name="Number">Of the paper.</param>
/// <param name="IsShown">Verified and in force, so that buyers see it.</param>
public sealed record PreviewCertificate(CertificateKind Kind, int? Stars, string Number, bool IsShown);

public sealed record PreviewPaper(string Slug, string Name, bool IsDeclared);

public sealed class PreviewForm
{
    public List<string> Declared { get; set; } = [];

    public bool IsNotBlocked { get; set; }

    [BindNever, ValidateNever]
    public PreviewModel Page { get; set; } = null!;

    public static PreviewForm Of(PreviewModel page) => new() { Page = page, Declared = [.. page.Papers.Where(paper => paper.IsDeclared).Select(paper => paper.Slug)] };
}

internal sealed class ShowPreviewHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ShowPreview, PreviewModel?>
{
    public async Task<PreviewModel?> Handle(ShowPreview query, CancellationToken ct)
    {
        var row = await db.Products.AsNoTracking().SoldBy(query.Producer)
            .Where(product => product.Id == query.Product)
            .Join(db.Categories, product => product.CategoryId, category => category.Id, (product, category) => new
            {
                Product = product,
                Category = category,
                Place = db.AdminUnits.Where(unit => unit.Id == product.OriginUnitId).Select(unit => unit.NameVi + ", " + unit.Parent!.NameVi).FirstOrDefault() ?? "",
                Slug = db.Producers.Where(producer => producer.Id == product.ProducerId).Select(producer => producer.Slug).First(),
            })
            .SingleOrDefaultAsync(ct);
        if (row is null)
        {
            return null;
        }

        var product = row.Product;
        var photos = await db.Products.AsNoTracking().Where(one => one.Id == query.Product)
            .SelectMany(one => one.Photos).OrderBy(photo => photo.Position)
            .Join(db.MediaItems, photo => photo.MediaId, media => media.Id, (photo, media) => new PreviewPhoto(media.Id, photo.AltVi == "" ? product.NameVi : photo.AltVi, media.State))
            .ToListAsync(ct);
        var variants = await db.Variants.AsNoTracking().Where(variant => variant.ProductId == query.Product).OrderBy(variant => variant.Position)
            .Select(variant => new PreviewVariant(
                variant.NameVi, variant.NameEn, variant.PriceDong, db.StockLevels.Where(stock => stock.VariantId == variant.Id).Select(stock => stock.Available).FirstOrDefault()))
            .ToListAsync(ct);
        var techniques = await db.Products.AsNoTracking().Where(one => one.Id == query.Product).SelectMany(one => one.Techniques)
            .Join(db.Techniques, chosen => chosen.TechniqueId, technique => technique.Id, (_, technique) => new { technique.NameVi, technique.NameEn }).ToListAsync(ct);
        var lots = await db.Lots.AsNoTracking().Where(lot => lot.ProductId == query.Product).OrderByDescending(lot => lot.MadeOn).ThenByDescending(lot => lot.Code)
            .Select(lot => new PreviewLot(lot.Code, lot.MadeOn)).ToListAsync(ct);
        var today = clock.GetUtcNow().VietnamDay();
        var certificates = await db.Certificates.AsNoTracking().Where(certificate => certificate.ProductId == query.Product && certificate.ValidUntil >= today)
            .OrderBy(certificate => certificate.ValidUntil)
            .Select(certificate => new PreviewCertificate(certificate.Kind, certificate.Stars, certificate.Number, certificate.VerifiedAt != null && certificate.ValidFrom <= today))
            .ToListAsync(ct);
        var papers = await Papers(row.Category.Papers, query.Product, ct);
        var missing = ListingChecks.Missing([.. photos.Select(photo => photo.State)], product.PriceDong, product.NameVi, product.StoryVi, [], []);
        var words = await db.Products.AsNoTracking().Include(one => one.Photos).Include(one => one.Variants).SingleAsync(one => one.Id == query.Product, ct);
        var blocked = BlockedGoodsCheck.FindIn(await db.BlockedGoods.AsNoTracking().ToListAsync(ct), words.Words(lots.Select(lot => lot.Code)));

        return new PreviewModel(
            $"~/studio/{row.Slug}/listings/{query.Product.Value}", product.Slug, product.Status, product.ReviewMessage, product.NameVi, product.NameEn, product.StoryVi, product.StoryEn,
            product.MaterialsVi, product.MaterialsEn, product.CareVi, product.CareEn, product.MakingHours, product.WeightGrams, product.LengthMm, product.WidthMm, product.HeightMm, product.LeadTimeDays,
            product.Supply, Languages.Pick(row.Category.NameVi, row.Category.NameEn), row.Place, product.PriceDong, photos, variants, papers, [.. techniques.Select(technique => Languages.Pick(technique.NameVi, technique.NameEn)).Order()], lots.FirstOrDefault(), certificates,
            [.. missing.Select(refusal => refusal.Field)], blocked);
    }

    private async Task<List<PreviewPaper>> Papers(IReadOnlyList<string> wanted, ProductId id, CancellationToken ct)
    {
        var types = await db.DocumentTypes.AsNoTracking().Where(type => wanted.Contains(type.Slug)).ToListAsync(ct);
        var declared = await db.Products.AsNoTracking().Where(product => product.Id == id)
            .SelectMany(product => product.Declarations).Select(declaration => declaration.DocumentSlug).ToListAsync(ct);

        return [.. wanted.Select(slug => (Slug: slug, Type: types.Find(type => type.Slug == slug)))
            .Select(pair => new PreviewPaper(pair.Slug, pair.Type is { } type ? Languages.Pick(type.NameVi, type.NameEn) : pair.Slug, declared.Contains(pair.Slug)))];
    }
}
