using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Catalog;

/// <summary>What one producer offers.</summary>
public readonly record struct ProductId(Guid Value) : IEntityId<ProductId>
{
    public static ProductId New() => new(Guid.CreateVersion7());

    public static ProductId From(Guid value) => new(value);
}

public enum ProductStatus
{
    Draft = 1,
    Submitted = 2,
    Published = 3,
    Paused = 4,
    ChangesRequested = 5,
    Rejected = 6,
}

public enum SupplyKind
{
    Stock = 1,

    /// <summary>Made after it is ordered; the stock figure is how many orders can be taken.</summary>
    MadeToOrder = 2,
}

/// <summary>What one producer offers, with its story and origin.</summary>
public sealed class Product : Aggregate
{
    private readonly List<Variant> _variants = [];
    private readonly List<ProductPhoto> _photos = [];
    private readonly List<ProductTechnique> _techniques = [];
    private readonly List<ProductDeclaration> _declarations = [];

    public required ProductId Id { get; init; }

    public required ProducerId ProducerId { get; init; }

    public required int CategoryId { get; set; }

    /// <summary>Its address; follows the name until it first went on sale, then stays.</summary>
    public required string Slug { get; set; }

    public required string NameVi { get; set; }

    public string NameEn { get; set; } = "";

    public string StoryVi { get; set; } = "";

    public string StoryEn { get; set; } = "";

    public string MaterialsVi { get; set; } = "";

    public string MaterialsEn { get; set; } = "";

    public string CareVi { get; set; } = "";

    public string CareEn { get; set; } = "";

    /// <summary>Hours of work in one piece, as the maker counts them; nothing when not stated.</summary>
    public int? MakingHours { get; set; }

    /// <summary>Commune of production: an <see cref="Places.AdminUnit"/>.</summary>
    public required int OriginUnitId { get; set; }

    /// <summary>piece, pack, box, bottle, jar, metre, bag, set or kg.</summary>
    public required string Unit { get; set; }

    /// <summary>Gross grams of one unit, packed.</summary>
    public required int WeightGrams { get; set; }

    /// <summary>Millimetres; nothing when it does not apply.</summary>
    public int? LengthMm { get; set; }

    public int? WidthMm { get; set; }

    public int? HeightMm { get; set; }

    public SupplyKind Supply { get; set; } = SupplyKind.Stock;

    /// <summary>Days from order to dispatch.</summary>
    public int LeadTimeDays { get; set; } = 3;

    /// <summary>Whether the maker declares it hand made: hand, machine or mixed.</summary>
    public string Method { get; set; } = "hand";

    public ProductStatus Status { get; private set; } = ProductStatus.Draft;

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>First time it went on sale; orders "newest".</summary>
    public DateTimeOffset? PublishedAt { get; private set; }

    public string ReviewMessage { get; private set; } = "";

    /// <summary>Lowest variant price in đồng, kept for lists and sorting.</summary>
    public long PriceDong { get; private set; }

    /// <summary>The motif its illustration is drawn from; demonstration only.</summary>
    public string Motif { get; init; } = "";

    public bool IsDemo { get; init; }

    public IReadOnlyCollection<Variant> Variants => _variants;

    public IReadOnlyCollection<ProductPhoto> Photos => _photos;

    public IReadOnlyCollection<ProductTechnique> Techniques => _techniques;

    /// <summary>Papers the maker declares to hold.</summary>
    public IReadOnlyCollection<ProductDeclaration> Declarations => _declarations;

    public bool IsOnSale => Status == ProductStatus.Published;

    /// <summary>Nobody but its maker has seen it.</summary>
    public bool CanBeDiscarded => SubmittedAt is null;

    /// <summary>A moderator let it through: what review asks for holds for every change.</summary>
    public bool IsApproved => Status is ProductStatus.Published or ProductStatus.Paused;

    public bool CanBeEdited => IsEditable(Status);

    /// <summary>While a moderator looks at it it stands still, and what was turned down stays so.</summary>
    public static bool IsEditable(ProductStatus status) => status is not ProductStatus.Submitted and not ProductStatus.Rejected;

    /// <summary>Everything in it that people read, with its photos and variants loaded.</summary>
    /// <param name="lots">Codes of its batches, which stand on the page and on labels.</param>
    public IReadOnlyList<string> Words(IEnumerable<string> lots) =>
    [
        .. lots,
        NameVi, NameEn, StoryVi, StoryEn, MaterialsVi, MaterialsEn, CareVi, CareEn,
        .. _photos.SelectMany(photo => (string[])[photo.AltVi, photo.AltEn]), .. _variants.SelectMany(variant => (string[])[variant.NameVi, variant.NameEn]),
    ];

    public Variant AddVariant(string nameVi, string nameEn, long priceDong) => AddVariant(VariantId.New(), nameVi, nameEn, priceDong);

    public Variant AddVariant(VariantId id, string nameVi, string nameEn, long priceDong)
    {
        var variant = new Variant { Id = id, ProductId = Id, NameVi = nameVi, NameEn = nameEn, PriceDong = priceDong, Position = _variants.Count };
        _variants.Add(variant);
        Reprice();
        return variant;
    }

    public void RemoveVariant(Variant variant)
    {
        _variants.Remove(variant);
        Reprice();
    }

    public void SetPrice(Variant variant, long priceDong)
    {
        variant.PriceDong = priceDong;
        Reprice();
    }

    public void AddPhoto(MediaId media, string altVi, string altEn) =>
        _photos.Add(new ProductPhoto { MediaId = media, Position = _photos.Count, AltVi = altVi, AltEn = altEn });

