using Marketplace.Domain.Catalog;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Media;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Catalog;

/// <summary>All that a listing says, as its maker and a moderator look at it before buyers do.</summary>
/// <param name="Product">With its photos and variants.</param>
/// <param name="Category">What it is sold as.</param>
/// <param name="Shop">The maker's name in addresses.</param>
/// <param name="Place">Commune and province of production.</param>
/// <param name="Photos">In their order.</param>
/// <param name="Variants">In their order.</param>
/// <param name="Techniques">Chosen ones.</param>
/// <param name="Papers">Those its category needs on the day.</param>
/// <param name="Declared">Slugs of the papers its maker declares to hold.</param>
/// <param name="NewestLot">The batch its page will name.</param>
/// <param name="Blocked">Words of goods that may not be sold.</param>
public sealed record WrittenListing(
    Product Product, Category Category, string Shop, string Place, IReadOnlyList<WrittenPhoto> Photos, IReadOnlyList<WrittenVariant> Variants,
    IReadOnlyList<Technique> Techniques, IReadOnlyList<DocumentType> Papers, IReadOnlyList<string> Declared, WrittenLot? NewestLot, IReadOnlyList<BlockedGoodsMatch> Blocked);

public sealed record WrittenPhoto(MediaId MediaId, string AltVi, string AltEn, MediaState State);

public sealed record WrittenVariant(string NameVi, string NameEn, long PriceDong, int Available);

public sealed record WrittenLot(string Code, DateOnly MadeOn);

internal static class ListingReading
{
    extension(MarketplaceDb db)
    {
        /// <summary>The papers that goods of the category need on a Việt Nam day.</summary>
        public IQueryable<DocumentType> PapersNeeded(int category, DateOnly day) => db.DocumentTypes.AsNoTracking()
            .Where(type => db.PaperRules.On(day).Any(rule => rule.CategoryId == category && rule.DocumentTypeId == type.Id)).OrderBy(type => type.Id);

        /// <summary>The one listing among these, by the rules of a Việt Nam day; nothing when there is none.</summary>
        public async Task<WrittenListing?> Written(IQueryable<Product> listings, DateOnly day, CancellationToken ct)
        {
            var row = await listings.AsNoTracking().Include(product => product.Photos).Include(product => product.Variants)
                .Join(db.Categories, product => product.CategoryId, category => category.Id, (product, category) => new
                {
                    Product = product,
                    Category = category,
                    Shop = db.Producers.Where(producer => producer.Id == product.ProducerId).Select(producer => producer.Slug).First(),
                    Place = db.AdminUnits.Where(unit => unit.Id == product.OriginUnitId).Select(unit => unit.NameVi + ", " + unit.Parent!.NameVi).FirstOrDefault() ?? "",
                })
                .SingleOrDefaultAsync(ct);
            if (row is null)
            {
                return null;
            }

            var (id, pictures) = (row.Product.Id, row.Product.Photos.Select(photo => photo.MediaId).ToList());
            var states = await db.MediaItems.AsNoTracking().Where(media => pictures.Contains(media.Id)).ToDictionaryAsync(media => media.Id, media => media.State, ct);
            var stock = await db.Variants.AsNoTracking().Where(variant => variant.ProductId == id)
                .Join(db.StockLevels, variant => variant.Id, level => level.VariantId, (_, level) => level)
                .ToDictionaryAsync(level => level.VariantId, level => level.Available, ct);
            var lots = await db.Lots.AsNoTracking().Where(lot => lot.ProductId == id).OrderByDescending(lot => lot.MadeOn).ThenByDescending(lot => lot.Code)
                .Select(lot => new WrittenLot(lot.Code, lot.MadeOn)).ToListAsync(ct);

            return new WrittenListing(
                row.Product, row.Category, row.Shop, row.Place,
                [.. row.Product.Photos.OrderBy(photo => photo.Position)
                    .Select(photo => new WrittenPhoto(photo.MediaId, photo.AltVi is "" ? row.Product.NameVi : photo.AltVi, photo.AltEn, states[photo.MediaId]))],
                [.. row.Product.Variants.OrderBy(variant => variant.Position)
                    .Select(variant => new WrittenVariant(variant.NameVi, variant.NameEn, variant.PriceDong, stock.GetValueOrDefault(variant.Id)))],
                await db.Products.AsNoTracking().Where(product => product.Id == id).SelectMany(product => product.Techniques)
                    .Join(db.Techniques, chosen => chosen.TechniqueId, technique => technique.Id, (_, technique) => technique).ToListAsync(ct),
                await db.PapersNeeded(row.Category.Id, day).ToListAsync(ct),
                await db.Products.AsNoTracking().Where(product => product.Id == id)
                    .SelectMany(product => product.Declarations).Select(declaration => declaration.DocumentSlug).ToListAsync(ct),
                lots.FirstOrDefault(),
                BlockedGoodsCheck.FindIn(await db.BlockedGoods.On(day).AsNoTracking().ToListAsync(ct), row.Product.Words(lots.Select(lot => lot.Code))));
        }
    }
}
