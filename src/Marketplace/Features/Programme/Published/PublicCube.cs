using Marketplace.Domain.Common;
using Marketplace.Domain.Places;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Figures;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Published;

/// <summary>
/// A public figure: rounded, or withheld. Beside what reached people stands what reached nobody by name, its own category and never
/// spread over them.
/// </summary>
public readonly record struct PublicFigure(
    Measure Measure, bool IsWithheld, long? UnallocatedDong, int DefinitionVersion, int Vintage, PublicationCause Cause, DateTimeOffset? PublishedAt)
{
    public static PublicFigure NoSales(string code) => new(Measure.None(HeadlineIndicators.UnitOf(code), "no-sales"), false, null, 0, 0, PublicationCause.First, null);

    public static PublicFigure Of(PublishedFigure figure) => new(
        new Measure(HeadlineIndicators.UnitOf(figure.IndicatorCode), figure.Amount, figure.Without, figure.Quality),
        figure.IsWithheld, figure.UnallocatedDong, figure.DefinitionVersion, figure.Vintage, figure.Cause, figure.PublishedAt);
}

/// <summary>
/// The one shape in which figures are public: headline indicator × month or quarter that has ended × province or country. Every output (page, chart,
/// map, table, CSV, interface for machines) reads this and nothing else, so what is hidden in one is hidden in all.
/// </summary>
internal sealed record PublicCube(
    IReadOnlyList<Place> Places, IReadOnlyList<ProgrammePeriod> Periods, IReadOnlyDictionary<(string Code, int Place, ProgrammePeriod Period), IReadOnlyList<PublicFigure>> Cells)
{
    /// <summary>As it stands now.</summary>
    public PublicFigure At(string code, Place place, ProgrammePeriod period) => Cells.GetValueOrDefault((code, place.RollupId, period)) is [.., var last] ? last : PublicFigure.NoSales(code);

    /// <summary>As it was said at first, or when it was restated; nothing when there is no such vintage.</summary>
    public PublicFigure? At(string code, Place place, ProgrammePeriod period, int vintage) =>
        Cells.GetValueOrDefault((code, place.RollupId, period)) is { } vintages && vintage <= vintages.Count ? vintages[vintage - 1] : null;
}

/// <summary>Reads what was published, and keeps it for a few minutes.</summary>
internal sealed class PublicCubes(IServiceScopeFactory scopes, TimeProvider clock) : IDisposable
{
    /// <summary>Pages of figures are kept no longer either: another machine's publication tells nobody here.</summary>
    public const int FreshSeconds = 300;

    private const int Quarters = 40;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(FreshSeconds);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Kept? _kept;

    public async Task<PublicCube> Get(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (Volatile.Read(ref _kept) is { } kept && now - kept.At < Freshness)
        {
            return kept.Cube;
        }

        await _turn.WaitAsync(ct);
        try
        {
            if (_kept is not { } fresh || now - fresh.At >= Freshness)
            {
                await using var scope = scopes.CreateAsyncScope();
                fresh = new Kept(await Read(scope.ServiceProvider.GetRequiredService<MarketplaceDb>(), now.VietnamDay(), ct), now);
                Volatile.Write(ref _kept, fresh);
            }

            return fresh.Cube;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Something has been published here: whoever asks next sees it.</summary>
    public void Forget() => Volatile.Write(ref _kept, null);

    public void Dispose() => _turn.Dispose();

    private static async Task<PublicCube> Read(MarketplaceDb db, DateOnly today, CancellationToken ct)
    {
        var places = await Places(db, ct);
        var since = ProgrammePeriod.Of(PeriodGrain.Quarter, today).Last(Quarters)[0].Start;
        var figures = await db.PublishedFigures.AsNoTracking().Where(figure => figure.Start >= since).ToListAsync(ct);
        return new PublicCube(
            places,
            [.. figures.Select(figure => figure.Period).Distinct().OrderBy(period => period.Grain).ThenBy(period => period.Start)],
            figures.GroupBy(figure => (figure.IndicatorCode, figure.UnitId, figure.Period))
                .ToDictionary(vintages => vintages.Key, vintages => (IReadOnlyList<PublicFigure>)[.. vintages.OrderBy(figure => figure.Vintage).Select(PublicFigure.Of)]));
    }

    /// <summary>The country and today's provinces.</summary>
    public static async Task<List<Place>> Places(MarketplaceDb db, CancellationToken ct) =>
        [
            .. (await db.AdminUnits.AsNoTracking().Current().Where(unit => unit.Level != AdminLevel.Commune).ToListAsync(ct))
                .OrderBy(unit => unit.Level).ThenBy(unit => unit.NameVi, VietnameseOrder.Names).ThenBy(unit => unit.Code, StringComparer.Ordinal).Select(Place.Of),
        ];

    private sealed record Kept(PublicCube Cube, DateTimeOffset At);
}
