using FluentValidation;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Catalog;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Details;

/// <summary>Everything about a listing that has a default: other language, kind, technique, materials, care, work, size, weight and place.</summary>
public sealed record SetDetails(
    ProducerId Producer, Actor Actor, ProductId Product, int? CategoryId, IReadOnlyList<int> TechniqueIds, string NameEn, string StoryEn, string MaterialsVi, string MaterialsEn,
    string CareVi, string CareEn, string Method, long? MakingHours, long? LengthMm, long? WidthMm, long? HeightMm, long? WeightGrams, int? ProvinceId, int? UnitId) : ICommand<Result>, IProducerAct
{
    /// <summary>Papers the maker declares to hold; asked when goods on sale move to a kind that needs others.</summary>
    public IReadOnlyList<string> Declared { get; init; } = [];

    /// <summary>What the page showed; nothing where there was none.</summary>
    public string? Seen { get; init; }

    public string About => Product.Value.ToString();
}

internal sealed class SetDetailsValidator : AbstractValidator<SetDetails>
{
    public static readonly IReadOnlyList<string> Methods = ["hand", "machine", "mixed"];

    private const int MostTechniques = 10;
    private const int LargestMm = 10_000;

    public SetDetailsValidator()
    {
        RuleFor(command => command.CategoryId).NotNull().WithErrorCode("listings.category-required");
        RuleFor(command => command.TechniqueIds).Must(ids => ids.Count <= MostTechniques).WithErrorCode("listings.too-many-techniques").WithState(_ => new object[] { MostTechniques });
        RuleFor(command => command.NameEn).Must(text => Typing.IsLine(text, 0, 120)).WithErrorCode("listings.name-too-long");
        RuleFor(command => command.StoryEn).Must(text => Typing.IsText(text, 0, 4000)).WithErrorCode("listings.story-too-long");
        RuleFor(command => command.MaterialsVi).Must(text => Typing.IsLine(text, 0, 250)).WithErrorCode("listings.materials-too-long");
        RuleFor(command => command.MaterialsEn).Must(text => Typing.IsLine(text, 0, 250)).WithErrorCode("listings.materials-too-long");
        RuleFor(command => command.CareVi).Must(text => Typing.IsText(text, 0, 1000)).WithErrorCode("listings.care-too-long");
        RuleFor(command => command.CareEn).Must(text => Typing.IsText(text, 0, 1000)).WithErrorCode("listings.care-too-long");
        RuleFor(command => command.Method).Must(Methods.Contains).WithErrorCode("listings.method-required");
        RuleFor(command => command.MakingHours).Must(hours => hours is null or (>= 1 and <= 10_000)).WithErrorCode("listings.hours-range");
        RuleFor(command => command.LengthMm).Must(IsSize).WithErrorCode("listings.size-range");
        RuleFor(command => command.WidthMm).Must(IsSize).WithErrorCode("listings.size-range");
        RuleFor(command => command.HeightMm).Must(IsSize).WithErrorCode("listings.size-range");
        RuleFor(command => command.WeightGrams).Must(grams => grams is >= 1 and <= 100_000).WithErrorCode("listings.weight-range");
        RuleFor(command => command.UnitId).NotNull().WithErrorCode("listings.origin-required");
    }

    private static bool IsSize(long? millimetres) => millimetres is null or (>= 1 and <= LargestMm);
}

