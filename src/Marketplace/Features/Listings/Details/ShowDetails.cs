using System.Globalization;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;
using Marketplace.Features.Listings.Start;
using Marketplace.Infrastructure.Catalog;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Details;

/// <summary>The details as they stand, or nothing when the listing is not this producer's.</summary>
public sealed record ShowDetails(ProducerId Producer, ProductId Product) : IQuery<DetailsForm?>;

/// <summary>What can be chosen among; the communes are those of one province, the papers those that a kind of goods needs.</summary>
public sealed record ListDetailChoices(int? ProvinceId, int? PapersOf) : IQuery<DetailChoices>;

public sealed record DetailChoices(
    IReadOnlyList<SelectListItem> Categories, IReadOnlyList<(int Id, string Name)> Techniques, IReadOnlyList<SelectListItem> Provinces, IReadOnlyList<SelectListItem> Communes,
    IReadOnlyList<ChoiceItem> Papers)
{
    public static DetailChoices None { get; } = new([], [], [], [], []);

    public IEnumerable<SelectListItem> Methods { get; } = [.. SetDetailsValidator.Methods.Select(method => new SelectListItem(Texts.Get("listings.method." + method), method))];
}

internal sealed class ShowDetailsHandler(MarketplaceDb db) : IRequestHandler<ShowDetails, DetailsForm?>
{
    public async Task<DetailsForm?> Handle(ShowDetails query, CancellationToken ct)
    {
        var row = await db.Products.AsNoTracking().SoldBy(query.Producer)
            .Where(product => product.Id == query.Product)
            .Select(product => new
            {
                Product = product,
                ProvinceId = db.AdminUnits.Where(unit => unit.Id == product.OriginUnitId).Select(unit => unit.ParentId).FirstOrDefault(),
                HasVerifiedPapers = db.Certificates.Any(certificate => certificate.ProductId == product.Id && certificate.VerifiedAt != null),
            })
            .SingleOrDefaultAsync(ct);

        var techniques = await db.Products.AsNoTracking().Where(product => product.Id == query.Product)
            .SelectMany(product => product.Techniques).Select(technique => technique.TechniqueId).ToListAsync(ct);
        return row is null ? null : new DetailsForm
        {
            CategoryId = row.Product.CategoryId,
            TechniqueIds = techniques,
            Seen = Seen.Details(row.Product, techniques),
            NameVi = row.Product.NameVi,
            HasVerifiedPapers = row.HasVerifiedPapers,
            NameEn = row.Product.NameEn,
            StoryEn = row.Product.StoryEn,
            MaterialsVi = row.Product.MaterialsVi,
            MaterialsEn = row.Product.MaterialsEn,
            CareVi = row.Product.CareVi,
            CareEn = row.Product.CareEn,
            Method = row.Product.Method,
            MakingHours = row.Product.MakingHours?.ToString(CultureInfo.InvariantCulture),
            Length = Centimetres(row.Product.LengthMm),
            Width = Centimetres(row.Product.WidthMm),
            Height = Centimetres(row.Product.HeightMm),
            WeightGrams = row.Product.WeightGrams.ToString(CultureInfo.InvariantCulture),
            ProvinceId = row.ProvinceId,
            UnitId = row.Product.OriginUnitId,
        };
    }

    private static string? Centimetres(int? millimetres) =>
        millimetres is { } mm ? mm % 10 == 0 ? (mm / 10).ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{mm / 10},{mm % 10}") : null;
}

internal sealed class ListDetailChoicesHandler(MarketplaceDb db, ISender sender, TimeProvider clock) : IRequestHandler<ListDetailChoices, DetailChoices>
{
    public async Task<DetailChoices> Handle(ListDetailChoices query, CancellationToken ct)
    {
        var categories = await sender.Send(new ListCategories(), ct);
        var techniques = await db.Techniques.AsNoTracking().Select(technique => new { technique.Id, technique.NameVi, technique.NameEn }).ToListAsync(ct);
        var provinces = await Units(db.AdminUnits.Provinces(), ct);
        var communes = query.ProvinceId is { } province ? await Units(db.AdminUnits.CommunesOf(province), ct) : [];

        return new DetailChoices(
            categories, [.. techniques.Select(technique => (technique.Id, Languages.Pick(technique.NameVi, technique.NameEn))).OrderBy(row => row.Item2, VietnameseOrder.Names)], provinces, communes,
            await Papers(query.PapersOf, ct));
    }

    private async Task<List<ChoiceItem>> Papers(int? kind, CancellationToken ct)
    {
        if (kind is not { } category)
        {
            return [];
        }

        var types = await db.PapersNeeded(category, clock.GetUtcNow().VietnamDay()).ToListAsync(ct);
        return types.ConvertAll(type => new ChoiceItem(type.Slug, Languages.Pick(type.NameVi, type.NameEn)));
    }

    private static async Task<List<SelectListItem>> Units(IQueryable<AdminUnit> units, CancellationToken ct)
    {
        var rows = await units.AsNoTracking().Select(unit => new { unit.Id, unit.NameVi }).ToListAsync(ct);
        return [.. rows.OrderBy(unit => unit.NameVi, VietnameseOrder.Names).Select(unit => new SelectListItem(unit.NameVi, unit.Id.ToString(CultureInfo.InvariantCulture)))];
    }
}
