using System.ComponentModel;
using Marketplace.Domain.Places;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Api.Places;

/// <summary>A province, city, commune or ward of today's map, with its National Statistics Office code.</summary>
public sealed record ApiPlace(
    [property: Description("National Statistics Office code: two digits of a province, five of a commune. Text, zeros in front count.")] string Code,
    [property: Description("Name in Vietnamese, without its kind.")] string NameVi,
    [property: Description("Name for English readers.")] string NameEn,
    [property: Description("province, city, commune, ward or special_zone.")] string Kind,
    [property: Description("Since when the place is what it is today.")] DateOnly ValidFrom);

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
