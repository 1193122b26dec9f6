using Marketplace.Domain.Rules;
using Marketplace.Features.Programme.Rollups;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding.Reference;

/// <summary>
/// Brings the database to the reference files: each file once per version (its SHA-256), in the order in which they build on one another.
/// A changed file updates rows by their keys. What orders and figures point at is never deleted; a rule the file no longer has is in force on no day.
/// </summary>
internal sealed class ReferenceImport(MarketplaceDb db, Outbox outbox, TimeProvider clock, DataFiles files, SeedProgress progress)
{
    private static readonly (string File, Import Import)[] Reference =
    [
        ("provinces.csv", PlaceFiles.ImportProvinces),
        ("old-provinces.csv", PlaceFiles.ImportOldProvinces),
        ("communes.csv", PlaceFiles.ImportCommunes),
        ("commune-succession.csv", PlaceFiles.ImportSuccession),
        ("unit-classifications.csv", ClassificationFiles.Import),
        ("ethnic-groups.csv", PeopleFiles.ImportGroups),
        ("techniques.csv", PeopleFiles.ImportTechniques),
        ("heritage-seed.csv", PeopleFiles.ImportHeritage),
        ("product-categories.csv", GoodsFiles.ImportCategories),
        ("blocked-goods.csv", GoodsFiles.ImportBlockedGoods),
        ("document-types.csv", GoodsFiles.ImportDocumentTypes),
        ("required-papers.csv", GoodsFiles.ImportRequiredPapers),
        ("indicators.csv", ProgrammeFiles.ImportIndicators),
        ("programme-templates.json", ProgrammeFiles.ImportTemplates),
        ("rules.json", RuleFiles.ImportRules),
        ("exchange-rates.csv", RuleFiles.ImportExchangeRates),
    ];

    private static readonly (string File, Import Import)[] Demo = [("demo-exchange-rates.csv", RuleFiles.ImportExchangeRates)];

    /// <summary>What roll-ups are made by besides the facts: who followed whom, which places are on a list, what is counted.</summary>
    private static readonly string[] BehindRollups = ["old-provinces.csv", "commune-succession.csv", "unit-classifications.csv", "indicators.csv"];

    private delegate Task<int> Import(MarketplaceDb db, DataFiles files, string name, CancellationToken ct);

    /// <returns>How many files were imported; none when every version is already there.</returns>
    public Task<int> Run(CancellationToken ct) => Run(Reference, ct);

    /// <summary>The rates of the demonstration, which say "demo" as their source.</summary>
    public Task<int> RunDemo(CancellationToken ct) => Run(Demo, ct);

    private async Task<int> Run((string File, Import Import)[] imports, CancellationToken ct)
    {
        var versions = await db.DataImports.AsNoTracking().ToDictionaryAsync(import => import.Name, import => import.Version, ct);
        var stale = imports
            .Where(import => files.Has(import.File))
            .Select(import => (import.File, import.Import, Version: files.VersionOf(import.File)))
            .Where(import => versions.GetValueOrDefault(import.File) != import.Version)
            .ToList();
        var last = stale.FindLastIndex(import => BehindRollups.Contains(import.File));
        for (var i = 0; i < stale.Count; i++)
        {
            var (file, import, version) = stale[i];
            progress.Report("reference", file, i, stale.Count);
            await RunOne(file, import, version, rebuilds: i == last, ct);
        }

        return stale.Count;
    }

    private async Task RunOne(string file, Import import, string version, bool rebuilds, CancellationToken ct)
    {
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            var rows = await import(db, files, file, ct);
            var row = await db.DataImports.FindAsync([file], ct);
            if (row is null)
            {
                db.DataImports.Add(new DataImport { Name = file, Version = version, ImportedAt = clock.GetUtcNow(), Rows = rows });
            }
            else
            {
                (row.Version, row.ImportedAt, row.Rows) = (version, clock.GetUtcNow(), rows);
            }

            if (rebuilds)
            {
                await QuarterTurn.Ask(db, outbox, clock.GetUtcNow(), ct);
            }

            await db.SaveImport(ct);
        }
        finally
        {
            db.ChangeTracker.Clear();
            db.ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }
}
