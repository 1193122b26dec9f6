using Marketplace.Domain.Places;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Apply;

/// <summary>The communes of a province, for the select that a script fills.</summary>
public sealed record ListCommunes(int ProvinceId) : IQuery<IReadOnlyList<CommuneRow>>;

public sealed record CommuneRow(int Id, string Name);

internal sealed class ListCommunesHandler(MarketplaceDb db) : IRequestHandler<ListCommunes, IReadOnlyList<CommuneRow>>
{
    public async Task<IReadOnlyList<CommuneRow>> Handle(ListCommunes query, CancellationToken ct) =>
    [
        .. (await db.AdminUnits.CommunesOf(query.ProvinceId).AsNoTracking().Select(unit => new CommuneRow(unit.Id, unit.NameVi)).ToListAsync(ct))
            .OrderBy(unit => unit.Name, VietnameseOrder.Names),
    ];
}