    public void RemovePhoto(MediaId media)
    {
        _photos.RemoveAll(photo => photo.MediaId == media);
        var position = 0;
        foreach (var photo in _photos.OrderBy(photo => photo.Position))
        {
            photo.Position = position++;
        }
    }

    public void SetTechniques(IEnumerable<int> techniqueIds)
    {
        var wanted = techniqueIds.ToHashSet();
        _techniques.RemoveAll(technique => !wanted.Contains(technique.TechniqueId));
        foreach (var id in wanted.Where(id => _techniques.TrueForAll(technique => technique.TechniqueId != id)))
        {
            _techniques.Add(new ProductTechnique { TechniqueId = id });
        }
    }

    public void Declare(IEnumerable<string> documentSlugs, DateTimeOffset now)
    {
        var wanted = documentSlugs.ToHashSet(StringComparer.Ordinal);
        _declarations.RemoveAll(declaration => !wanted.Contains(declaration.DocumentSlug));
        foreach (var slug in wanted.Where(slug => _declarations.TrueForAll(declaration => declaration.DocumentSlug != slug)))
        {
            _declarations.Add(new ProductDeclaration { DocumentSlug = slug, DeclaredAt = now });
        }
    }

    /// <summary>Makes a picture the first one, which lists show.</summary>
    public void PutFirst(MediaId media)
    {
        var position = 1;
        foreach (var photo in _photos.OrderBy(photo => photo.Position))
        {
            photo.Position = photo.MediaId == media ? 0 : position++;
        }
    }

    /// <summary>Lets a picture change places with the one before it.</summary>
    public void MoveUp(MediaId media)
    {
        var ordered = _photos.OrderBy(photo => photo.Position).ToList();
        var place = ordered.FindIndex(photo => photo.MediaId == media);
        if (place > 0)
        {
            (ordered[place - 1], ordered[place]) = (ordered[place], ordered[place - 1]);
        }

        for (var position = 0; position < ordered.Count; position++)
        {
            ordered[position].Position = position;
        }
    }

    /// <summary>Sends the listing to review. The papers and fields the category asks for are checked by the caller, who knows the category.</summary>
    public Result Submit(DateTimeOffset now)
    {
        if (Status is not (ProductStatus.Draft or ProductStatus.ChangesRequested))
        {
            return ProductRefusals.NotADraft;
        }

        (Status, SubmittedAt) = (ProductStatus.Submitted, now);
        Raise(new ProductSubmitted(Id, ProducerId));
        return Result.Ok;
    }

    public Result Approve(DateTimeOffset now)
    {
        if (Status is not ProductStatus.Submitted)
        {
            return ProductRefusals.NotWaitingForReview;
        }

        (Status, PublishedAt, ReviewMessage) = (ProductStatus.Published, PublishedAt ?? now, "");
        Raise(new ProductReviewed(Id, ProducerId, Status, ""));
        Raise(new ProductChanged(Id));
        return Result.Ok;
    }

    /// <summary>Asks for changes or rejects, with words for the maker.</summary>
    public Result Return(bool forGood, string message)
    {
        if (Status is not ProductStatus.Submitted)
        {
            return ProductRefusals.NotWaitingForReview;
        }

        (Status, ReviewMessage) = (forGood ? ProductStatus.Rejected : ProductStatus.ChangesRequested, message);
        Raise(new ProductReviewed(Id, ProducerId, Status, message));
        return Result.Ok;
    }

    /// <summary>Opens what was rejected for changes, so that it can be sent in again. The words of the rejection stay.</summary>
    public Result Reopen()
    {
        if (Status is not ProductStatus.Rejected)
        {
            return ProductRefusals.NotRejected;
        }

        Status = ProductStatus.ChangesRequested;
        Raise(new ProductReviewed(Id, ProducerId, Status, ReviewMessage));
        return Result.Ok;
    }

    /// <summary>
    /// Takes a moderator's decision back: the listing waits for review again, or is rejected again where it was reopened. Not once something else happened
    /// to it. The day it first went on sale stays, since someone may have bought.
    /// </summary>
    public Result TakeBack(ReviewDecision decision, bool wasReopened)
    {
        if (Status != decision.Decision)
        {
            return ProductRefusals.ChangedSinceReview;
        }

        (Status, ReviewMessage) = (wasReopened ? ProductStatus.Rejected : ProductStatus.Submitted, decision.MessageBefore);
        Raise(new ProductChanged(Id));
        return Result.Ok;
    }

    /// <summary>Asked for twice, it is paused once.</summary>
    public Result Pause()
    {
        if (Status is not ProductStatus.Published)
        {
            return Status is ProductStatus.Paused ? Result.Ok : ProductRefusals.NotOnSale;
        }

        Status = ProductStatus.Paused;
        Raise(new ProductChanged(Id));
        return Result.Ok;
    }

    /// <summary>Asked for twice, it is on sale once.</summary>
    public Result Resume()
    {
        if (Status is not ProductStatus.Paused)
        {
            return Status is ProductStatus.Published ? Result.Ok : ProductRefusals.NotPaused;
        }

        Status = ProductStatus.Published;
        Raise(new ProductChanged(Id));
        return Result.Ok;
    }

    /// <summary>Records that visible parts of a listing on sale were edited.</summary>
    public void MarkChanged() => Raise(new ProductChanged(Id));

    private void Reprice() => PriceDong = _variants.Count == 0 ? 0 : _variants.Min(variant => variant.PriceDong);
}
