using Marketplace.Domain.Places;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Api.Places;

/// <summary>A province, city, commune or ward of today's map, with its National Statistics Office code.</summary>
public sealed record ApiPlace(string Code, string NameVi, string NameEn, string Kind, DateOnly ValidFrom);

internal sealed record ListApiProvinces : IQuery<IReadOnlyList<ApiPlace>>;

internal sealed record ListApiCommunes(string ProvinceCode) : IQuery<IReadOnlyList<ApiPlace>?>;

internal sealed class ApiPlacesHandler(MarketplaceDb db) : IRequestHandler<ListApiProvinces, IReadOnlyList<ApiPlace>>, IRequestHandler<ListApiCommunes, IReadOnlyList<ApiPlace>?>
{
    public async Task<IReadOnlyList<ApiPlace>> Handle(ListApiProvinces query, CancellationToken ct) =>
        await Read(db.AdminUnits.Provinces()).ToListAsync(ct);

    public async Task<IReadOnlyList<ApiPlace>?> Handle(ListApiCommunes query, CancellationToken ct)
    {
        var province = await db.AdminUnits.Provinces().Where(unit => unit.Code == query.ProvinceCode).Select(unit => (int?)unit.Id).FirstOrDefaultAsync(ct);
        return province is { } id ? await Read(db.AdminUnits.CommunesOf(id)).ToListAsync(ct) : null;
    }

    private static IQueryable<ApiPlace> Read(IQueryable<AdminUnit> units) => units.AsNoTracking().OrderBy(unit => unit.Code)
        .Select(unit => new ApiPlace(unit.Code, unit.NameVi, unit.NameEn, unit.Kind, unit.ValidFrom));
}
