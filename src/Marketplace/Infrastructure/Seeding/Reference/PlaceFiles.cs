using CsvHelper;
using Marketplace.Domain.Common;
using Marketplace.Domain.Places;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Reference;

/// <summary>Today's 34 provinces and 3,321 communes, the 63 and their communes that ended on 30 June 2025, and who followed whom.</summary>
internal static partial class PlaceFiles
{
    public static readonly DateOnly LastOldDay = new(2025, 6, 30);
    private static readonly DateOnly FirstNewDay = new(2025, 7, 1);

    /// <summary>The 63 stood since Hà Tây joined Hà Nội; the list of commune codes since 2004. Founding days of single communes are not recorded.</summary>
    private static readonly DateOnly FirstDayOfThe63 = new(2008, 8, 1);
    private static readonly DateOnly FirstDayOfOldCodes = new(2004, 7, 8);

    [CsvRecord]
    internal sealed partial record ProvinceRow(string Code, string NameVi, string NameEn, string Type, string MacroRegionSlug, int TileRow, int TileCol);

    [CsvRecord]
    internal sealed partial record OldProvinceRow(string Code, string NameVi, string NewCode);

    [CsvRecord]
    internal sealed partial record CommuneRow(string Code, string NameVi, string NameEn, string Type, string ProvinceCode, DateOnly ValidFrom, string LegalBasis);

    [CsvRecord]
    internal sealed partial record SuccessionRow(string OldCode, string OldNameVi, string OldDistrictNameVi, string OldProvinceCode, string NewCode, string Kind);

    public static async Task<int> ImportProvinces(MarketplaceDb db, DataFiles files, string name, CancellationToken ct)
    {
        var stored = (await db.AdminUnits.Where(unit => unit.Level != AdminLevel.Commune && unit.ValidTo == null).ToListAsync(ct)).ToDictionary(unit => unit.Code);
        var country = db.Upsert(stored, "VN", new AdminUnit
        {
            Level = AdminLevel.Country,
            Code = "VN",
            Kind = "country",
            NameVi = "Việt Nam",
            NameEn = "Việt Nam",
            ValidFrom = new DateOnly(1945, 9, 2),
            FoldedName = PlaceNames.Key("Việt Nam"),
        });
        var rows = files.Rows<ProvinceRow>(name);
        foreach (var row in rows)
        {
            db.Upsert(stored, row.Code, new AdminUnit
            {
                Level = AdminLevel.Province,
                Code = row.Code,
                Kind = row.Type,
                NameVi = row.NameVi,
                NameEn = row.NameEn,
                Parent = country,
                MacroRegion = row.MacroRegionSlug,
                TileRow = row.TileRow,
                TileColumn = row.TileCol,
                ValidFrom = FirstNewDay,
                LegalBasis = "202/2025/QH15",
                FoldedName = PlaceNames.Key(row.NameVi),
            });
        }

        return rows.Count;
    }

    public static async Task<int> ImportOldProvinces(MarketplaceDb db, DataFiles files, string name, CancellationToken ct)
    {
        var present = await Present(db, AdminLevel.Province, ct);
        var country = await db.AdminUnits.SingleAsync(unit => unit.Level == AdminLevel.Country, ct);
        var stored = (await db.AdminUnits.Where(unit => unit.Level == AdminLevel.Province && unit.ValidTo != null).ToListAsync(ct)).ToDictionary(unit => unit.Code);
        var successions = await Successions(db, AdminLevel.Province, ct);
        var written = new HashSet<AdminUnitSuccession>();
        var rows = files.Rows<OldProvinceRow>(name);
        foreach (var row in rows)
        {
            var old = db.Upsert(stored, row.Code, new AdminUnit
            {
                Level = AdminLevel.Province,
                Code = row.Code,
                Kind = "old",
                NameVi = row.NameVi,
                NameEn = Fold.Plain(row.NameVi),
                Parent = country,
                ValidFrom = FirstDayOfThe63,
                ValidTo = LastOldDay,
                LegalBasis = "15/2008/QH12",
                FoldedName = PlaceNames.Key(row.NameVi),
            });
            written.Add(db.Upsert(successions, (old, present[row.NewCode]), new AdminUnitSuccession { From = old, To = present[row.NewCode], Kind = "whole" }));
        }

        db.AdminUnitSuccessions.RemoveRange(successions.Values.Except(written));

        return rows.Count;
    }

