using System.ComponentModel;
using Marketplace.Domain.Common;
using Marketplace.Domain.Places;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
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

internal sealed record ListApiProvinces(string? After, string Origin) : IQuery<Result<ApiPage<ApiPlace>>>;

internal sealed record ListApiCommunes(string ProvinceCode, string? After, string Origin) : IQuery<Result<ApiPage<ApiPlace>>?>;

internal sealed class ApiPlacesHandler(MarketplaceDb db)
    : IRequestHandler<ListApiProvinces, Result<ApiPage<ApiPlace>>>, IRequestHandler<ListApiCommunes, Result<ApiPage<ApiPlace>>?>
{
    public Task<Result<ApiPage<ApiPlace>>> Handle(ListApiProvinces query, CancellationToken ct) =>
        Read(db.AdminUnits.Provinces(), query.After, query.Origin + "/api/v1/places/provinces", ct);

    public async Task<Result<ApiPage<ApiPlace>>?> Handle(ListApiCommunes query, CancellationToken ct)
    {
        var province = await db.AdminUnits.Provinces().Where(unit => unit.Code == query.ProvinceCode).Select(unit => (int?)unit.Id).FirstOrDefaultAsync(ct);
        return province is { } id
            ? await Read(db.AdminUnits.CommunesOf(id), query.After, $"{query.Origin}/api/v1/places/provinces/{query.ProvinceCode}/communes", ct)
            : null;
    }

    private static async Task<Result<ApiPage<ApiPlace>>> Read(IQueryable<AdminUnit> units, string? cursor, string address, CancellationToken ct)
    {
        if (ApiPage.Unknown(cursor) is { } unknown)
        {
            return unknown;
        }

        var after = cursor ?? "";
        var places = await units.AsNoTracking().Where(unit => unit.Code.CompareTo(after) > 0).OrderBy(unit => unit.Code)
            .Select(unit => new ApiPlace(unit.Code, unit.NameVi, unit.NameEn, unit.Kind, unit.ValidFrom)).Take(ApiPage.Size + 1).ToListAsync(ct);
        return ApiPage.Of(places, address, place => place.Code);
    }
}
