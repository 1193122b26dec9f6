using Marketplace.Domain.Common;
using Marketplace.Domain.Places;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Places;

/// <summary>
/// A unit of today's map that a typed name leads to. With <see cref="FormerName"/> the name is from before July 2025 ("Đã đổi theo địa giới mới");
/// with <see cref="IsDivided"/> it lay in several of today's units, so a person has to choose.
/// </summary>
public sealed record FoundPlace(int Id, string Code, string Kind, string NameVi, string NameEn, int? ParentId, string FormerName = "", string FormerDistrict = "", bool IsDivided = false)
{
    public bool IsFormerName => FormerName.Length > 0;
}

/// <summary>Finds today's units by what people type: accents, tone placement and "Xã/Phường" do not matter, names from before July 2025 still lead somewhere.</summary>
public sealed class PlaceFinder(MarketplaceDb db)
{
    /// <summary>Communes of a present province, best first: today's names before former ones, exact accents before folded.</summary>
    public Task<IReadOnlyList<FoundPlace>> Communes(int provinceId, string? typed, CancellationToken ct) => Find(
        typed,
        db.AdminUnits.CommunesOf(provinceId),
        db.AdminUnitSuccessions.Where(row => row.From.Level == AdminLevel.Commune && row.To.ParentId == provinceId),
        ct);

    /// <summary>Present provinces, also by the names of the 63: "Bình Thuận" leads to Lâm Đồng.</summary>
    public Task<IReadOnlyList<FoundPlace>> Provinces(string? typed, CancellationToken ct) => Find(
        typed,
        db.AdminUnits.Provinces(),
        db.AdminUnitSuccessions.Where(row => row.From.Level == AdminLevel.Province),
        ct);

    /// <summary>The unit that bore the code on that day. Codes were reused in July 2025, so a code without a day names nothing.</summary>
    public Task<AdminUnit?> ByCode(AdminLevel level, string code, DateOnly day, CancellationToken ct) => db.AdminUnits.AsNoTracking()
        .Where(unit => unit.Level == level && unit.Code == code && unit.ValidFrom <= day && (unit.ValidTo == null || unit.ValidTo >= day))
        .SingleOrDefaultAsync(ct);

    private static async Task<IReadOnlyList<FoundPlace>> Find(
        string? typed, IQueryable<AdminUnit> present, IQueryable<AdminUnitSuccession> former, CancellationToken ct)
    {
        var keys = PlaceNames.Keys(typed);
        if (keys is [""])
        {
            return [];
        }

        var found = await present.Where(unit => keys.Contains(unit.FoldedName))
            .Select(unit => new FoundPlace(unit.Id, unit.Code, unit.Kind, unit.NameVi, unit.NameEn, unit.ParentId, "", "", false))
            .ToListAsync(ct);
        var renamed = await former.Where(row => keys.Contains(row.From.FoldedName))
            .Select(row => new FoundPlace(
                row.ToId, row.To.Code, row.To.Kind, row.To.NameVi, row.To.NameEn, row.To.ParentId, row.From.NameVi, row.From.DistrictName, row.Kind == "part"))
            .ToListAsync(ct);
        var exact = Fold.IgnoringTonePlacement(typed);

        return [.. found.Concat(renamed)
            .OrderBy(place => place.IsFormerName)
            .ThenBy(place => !IsExactly(place, exact))
            .ThenBy(place => place.Code, StringComparer.Ordinal)
            .DistinctBy(place => place.Id)];
    }

    private static bool IsExactly(FoundPlace place, string typed)
    {
        var name = Fold.IgnoringTonePlacement(place.IsFormerName ? place.FormerName : place.NameVi);
        return name == typed || Fold.IgnoringTonePlacement(PlaceNames.Bare(place.IsFormerName ? place.FormerName : place.NameVi)) == typed
            || typed.EndsWith(" " + name, StringComparison.Ordinal);
    }
}