    public static async Task<int> ImportCommunes(MarketplaceDb db, DataFiles files, string name, CancellationToken ct)
    {
        var provinces = await Present(db, AdminLevel.Province, ct);
        var stored = await Present(db, AdminLevel.Commune, ct);
        var rows = files.Rows<CommuneRow>(name);
        foreach (var row in rows)
        {
            db.Upsert(stored, row.Code, new AdminUnit
            {
                Level = AdminLevel.Commune,
                Code = row.Code,
                Kind = row.Type,
                NameVi = row.NameVi,
                NameEn = row.NameEn,
                Parent = provinces[row.ProvinceCode],
                ValidFrom = row.ValidFrom,
                LegalBasis = row.LegalBasis,
                FoldedName = PlaceNames.Key(row.NameVi),
            });
        }

        return rows.Count;
    }

    /// <summary>
    /// Old communes and what became of them. Spellings of one old code differ by tone placement only, so the first is kept. Rows without a code
    /// are names that people still write in addresses: kept as ended units without a code, known by province, district and name.
    /// </summary>
    public static async Task<int> ImportSuccession(MarketplaceDb db, DataFiles files, string name, CancellationToken ct)
    {
        var present = await Present(db, AdminLevel.Commune, ct);
        var provinces = (await db.AdminUnits.Where(unit => unit.Level == AdminLevel.Province && unit.ValidTo == LastOldDay).ToListAsync(ct)).ToDictionary(unit => unit.Code);
        var stored = (await db.AdminUnits.Where(unit => unit.Level == AdminLevel.Commune && unit.ValidTo == LastOldDay).Include(unit => unit.Parent).ToListAsync(ct))
            .ToDictionary(unit => KeyOf(unit.Code, unit.Parent!.Code, unit.DistrictName, unit.NameVi));
        var successions = await Successions(db, AdminLevel.Commune, ct);
        var units = new HashSet<string>();
        var written = new HashSet<AdminUnitSuccession>();
        var rows = files.Rows<SuccessionRow>(name);
        foreach (var row in rows)
        {
            var oldName = row.OldNameVi is "" ? row.OldDistrictNameVi : row.OldNameVi;
            var key = KeyOf(row.OldCode, row.OldProvinceCode, row.OldDistrictNameVi, oldName);
            var old = !units.Add(key) ? stored[key] : db.Upsert(stored, key, new AdminUnit
            {
                Level = AdminLevel.Commune,
                Code = row.OldCode,
                Kind = "old",
                NameVi = oldName,
                NameEn = Fold.Plain(PlaceNames.Bare(oldName)),
                Parent = provinces[row.OldProvinceCode],
                DistrictName = row.OldDistrictNameVi,
                ValidFrom = FirstDayOfOldCodes,
                ValidTo = LastOldDay,
                LegalBasis = "124/2004/QĐ-TTg",
                FoldedName = PlaceNames.Key(oldName),
            });
            written.Add(db.Upsert(successions, (old, present[row.NewCode]), new AdminUnitSuccession { From = old, To = present[row.NewCode], Kind = row.Kind }));
        }

        db.AdminUnitSuccessions.RemoveRange(successions.Values.Except(written));

        return rows.Count;
    }

    private static string KeyOf(string code, string province, string district, string name) =>
        code is "" ? $"{province}/{district}/{name}" : code;

    private static async Task<Dictionary<string, AdminUnit>> Present(MarketplaceDb db, AdminLevel level, CancellationToken ct) =>
        (await db.AdminUnits.Where(unit => unit.Level == level && unit.ValidTo == null).ToListAsync(ct)).ToDictionary(unit => unit.Code);

    private static async Task<Dictionary<(AdminUnit, AdminUnit), AdminUnitSuccession>> Successions(MarketplaceDb db, AdminLevel level, CancellationToken ct) =>
        (await db.AdminUnitSuccessions.Where(row => row.From.Level == level).Include(row => row.From).Include(row => row.To).ToListAsync(ct))
        .ToDictionary(row => (row.From, row.To));
}
