using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Catalog;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Products;

/// <summary>A listing with what its decision needs: all of it, what changed, the maker's history, papers, certificates and words of blocked goods.</summary>
public sealed record ShowProductReview(ProductId Product) : IQuery<ProductReviewModel?>;

public sealed record ProductReviewModel(
    ListingFacts Listing, IReadOnlyList<string> Techniques, IReadOnlyList<WrittenPhoto> Photos, IReadOnlyList<WrittenVariant> Variants, IReadOnlyList<PaperRow> Papers, IReadOnlyList<BlockedGoodsMatch> Blocked, WrittenLot? NewestLot,
    IReadOnlyList<CertificateRow> Certificates, EditsModel Edits, MakerHistory Maker, IReadOnlyList<PastDecision> Decisions)
{
    public bool IsWaiting => Listing.Status == ProductStatus.Submitted;

    public bool IsRejected => Listing.Status == ProductStatus.Rejected;
}

public sealed record ListingFacts(
    Guid Id, int Version, ProductStatus Status, string NameVi, string NameEn, string StoryVi, string StoryEn, string MaterialsVi, string MaterialsEn, string CareVi, string CareEn, string Method, int? MakingHours,
    int WeightGrams, int? LengthMm, int? WidthMm, int? HeightMm, int LeadTimeDays, SupplyKind Supply, string Category, string CategorySlug, string CategoryNote, string Sensitivity,
    string Place, ProducerId ProducerId)
{
    public string Size { get; } = Format.Size(LengthMm, WidthMm, HeightMm);

    /// <summary>Kept in English; a note that is no longer the one that was translated is shown as it is kept.</summary>
    public bool IsNoteTranslated => Texts.Has(NoteKey) && Texts.In("en", NoteKey) == CategoryNote;

    public string Note => IsNoteTranslated ? Texts.Get(NoteKey) : CategoryNote;

    private string NoteKey => "moderation.category-note." + CategorySlug;

    public static ListingFacts Of(WrittenListing listing)
    {
        var (product, category) = (listing.Product, listing.Category);
        return new ListingFacts(
            product.Id.Value, product.Version, product.Status, product.NameVi, product.NameEn, product.StoryVi, product.StoryEn, product.MaterialsVi, product.MaterialsEn, product.CareVi, product.CareEn,
            product.Method, product.MakingHours, product.WeightGrams, product.LengthMm, product.WidthMm, product.HeightMm, product.LeadTimeDays, product.Supply,
            Languages.Current == Languages.Default ? category.NameVi : category.NameEn, category.Slug, category.Note, category.Sensitivity, listing.Place, product.ProducerId);
    }
}

public sealed record PaperRow(string Name, bool IsDeclared);

public sealed record CertificateRow(Guid Id, CertificateKind Kind, int? Stars, string Number, string Issuer, DateOnly ValidFrom, DateOnly ValidUntil, bool IsVerified);

public sealed record MakerHistory(string NameVi, string Slug, ProducerStatus Status, DateTimeOffset AppliedAt, int Published, int Returned, int Rejected, int PartsDelivered, int PartsDeclined);

public sealed record PastDecision(DateTimeOffset At, string Product, ProductStatus Decision, string Message, bool IsUndone);

internal sealed class ShowProductReviewHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ShowProductReview, ProductReviewModel?>
{
    public async Task<ProductReviewModel?> Handle(ShowProductReview query, CancellationToken ct)
    {
        if (await db.Written(db.Products.Where(product => product.Id == query.Product), clock.GetUtcNow().VietnamDay(), ct) is not { } listing)
        {
            return null;
        }

        var certificates = await db.Certificates.AsNoTracking().Where(certificate => certificate.ProductId == query.Product)
            .Select(certificate => new CertificateRow(
                certificate.Id.Value, certificate.Kind, certificate.Stars, certificate.Number, certificate.Issuer, certificate.ValidFrom, certificate.ValidUntil, certificate.VerifiedAt != null))
            .ToListAsync(ct);
        var edits = new EditsModel(
            await db.ProductEdits.Where(edit => edit.ProductId == query.Product).Rows(ct), $"products/{query.Product.Value}", listing.Product.Status != ProductStatus.Submitted);

        return new ProductReviewModel(
            ListingFacts.Of(listing), [.. listing.Techniques.Select(technique => technique.NameVi).Order(StringComparer.Ordinal)], listing.Photos, listing.Variants,
            [.. listing.Papers.Select(type => new PaperRow(Languages.Pick(type.NameVi, type.NameEn), listing.Declared.Contains(type.Slug)))], listing.Blocked, listing.NewestLot, certificates, edits,
            await History(listing.Product.ProducerId, ct), await Decisions(listing.Product.ProducerId, ct));
    }

    private Task<MakerHistory> History(ProducerId id, CancellationToken ct) => db.Producers.AsNoTracking()
        .Where(producer => producer.Id == id)
        .Select(producer => new MakerHistory(
            producer.NameVi, producer.Slug, producer.Status, producer.AppliedAt,
            db.Products.Count(product => product.ProducerId == id && product.PublishedAt != null),
            db.Products.Where(product => product.ProducerId == id)
                .Join(db.ReviewDecisions, product => product.Id, decision => decision.ProductId, (_, decision) => decision)
                .Count(decision => decision.Decision == ProductStatus.ChangesRequested && decision.UndoneAt == null),
            db.Products.Count(product => product.ProducerId == id && product.Status == ProductStatus.Rejected),
            db.ProducerOrders.Count(part => part.ProducerId == id && part.DeliveredAt != null),
            db.ProducerOrders.Count(part => part.ProducerId == id && part.Status == Domain.Orders.ProducerOrderStatus.Declined)))
        .SingleAsync(ct);

    private Task<List<PastDecision>> Decisions(ProducerId id, CancellationToken ct) => db.ReviewDecisions.AsNoTracking()
        .Join(db.Products.Where(product => product.ProducerId == id), decision => decision.ProductId, product => product.Id, (decision, product) => new { decision, product.NameVi })
        .OrderByDescending(pair => pair.decision.At).Take(20)
        .Select(pair => new PastDecision(pair.decision.At, pair.NameVi, pair.decision.Decision, pair.decision.Message, pair.decision.UndoneAt != null))
        .ToListAsync(ct);
}
