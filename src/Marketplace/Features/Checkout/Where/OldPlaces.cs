using Marketplace.Domain.Common;
using Marketplace.Domain.Places;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Checkout.Where;

/// <summary>A commune of today that a typed name leads to; renamed when the name was another unit's, ended in 2025.</summary>
internal sealed record FoundPlace(int Id, string Name, bool WasRenamed);

internal static class OldPlaces
{
    private static readonly string[] Kinds = ["", "xa ", "phuong ", "thi tran ", "dac khu "];

    /// <summary>Looks among today's communes of the province first, then among those that ended and whose land now lies in it.</summary>
    public static async Task<IReadOnlyList<FoundPlace>> Find(MarketplaceDb db, int provinceId, string typed, CancellationToken ct)
    {
        var folded = Fold.Text(typed.Split(',')[0]);
        if (folded.Length is 0 or > 60)
        {
            return [];
        }

        var bare = Kinds.Where(kind => kind.Length > 0 && folded.StartsWith(kind, StringComparison.Ordinal)).Select(kind => folded[kind.Length..]).FirstOrDefault(folded);
        string[] names = [.. Kinds.Select(kind => kind + bare)];
        var today = await db.AdminUnits.AsNoTracking().CommunesOf(provinceId)
            .Where(unit => names.Contains(unit.FoldedName))
            .Select(unit => new FoundPlace(unit.Id, unit.NameVi, false)).Take(6).ToListAsync(ct);

        return today.Count > 0 ? today : await db.AdminUnitSuccessions.AsNoTracking()
            .Where(succession => succession.To.ParentId == provinceId && succession.To.ValidTo == null && succession.To.Level == AdminLevel.Commune
                && names.Contains(succession.From.FoldedName))
            .Select(succession => new FoundPlace(succession.To.Id, succession.To.NameVi, true)).Distinct().Take(6).ToListAsync(ct);
    }
}