internal sealed class SetDetailsHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<SetDetails, Result>
{
    public async Task<Result> Handle(SetDetails command, CancellationToken ct)
    {
        var product = await db.Products.Include(product => product.Techniques).Include(product => product.Declarations).SoldBy(command.Producer).SingleOrDefaultAsync(product => product.Id == command.Product, ct);
        if (product is null)
        {
            return ProductRefusals.NotFound;
        }

        if (!product.CanBeEdited)
        {
            return ListingRefusals.NotEditable;
        }

        var category = await db.Categories.SingleOrDefaultAsync(category => category.Id == command.CategoryId && category.ParentId != null, ct);
        if (category is null)
        {
            return new Refusal("listings.category-required", nameof(command.CategoryId));
        }

        // What is not on sale yet is asked when it is sent to review.
        if (product.Status is ProductStatus.Published or ProductStatus.Paused && category.Id != product.CategoryId)
        {
            var needed = await db.PapersNeeded(category.Id, clock.GetUtcNow().VietnamDay()).Select(type => type.Slug).ToListAsync(ct);
            var declared = needed.Where(paper => command.Declared.Contains(paper) || product.Declarations.Any(declaration => declaration.DocumentSlug == paper)).ToList();
            if (declared.Count < needed.Count)
            {
                return new Refusal("listings.missing-papers", nameof(command.Declared));
            }

            product.Declare(declared, clock.GetUtcNow());
        }

        var province = await db.AdminUnits.Current().Where(unit => unit.Id == command.UnitId && unit.Level == AdminLevel.Commune).Select(unit => unit.ParentId).SingleOrDefaultAsync(ct);
        if (province is null)
        {
            return new Refusal("listings.origin-required", nameof(command.UnitId));
        }

        // Without script another province may be chosen and the commune of the one before still stand below it.
        if (command.ProvinceId is { } chosen && chosen != province)
        {
            return new Refusal("listings.origin-elsewhere", nameof(command.UnitId));
        }

        if (command.UnitId != product.OriginUnitId && !await MayComeFrom(command.UnitId!.Value, product, ct))
        {
            return ListingRefusals.OriginNotReviewed;
        }

        var techniques = await db.Techniques.Where(technique => command.TechniqueIds.Contains(technique.Id)).Select(technique => technique.Id).ToListAsync(ct);
        if (techniques.Count < command.TechniqueIds.Distinct().Count())
        {
            return new Refusal("listings.technique-unknown", nameof(command.TechniqueIds));
        }

        var seen = Seen.Details(product, product.Techniques.Select(technique => technique.TechniqueId));
        var before = await Words(product, ct);
        var known = await db.WordsOnSale(product, ct);
        if (category.Id != product.CategoryId || command.NameEn != product.NameEn)
        {
            await db.AskForPapersAgain(product, command.Actor, clock.GetUtcNow(), ct);
        }

        Apply(command, product, category);
        product.SetTechniques(techniques);
        if (Seen.IsOld(command.Seen, seen, Seen.Details(product, techniques)))
        {
            return ListingRefusals.ChangedMeanwhile;
        }

        var after = await Words(product, ct);
        if (product.IsApproved && await db.BlockedWordsAdded(
            clock.GetUtcNow().VietnamDay(), known,
            [product.NameEn, product.StoryEn, product.MaterialsVi, product.MaterialsEn, product.CareVi, product.CareEn], nameof(command.StoryEn), ct) is { } blocked)
        {
            return blocked;
        }

        db.Note(product, command.Actor, clock.GetUtcNow(), before.Zip(after, (old, now) => (old.Field, old.Text, now.Text)));
        return Result.Ok;
    }

    /// <summary>
    /// An origin is what buyers are promised and programmes count: goods that were published may come from the seller's own commune or from where others of theirs
    /// come from, as a moderator saw and did not take back, on sale or taken off for the season; goods from anywhere else are listed anew.
    /// </summary>
    private async Task<bool> MayComeFrom(int commune, Product product, CancellationToken ct) =>
        product.PublishedAt is null
        || await db.Producers.AnyAsync(producer => producer.Id == product.ProducerId && producer.UnitId == commune, ct)
        || await db.Products.SoldBy(product.ProducerId).Approved().AnyAsync(other => other.Id != product.Id && other.OriginUnitId == commune, ct);

    private static void Apply(SetDetails command, Product product, Category category)
    {
        (product.CategoryId, product.Unit) = (category.Id, category.Unit);
        (product.NameEn, product.StoryEn) = (command.NameEn, command.StoryEn);
        (product.MaterialsVi, product.MaterialsEn, product.CareVi, product.CareEn) = (command.MaterialsVi, command.MaterialsEn, command.CareVi, command.CareEn);
        (product.Method, product.MakingHours) = (command.Method, (int?)command.MakingHours);
        (product.LengthMm, product.WidthMm, product.HeightMm) = ((int?)command.LengthMm, (int?)command.WidthMm, (int?)command.HeightMm);
        (product.WeightGrams, product.OriginUnitId) = ((int)command.WeightGrams!.Value, command.UnitId!.Value);
    }

    /// <summary>What a moderator looks at again when it changes, in words and not in our numbers.</summary>
    private async Task<List<(string Field, string Text)>> Words(Product product, CancellationToken ct)
    {
        var chosen = product.Techniques.Select(technique => technique.TechniqueId).ToList();
        var techniques = await db.Techniques.Where(technique => chosen.Contains(technique.Id)).OrderBy(technique => technique.NameVi).Select(technique => technique.NameVi).ToListAsync(ct);
        var category = await db.Categories.Where(category => category.Id == product.CategoryId).Select(category => category.NameVi).SingleOrDefaultAsync(ct);
        var place = await db.AdminUnits.Where(unit => unit.Id == product.OriginUnitId).Select(unit => unit.NameVi + ", " + unit.Parent!.NameVi).SingleOrDefaultAsync(ct);
        return
        [
            (nameof(product.CategoryId), category ?? ""), (nameof(product.OriginUnitId), place ?? ""), (nameof(product.Techniques), string.Join(", ", techniques)),
            (nameof(product.NameEn), product.NameEn), (nameof(product.StoryEn), product.StoryEn), (nameof(product.MaterialsVi), product.MaterialsVi),
            (nameof(product.MaterialsEn), product.MaterialsEn), (nameof(product.CareVi), product.CareVi), (nameof(product.CareEn), product.CareEn),
            (nameof(product.Method), Texts.In(Languages.Default, "listings.method." + product.Method)),
            (nameof(product.MakingHours), $"{product.MakingHours}"),
        ];
    }
}
