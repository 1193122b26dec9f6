using System.Globalization;
using CsvHelper;
using Marketplace.Domain.Places;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Reference;

/// <summary>
/// The lists of communes by region class that decisions have made, each with its days. We may not ship them, so the file is the operator's own; a commune is
/// looked up on the map of the list's first day.
/// </summary>
internal static partial class ClassificationFiles
{
    private const string National = "national";

    [CsvRecord]
    internal sealed partial record ClassificationRow(
        string CommuneCode, int Region, bool ExtremelyDifficult, DateOnly ValidFrom, string ValidTo, string Decision, string Scope);

    public static async Task<int> Import(MarketplaceDb db, DataFiles files, string name, CancellationToken ct)
    {
        var units = await db.AdminUnits.Where(unit => unit.Level != AdminLevel.Country && unit.Code != "").AsNoTracking().ToListAsync(ct);
        var communes = units.Where(unit => unit.Level == AdminLevel.Commune).ToLookup(unit => unit.Code);
        var provinces = units.Where(unit => unit.Level == AdminLevel.Province).Select(unit => unit.Code).ToHashSet();
        var stored = await db.UnitClassifications.ToDictionaryAsync(row => (row.UnitId, row.Scheme, row.ValidFrom), ct);
        var rows = files.Rows<ClassificationRow>(name);
        foreach (var row in rows)
        {
            var commune = communes[row.CommuneCode].FirstOrDefault(unit => unit.ValidFrom <= row.ValidFrom && (unit.ValidTo is null || unit.ValidTo >= row.ValidFrom))
                ?? throw new InvalidDataException($"{name}: there was no commune {row.CommuneCode} on {row.ValidFrom:O}.");
            if (row.Region is < 1 or > 3 || row.Decision is "" or PlaceQueries.DemoScheme || (row.Scope != National && !provinces.Contains(row.Scope)))
            {
                throw new InvalidDataException($"{name}: of commune {row.CommuneCode}, the region (1 to 3), the decision or the scope ({National}, or a province's code) is wrong.");
            }

            db.Upsert(stored, (commune.Id, row.Decision, row.ValidFrom), new UnitClassification
            {
                UnitId = commune.Id,
                Scheme = row.Decision,
                Region = row.Region,
                IsExtremelyDifficult = row.ExtremelyDifficult,
                Scope = row.Scope == National ? "" : row.Scope,
                ValidFrom = row.ValidFrom,
                ValidTo = row.ValidTo is "" ? null : DateOnly.Parse(row.ValidTo, CultureInfo.InvariantCulture),
            });
        }

        return rows.Count;
    }
}
