using CsvHelper;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Places;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Reference;

/// <summary>The 54 peoples with both official codings, ways of making, and fairs and crafts.</summary>
internal static partial class PeopleFiles
{
    [CsvRecord]
    internal sealed partial record GroupRow(
        string Slug, string Code1979, string Code2008, string NameVi, string NameEn, string Autonym, string Aliases, string LanguageIso6393,
        int Population2019, bool SmallGroup, string SearchOnlyAliases);

    [CsvRecord]
    internal sealed partial record TechniqueRow(string Slug, string NameVi, string NameEn, string NameFr);

    [CsvRecord]
    internal sealed partial record HeritageRow(
        string Slug, string NameVi, string NameEn, string Kind, string EthnicGroupSlug, string ProvinceCode, string Calendar, string Month,
        string DescriptionVi, string DescriptionEn, string Sensitivity);

    public static async Task<int> ImportGroups(MarketplaceDb db, DataFiles files, string name, CancellationToken ct)
    {
        var stored = await db.EthnicGroups.ToDictionaryAsync(group => group.Slug, ct);
        var rows = files.Rows<GroupRow>(name);
        foreach (var row in rows)
        {
            db.Upsert(stored, row.Slug, new EthnicGroup
            {
                Slug = row.Slug,
                Code1979 = row.Code1979,
                Code2008 = row.Code2008,
                NameVi = row.NameVi,
                NameEn = row.NameEn,
                Autonym = row.Autonym,
                Aliases = row.Aliases,
                LanguageCodes = row.LanguageIso6393,
                Population2019 = row.Population2019,
                IsSmall = row.SmallGroup,
                SearchOnlyAliases = row.SearchOnlyAliases,
            });
        }

        return rows.Count;
    }

    public static async Task<int> ImportTechniques(MarketplaceDb db, DataFiles files, string name, CancellationToken ct)
    {
        var stored = await db.Techniques.ToDictionaryAsync(technique => technique.Slug, ct);
        var rows = files.Rows<TechniqueRow>(name);
        foreach (var row in rows)
        {
            db.Upsert(stored, row.Slug, new Technique { Slug = row.Slug, NameVi = row.NameVi, NameEn = row.NameEn, NameFr = row.NameFr });
        }

        return rows.Count;
    }

    public static async Task<int> ImportHeritage(MarketplaceDb db, DataFiles files, string name, CancellationToken ct)
    {
        var groups = await db.EthnicGroups.ToDictionaryAsync(group => group.Slug, group => group.Id, ct);
        var provinces = await db.AdminUnits.Provinces().ToDictionaryAsync(province => province.Code, province => province.Id, ct);
        var stored = await db.HeritageItems.ToDictionaryAsync(item => item.Slug, ct);
        var rows = files.Rows<HeritageRow>(name);
        foreach (var row in rows)
        {
            db.Upsert(stored, row.Slug, new HeritageItem
            {
                Slug = row.Slug,
                NameVi = row.NameVi,
                NameEn = row.NameEn,
                Kind = row.Kind,
                EthnicGroupId = row.EthnicGroupSlug is "" ? null : groups[row.EthnicGroupSlug],
                ProvinceId = row.ProvinceCode is "" ? null : provinces[row.ProvinceCode],
                Calendar = row.Calendar,
                Month = row.Month,
                DescriptionVi = row.DescriptionVi,
                DescriptionEn = row.DescriptionEn,
                Sensitivity = row.Sensitivity,
            });
        }

        return rows.Count;
    }
}
