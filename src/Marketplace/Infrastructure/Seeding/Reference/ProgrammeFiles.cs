using System.Text.Json;
using CsvHelper;
using Marketplace.Domain.Programme;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Reference;

/// <summary>Definitions of figures, and the target programmes with their calendars.</summary>
internal static partial class ProgrammeFiles
{
    [CsvRecord]
    internal sealed partial record IndicatorRow(
        string Code, string NameVi, string NameEn, string NameFr, string DefinitionVi, string DefinitionEn, string DefinitionFr, string Formula, string Unit, string Direction, bool DistinctCount,
        string MinDims, string QualityFlagRule, bool Headline);

    public static async Task<int> ImportIndicators(MarketplaceDb db, DataFiles files, string name, CancellationToken ct)
    {
        var stored = await db.Indicators.InForce().ToDictionaryAsync(indicator => indicator.Code, ct);
        var rows = files.Rows<IndicatorRow>(name);
        foreach (var row in rows)
        {
            var old = stored.GetValueOrDefault(row.Code);
            var meansTheSame = old is null || (old.Definition, old.DefinitionVi, old.Formula, old.Unit, old.QualityRule, old.IsDistinctCount)
                == (row.DefinitionEn, row.DefinitionVi, row.Formula, row.Unit, row.QualityFlagRule, row.DistinctCount);
            if (!meansTheSame)
            {
                // The definition so far is what earlier figures were computed by: it stays, and another row follows it.
                stored.Remove(row.Code);
            }

            db.Upsert(stored, row.Code, new Indicator
            {
                Code = row.Code,
                Version = (old?.Version ?? 1) + (meansTheSame ? 0 : 1),
                NameVi = row.NameVi,
                NameEn = row.NameEn,
                NameFr = row.NameFr,
                Definition = row.DefinitionEn,
                DefinitionVi = row.DefinitionVi,
                DefinitionFr = row.DefinitionFr,
                Formula = row.Formula,
                Unit = row.Unit,
                Direction = row.Direction,
                IsDistinctCount = row.DistinctCount,
                MinimumDimensions = row.MinDims,
                QualityRule = row.QualityFlagRule,
                IsHeadline = row.Headline,
            });
        }

        return rows.Count;
    }

    public static async Task<int> ImportTemplates(MarketplaceDb db, DataFiles files, string name, CancellationToken ct)
    {
        var stored = await db.ProgrammeTemplates.ToDictionaryAsync(template => template.Slug, ct);
        var programmes = files.Read<JsonElement>(name).GetProperty("programmes");
        foreach (var programme in programmes.EnumerateArray())
        {
            var slug = programme.GetProperty("slug").GetString()!;
            db.Upsert(stored, slug, new ProgrammeTemplate
            {
                Slug = slug,
                NameVi = programme.GetProperty("name_vi").GetString()!,
                NameEn = programme.GetProperty("name_en").GetString()!,
                Status = programme.GetProperty("status").GetString()!,
                From = Day(programme.GetProperty("phase"), "from"),
                To = Day(programme.GetProperty("phase"), "to"),
                Json = programme.GetRawText(),
            });
        }

        return programmes.GetArrayLength();
    }

    private static DateOnly? Day(JsonElement phase, string name) =>
        phase.TryGetProperty(name, out var day) && day.ValueKind == JsonValueKind.String ? day.Deserialize<DateOnly>() : null;
}
