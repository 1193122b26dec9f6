using Marketplace.Domain.Places;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Places;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Checkout.Where;

/// <summary>Where a typed place leads: one commune of today, or several to choose from, or none.</summary>
/// <param name="UnitId">The commune, when there is exactly one.</param>
/// <param name="FormerName">The name before July 2025 as it was written then, when that is what was typed.</param>
/// <param name="Name">The commune's name today.</param>
/// <param name="Choices">The names of today to choose from, when there are several.</param>
internal sealed record TypedPlace(int? UnitId, string FormerName, string Name, IReadOnlyList<string> Choices);

/// <summary>
/// Reads "Đông Hà, Quản Bạ, Hà Giang" as people wrote addresses before July 2025: commune, then district, then province. Today's names go before former ones,
/// except that a commune of today and a former one of the same name in the very district that was written are both offered: nobody's parcel goes to the wrong one.
/// A district that no longer exists tells apart communes of one name, or stands for the communes it was made of.
/// </summary>
internal sealed class TypedPlaces(MarketplaceDb db, PlaceFinder finder)
{
    private const int LongestName = 60;

    /// <summary>The province that the last part of what was typed names, of today or of the 63.</summary>
    public async Task<FoundPlace?> Province(string typed, CancellationToken ct) =>
        Parts(typed) is [_, .., var last] && await finder.Provinces(last, ct) is [var only] ? only : null;

    public async Task<TypedPlace> Commune(int provinceId, string typed, CancellationToken ct)
    {
        if (Parts(typed) is not [var name, .. var around])
        {
            return new TypedPlace(null, "", "", []);
        }

        var found = await finder.Communes(provinceId, name, ct);
        IReadOnlyList<FoundPlace> today = [.. found.Where(place => !place.IsFormerName)];
        var there = InDistrict(found, around);
        IReadOnlyList<FoundPlace> meant = today.Count > 0 ? [.. today, .. there] : there.Count > 0 ? there : found;
        return meant switch
        {
            [var one] => new TypedPlace(one.Id, one.FormerName, one.NameVi, []),
            [] => new TypedPlace(null, "", "", await OfDistrict(provinceId, name, ct)),
            var several => new TypedPlace(null, "", "", [.. several.Select(place => place.NameVi).Distinct()]),
        };
    }

    private static string[] Parts(string typed) =>
        typed.Length > LongestName * 3 ? [] : [.. typed.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(part => part.Length <= LongestName)];

    private static IReadOnlyList<FoundPlace> InDistrict(IReadOnlyList<FoundPlace> found, string[] around)
    {
        string[] keys = [.. around.SelectMany(PlaceNames.Keys)];
        return [.. found.Where(place => place.FormerDistrict.Length > 0 && keys.Contains(PlaceNames.Key(place.FormerDistrict)))];
    }

    /// <summary>Districts ended in July 2025 and left their name with the communes only, so it is compared here; a province has a few hundred.</summary>
    private async Task<IReadOnlyList<string>> OfDistrict(int provinceId, string typed, CancellationToken ct)
    {
        var keys = PlaceNames.Keys(typed);
        var rows = await db.AdminUnitSuccessions.AsNoTracking()
            .Where(row => row.To.ParentId == provinceId && row.To.Level == AdminLevel.Commune && row.To.ValidTo == null)
            .Select(row => new { row.From.DistrictName, row.To.NameVi, row.To.Code }).Distinct().ToListAsync(ct);
        return [.. rows.Where(row => row.DistrictName.Length > 0 && keys.Contains(PlaceNames.Key(row.DistrictName)))
            .OrderBy(row => row.Code, StringComparer.Ordinal).Select(row => row.NameVi).Distinct()];
    }
}
