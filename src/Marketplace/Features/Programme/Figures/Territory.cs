using Marketplace.Domain.Accounts;
using Marketplace.Domain.Places;
using Marketplace.Domain.Programme;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Figures;

/// <summary>A place figures belong to. <c>RollupId</c> is its number in roll-ups.</summary>
internal sealed record Place(int Id, AdminLevel Level, string Code, string NameVi, string NameEn, int? ParentId)
{
    public static Place Of(AdminUnit unit) => new(unit.Id, unit.Level, unit.Code, unit.NameVi, unit.NameEn, unit.ParentId);

    public string Name => Languages.Pick(NameVi, NameEn);

    public int RollupId => Level == AdminLevel.Country ? RollupKeys.Country : Id;
}

/// <summary>A place with the way down to it, its neighbours and what lies in it, as far as the reader may see.</summary>
internal sealed record Territory(Place Here, IReadOnlyList<Place> Path, IReadOnlyList<Place> Siblings, IReadOnlyList<Place> Children);

/// <summary>Opens places for those responsible for them: the centre sees all, a province its own, a commune its own.</summary>
internal sealed class Territories(MarketplaceDb db)
{
    /// <returns>Nothing when there is no such place or it is not the manager's; the two look alike on purpose.</returns>
    public async Task<Territory?> Open(UserId manager, string? code, CancellationToken ct)
    {
        var own = await db.Users.Where(user => user.Id == manager.Value && user.ManagedUnitId != null)
            .Join(db.AdminUnits, user => user.ManagedUnitId, unit => unit.Id, (_, unit) => unit)
            .AsNoTracking().FirstOrDefaultAsync(ct);
        if (own is null)
        {
            return null;
        }

        var here = string.IsNullOrEmpty(code) || code == own.Code ? own
            : await db.AdminUnits.Current().AsNoTracking().FirstOrDefaultAsync(unit => unit.Code == code, ct);
        return here is null ? null : await Describe(own, here, ct);
    }

    private async Task<Territory?> Describe(AdminUnit own, AdminUnit here, CancellationToken ct)
    {
        var parent = here.ParentId is { } parentId ? await db.AdminUnits.AsNoTracking().FirstAsync(unit => unit.Id == parentId, ct) : null;
        var grandparentId = parent?.ParentId;
        var isOwn = own.Level == AdminLevel.Country || here.Id == own.Id || parent?.Id == own.Id;
        if (!isOwn)
        {
            return null;
        }

        var around = (await db.AdminUnits.Current().AsNoTracking()
            .Where(unit => unit.ParentId == here.Id || unit.Id == grandparentId || (here.ParentId != null && unit.ParentId == here.ParentId))
            .ToListAsync(ct)).OrderBy(unit => unit.NameVi, VietnameseOrder.Names).ThenBy(unit => unit.Code, StringComparer.Ordinal).ToList();
        var path = new[] { around.Find(unit => unit.Id == grandparentId), parent, here }
            .OfType<AdminUnit>()
            .Where(unit => unit.Level >= own.Level)
            .Select(Place.Of);
        var mayLookAround = own.Id != here.Id;
        return new Territory(
            Place.Of(here),
            [.. path],
            mayLookAround ? [.. around.Where(unit => unit.ParentId == here.ParentId && unit.Level == here.Level).Select(Place.Of)] : [],
            [.. around.Where(unit => unit.ParentId == here.Id).Select(Place.Of)]);
    }
}
