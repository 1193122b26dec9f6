using CsvHelper;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Reference;

/// <summary>Kinds of goods, what may not be listed, and the papers a listing may need.</summary>
internal static partial class GoodsFiles
{
    [CsvRecord]
    internal sealed partial record CategoryRow(
        string Slug, string ParentSlug, string NameVi, string NameEn, string NameFr, string Hs6Hint, string Unit, string OcopGroup, bool Fragile, bool Liquid,
        int? PerishableDays, bool DomesticOnly, string BlockedDestinations, string Sensitivity, string Note);

    [CsvRecord]
    internal sealed partial record BlockedRow(
        string Slug, string NameVi, string NameEn, string ReasonVi, string ReasonEn, string LegalBasisVi, string LegalBasisEn, string Signs, DateOnly ValidFrom, DateOnly? ValidTo);

    [CsvRecord]
    internal sealed partial record DocumentRow(string Slug, string NameVi, string NameEn, string Note);

    [CsvRecord]
    internal sealed partial record PaperRow(string Category, string Document, DateOnly ValidFrom, DateOnly? ValidTo, string Source);

    public static async Task<int> ImportCategories(MarketplaceDb db, DataFiles files, string name, CancellationToken ct)
    {
        var stored = await db.Categories.ToDictionaryAsync(category => category.Slug, ct);
        var rows = files.Rows<CategoryRow>(name);
        foreach (var (position, row) in rows.Index().OrderBy(pair => pair.Item.ParentSlug is "" ? 0 : 1))
        {
            db.Upsert(stored, row.Slug, new Category
            {
                Slug = row.Slug,
                Parent = row.ParentSlug is "" ? null : stored[row.ParentSlug],
                Position = position,
                NameVi = row.NameVi,
                NameEn = row.NameEn,
                NameFr = row.NameFr,
                Hs6 = row.Hs6Hint,
                Unit = row.Unit,
                OcopGroup = row.OcopGroup,
                IsFragile = row.Fragile,
                IsLiquid = row.Liquid,
                PerishableDays = row.PerishableDays,
                IsDomesticOnly = row.DomesticOnly,
                BlockedDestinations = row.BlockedDestinations,
                Sensitivity = row.Sensitivity,
                Note = row.Note,
            });
        }

        return rows.Count;
    }

    public static async Task<int> ImportBlockedGoods(MarketplaceDb db, DataFiles files, string name, CancellationToken ct)
    {
        var stored = await db.BlockedGoods.ToDictionaryAsync(good => (good.Slug, good.ValidFrom), ct);
        var rows = files.Rows<BlockedRow>(name);
        foreach (var row in rows)
        {
            db.Upsert(stored, (row.Slug, row.ValidFrom), new BlockedGood
            {
                Slug = row.Slug,
                NameVi = row.NameVi,
                NameEn = row.NameEn,
                ReasonVi = row.ReasonVi,
                ReasonEn = row.ReasonEn,
                LegalBasisVi = row.LegalBasisVi,
                LegalBasisEn = row.LegalBasisEn,
                Signs = row.Signs,
                ValidFrom = row.ValidFrom,
                ValidTo = row.ValidTo,
            });
        }

        // A row that was wrong blocked nothing by right, and nothing points at it; what is allowed again has its last day in the file.
        db.BlockedGoods.RemoveRange(stored.Values.ExceptBy(rows.Select(row => (row.Slug, row.ValidFrom)), good => (good.Slug, good.ValidFrom)));

        return rows.Count;
    }

    public static async Task<int> ImportDocumentTypes(MarketplaceDb db, DataFiles files, string name, CancellationToken ct)
    {
        var stored = await db.DocumentTypes.ToDictionaryAsync(type => type.Slug, ct);
        var rows = files.Rows<DocumentRow>(name);
        foreach (var row in rows)
        {
            db.Upsert(stored, row.Slug, new DocumentType { Slug = row.Slug, NameVi = row.NameVi, NameEn = row.NameEn, Note = row.Note });
        }

        return rows.Count;
    }

    public static async Task<int> ImportRequiredPapers(MarketplaceDb db, DataFiles files, string name, CancellationToken ct)
    {
        var goods = await db.Categories.ToDictionaryAsync(category => category.Slug, category => category.Id, ct);
        var papers = await db.DocumentTypes.ToDictionaryAsync(type => type.Slug, type => type.Id, ct);
        var stored = await db.PaperRules.ToDictionaryAsync(rule => (rule.CategoryId, rule.DocumentTypeId, rule.ValidFrom), ct);
        List<PaperRule> written = [];
        foreach (var row in files.Rows<PaperRow>(name))
        {
            var (category, document) = (goods[row.Category], papers[row.Document]);
            written.Add(db.Upsert(stored, (category, document, row.ValidFrom), new PaperRule
            {
                CategoryId = category,
                DocumentTypeId = document,
                ValidFrom = row.ValidFrom,
                ValidTo = row.ValidTo,
                Source = row.Source,
            }));
        }

        db.TakeBack(stored.Values, written);
        return written.Count;
    }
}
