using CsvHelper;
using Marketplace.Domain.Catalog;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Reference;

/// <summary>Kinds of goods, what may not be listed, and the papers a listing may need.</summary>
internal static partial class GoodsFiles
{
    [CsvRecord]
    internal sealed partial record CategoryRow(
        string Slug, string ParentSlug, string NameVi, string NameEn, string NameFr, string Hs6Hint, string Unit, string OcopGroup, bool Fragile, bool Liquid,
        int? PerishableDays, bool DomesticOnly, string BlockedDestinations, string Sensitivity, string RequiredDocuments, string Note);

    [CsvRecord]
    internal sealed partial record BlockedRow(string Slug, string NameVi, string NameEn, string Reason, string LegalBasis);

    [CsvRecord]
    internal sealed partial record DocumentRow(string Slug, string NameVi, string NameEn, string Note);

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
                RequiredDocuments = row.RequiredDocuments,
                Note = row.Note,
            });
        }

        return rows.Count;
    }

    public static async Task<int> ImportBlockedGoods(MarketplaceDb db, DataFiles files, string name, CancellationToken ct)
    {
        var stored = await db.BlockedGoods.ToDictionaryAsync(good => good.Slug, ct);
        var rows = files.Rows<BlockedRow>(name);
        foreach (var row in rows)
        {
            db.Upsert(stored, row.Slug, new BlockedGood { Slug = row.Slug, NameVi = row.NameVi, NameEn = row.NameEn, Reason = row.Reason, LegalBasis = row.LegalBasis });
        }

        // Nothing points at them, and what the law blocks no longer may be listed.
        db.BlockedGoods.RemoveRange(stored.Values.ExceptBy(rows.Select(row => row.Slug), good => good.Slug));

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
}
