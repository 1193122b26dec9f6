using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.Domain.Programme;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Features.Programme.Published;

public sealed record ListDefinitions : IQuery<IReadOnlyList<ApiIndicator>>;

/// <summary>Public values of an indicator; nothing for an unknown code. Period and place narrow, never widen, the published shape.</summary>
public sealed record ListValues(string Code, string? Period, string? Place, int Page, int Size) : IQuery<ApiValues?>;

public sealed record ApiIndicator(
    string Code, int Version, string NameVi, string NameEn, string NameFr, string Definition, string DefinitionVi, string DefinitionFr, string Formula, string Unit, string Direction, bool DistinctCount, string QualityRule, bool HasValues);

/// <summary><c>Suppressed</c> is empty, TooFew, Dominated or Complementary; <c>Reason</c> says why a figure that is not hidden is missing.</summary>
public sealed record ApiValue(string Period, string Place, string PlaceName, long? Value, string Unit, string Suppressed, string Reason);

public sealed record ApiValues(string Indicator, int Page, int Pages, int Total, IReadOnlyList<ApiValue> Values);

internal sealed class ListDefinitionsHandler(MarketplaceDb db) : IRequestHandler<ListDefinitions, IReadOnlyList<ApiIndicator>>
{
    public async Task<IReadOnlyList<ApiIndicator>> Handle(ListDefinitions request, CancellationToken cancellationToken) =>
        [.. (await db.Indicators.AsNoTracking().OrderBy(indicator => indicator.Code).ToListAsync(cancellationToken)).Select(one => new ApiIndicator(
            one.Code, one.Version, one.NameVi, one.NameEn, one.NameFr, one.Definition, one.DefinitionVi, one.DefinitionFr, one.Formula, one.Unit, one.Direction, one.IsDistinctCount, one.QualityRule,
            HeadlineIndicators.Codes.Contains(one.Code)))];
}

internal sealed class ListValuesHandler(MarketplaceDb db, PublicCubes cubes) : IRequestHandler<ListValues, ApiValues?>
{
    public async Task<ApiValues?> Handle(ListValues request, CancellationToken cancellationToken)
    {
        if (!await db.Indicators.AnyAsync(indicator => indicator.Code == request.Code, cancellationToken))
        {
            return null;
        }

        var cube = await cubes.Get(cancellationToken);
        List<ApiValue> values = HeadlineIndicators.Codes.Contains(request.Code)
            ? [.. from period in cube.Periods
                  where request.Period is null || request.Period == period.Code
                  from place in cube.Places
                  where request.Place is null || request.Place == place.Code
                  let figure = cube.At(request.Code, place, period)
                  select new ApiValue(period.Code, place.Code, place.NameVi, figure.Measure.Amount, PublicUnits.Of(figure.Measure.Unit),
                      figure.Suppression == Suppression.None ? "" : figure.Suppression.ToString(), figure.Suppression == Suppression.None ? figure.Measure.Reason : "")]
            : [];
        return new ApiValues(request.Code, request.Page, (values.Count + request.Size - 1) / request.Size, values.Count, [.. values.Skip((request.Page - 1) * request.Size).Take(request.Size)]);
    }
}

[ApiController]
[AllowAnonymous]
[Route("api/v1/indicators")]
public sealed class IndicatorsApiController(ISender sender) : ControllerBase
{
    private const int Largest = 500;

    [HttpGet]
    public async Task<IActionResult> List(CancellationToken ct) => Tagged(await sender.Send(new ListDefinitions(), ct));

    [HttpGet("{code}/values")]
    public async Task<IActionResult> Values(string code, string? period, string? place, CancellationToken ct, int page = 1, int size = 200) =>
        page is < 1 or > 100_000 || size is < 1 or > Largest || (period is not null && ProgrammePeriod.Parse(period) is null)
            ? Problem(statusCode: StatusCodes.Status400BadRequest)
            : await sender.Send(new ListValues(code, period, place, page, size), ct) is { } values ? Tagged(values) : NotFound();

    private IActionResult Tagged<T>(T body)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\"");
        Response.Headers.AccessControlAllowOrigin = "*";
        Response.Headers.CacheControl = "public, max-age=300";
        return Request.GetTypedHeaders().IfNoneMatch.Any(asked => asked.Compare(tag, useStrongComparison: false))
            ? NotModified(tag)
            : File(bytes, "application/json; charset=utf-8", null, tag);
    }

    private StatusCodeResult NotModified(EntityTagHeaderValue tag)
    {
        Response.GetTypedHeaders().ETag = tag;
        return StatusCode(StatusCodes.Status304NotModified);
    }
}
