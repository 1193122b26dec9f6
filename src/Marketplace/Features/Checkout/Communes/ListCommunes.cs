using Marketplace.Domain.Common;
using Marketplace.Domain.Places;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Checkout.Communes;

/// <summary>The communes of a province with the names they were known by before July 2025, for the list a script narrows while a name is typed.</summary>
public sealed record ListCommunes(int ProvinceId) : IQuery<IReadOnlyList<CommuneChoice>>;

public sealed record CommuneChoice(int Id, string Name, IReadOnlyList<string> Was);

internal sealed class ListCommunesHandler(MarketplaceDb db) : IRequestHandler<ListCommunes, IReadOnlyList<CommuneChoice>>
{
    public async Task<IReadOnlyList<CommuneChoice>> Handle(ListCommunes query, CancellationToken ct)
    {
        var communes = await db.AdminUnits.AsNoTracking().CommunesOf(query.ProvinceId).Select(unit => new { unit.Id, unit.NameVi }).ToListAsync(ct);
        var former = (await db.AdminUnitSuccessions.AsNoTracking().Where(row => row.To.ParentId == query.ProvinceId && row.From.Level == AdminLevel.Commune)
            .Select(row => new { row.ToId, row.From.NameVi }).ToListAsync(ct)).ToLookup(row => row.ToId, row => PlaceNames.Bare(row.NameVi));
        return [.. communes.OrderBy(unit => unit.NameVi, VietnameseOrder.Names)
            .Select(unit => new CommuneChoice(unit.Id, unit.NameVi, [.. former[unit.Id].Where(name => Fold.Text(name) != Fold.Text(unit.NameVi)).Distinct()]))];
    }
}
