using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Catalog;
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
    IReadOnlyList<WrittenPhoto> Photos, IReadOnlyList<WrittenVariant> Variants, IReadOnlyList<PreviewPaper> Papers, IReadOnlyList<string> Techniques,
    WrittenLot? Lot, IReadOnlyList<PreviewCertificate> Certificates, IReadOnlyList<string> Missing, IReadOnlyList<BlockedGoodsMatch> Blocked)
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
        var today = clock.GetUtcNow().VietnamDay();
        if (await db.Written(db.Products.SoldBy(query.Producer).Where(product => product.Id == query.Product), today, ct) is not { } listing)
        {
            return null;
        }

        var product = listing.Product;
        var certificates = await db.Certificates.AsNoTracking().Where(certificate => certificate.ProductId == query.Product && certificate.ValidUntil >= today)
            .OrderBy(certificate => certificate.ValidUntil)
            .Select(certificate => new PreviewCertificate(certificate.Kind, certificate.Stars, certificate.Number, certificate.VerifiedAt != null && certificate.ValidFrom <= today))
            .ToListAsync(ct);
        var missing = ListingChecks.Missing([.. listing.Photos.Select(photo => photo.State)], product.PriceDong, product.NameVi, product.StoryVi, [], []);

        return new PreviewModel(
            $"~/studio/{listing.Shop}/listings/{query.Product.Value}", product.Slug, product.Status, product.ReviewMessage, product.NameVi, product.NameEn, product.StoryVi, product.StoryEn,
            product.MaterialsVi, product.MaterialsEn, product.CareVi, product.CareEn, product.MakingHours, product.WeightGrams, product.LengthMm, product.WidthMm, product.HeightMm, product.LeadTimeDays,
            product.Supply, Languages.Pick(listing.Category.NameVi, listing.Category.NameEn), listing.Place, product.PriceDong, listing.Photos, listing.Variants, Papers(listing),
            [.. listing.Techniques.Select(technique => Languages.Pick(technique.NameVi, technique.NameEn)).Order()], listing.NewestLot, certificates,
            [.. missing.Select(refusal => refusal.Field)], listing.Blocked);
    }

    private static List<PreviewPaper> Papers(WrittenListing listing) =>
        [.. listing.Papers.Select(type => new PreviewPaper(type.Slug, Languages.Pick(type.NameVi, type.NameEn), listing.Declared.Contains(type.Slug)))];
}
