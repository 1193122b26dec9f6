using System.ComponentModel;
using Marketplace.Domain.Common;
using Marketplace.Domain.Programme;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Programme.Published;

public sealed record ListDefinitions(string? After, string Origin) : IQuery<Result<ApiPage<ApiIndicator>>>;

/// <summary>Public values of an indicator; nothing for an unknown code. Period and place narrow, never widen, the published shape.</summary>
/// <param name="Code">Of the indicator.</param>
/// <param name="Period">One only.</param>
/// <param name="Place">One only.</param>
/// <param name="Page">From 1.</param>
/// <param name="Size">Of a page.</param>
/// <param name="Vintage">As published the first or a later time; as it stands now when left out.</param>
public sealed record ListValues(string Code, string? Period, string? Place, int Page, int Size, int? Vintage = null) : IQuery<ApiValues?>;

/// <summary>Whether it is the code of a place with public figures.</summary>
public sealed record HasFigures(string Place) : IQuery<bool>;

public sealed record ApiIndicator(
    string Code,
    [property: Description("Of the definition; a change of meaning is a new version.")] int Version,
    string NameVi,
    string NameEn,
    string NameFr,
    [property: Description("In English.")] string Definition,
    string DefinitionVi,
    string DefinitionFr,
    string Formula,
    string Unit,
    [property: Description("Which way is better: up, down or neutral.")] string Direction,
    [property: Description("Distinct counts never add across periods or places.")] bool DistinctCount,
    [property: Description("When a value is of quality A, B or C.")] string QualityRule,
    [property: Description("Public values are there to read.")] bool HasValues);

public sealed record ApiValue(
    [property: Description("Month (2026-07) or quarter (2026-Q3).")] string Period,
    [property: Description("Two-digit code of a province, or VN.")] string Place,
    [property: Description("In Vietnamese.")] string PlaceName,
    [property: Description("Rounded: money to 100000, persons to 5, shares to 100 basis points. Null when withheld or not computable.")] long? Value,
    [property: Description("VND, persons or basis_points.")] string Unit,
    [property: Description("A, B or C by the indicator's quality rule; empty without a value.")] string Quality,
    [property: Description("Of C1 only: what reached groups and is not yet allocated to people, in VND, rounded; not part of the value.")] long? Unallocated,
    [property: Description("Empty, or withheld. The reason is not told, because it would say something about who is behind the value.")] string Suppressed,
    [property: Description("Empty, or why a value that is not withheld is missing: no-sales, no-list, nobody-stated, above-commune.")] string Reason,
    [property: Description("Of the definition it was computed by; 0 where nothing was sold and nothing published.")] int DefinitionVersion,
    [property: Description("How many times it has been published: above 1 it is restated, and earlier ones are read with vintage=1, 2 and so on.")] int Vintage,
    [property: Description("Of a restated value: Late (sales of the period were refunded or recognised afterwards, or places or lists of the period were loaded later), Definition or Withheld. Otherwise empty. Small later changes are not published, because the difference would show one sale.")] string Restated,
    [property: Description("The day on which this vintage was published, in Việt Nam.")] DateOnly? PublishedAt);

public sealed record ApiValues(
    string Indicator, int Page, int Pages, [property: Description("Values on all pages.")] int Total, IReadOnlyList<ApiValue> Values);

internal sealed class ListDefinitionsHandler(MarketplaceDb db) : IRequestHandler<ListDefinitions, Result<ApiPage<ApiIndicator>>>
{
    public async Task<Result<ApiPage<ApiIndicator>>> Handle(ListDefinitions request, CancellationToken cancellationToken)
    {
        if (ApiPage.Unknown(request.After) is { } unknown)
        {
            return unknown;
        }

        var after = request.After ?? "";
        var indicators = await db.Indicators.AsNoTracking().InForce().Where(indicator => indicator.Code.CompareTo(after) > 0).OrderBy(indicator => indicator.Code)
            .Take(ApiPage.Size + 1).ToListAsync(cancellationToken);
        return ApiPage.Of(indicators.ConvertAll(one => new ApiIndicator(
            one.Code, one.Version, one.NameVi, one.NameEn, one.NameFr, one.Definition, one.DefinitionVi, one.DefinitionFr, one.Formula, one.Unit, one.Direction, one.IsDistinctCount, one.QualityRule,
            HeadlineIndicators.Codes.Contains(one.Code))), request.Origin + "/api/v1/indicators", indicator => indicator.Code);
    }
}

internal sealed class HasFiguresHandler(PublicCubes cubes) : IRequestHandler<HasFigures, bool>
{
    public async Task<bool> Handle(HasFigures request, CancellationToken cancellationToken) => (await cubes.Get(cancellationToken)).Places.Any(place => place.Code == request.Place);
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
                  let found = request.Vintage is { } vintage ? cube.At(request.Code, place, period, vintage) : cube.At(request.Code, place, period)
                  where found is not null
                  let figure = found.Value
                  select new ApiValue(period.Code, place.Code, place.NameVi, figure.Measure.Amount, PublicUnits.Of(figure.Measure.Unit), figure.Measure.Quality, figure.UnallocatedDong,
                      figure.IsWithheld ? "withheld" : "", figure.Measure.Reason,
                      figure.DefinitionVersion, figure.Vintage, figure.Vintage > 1 ? figure.Cause.ToString() : "", figure.PublishedAt?.VietnamDay())]
            : [];
        return new ApiValues(request.Code, request.Page, (values.Count + request.Size - 1) / request.Size, values.Count, [.. values.Skip((request.Page - 1) * request.Size).Take(request.Size)]);
    }
}

[Route("api/v1/indicators")]
public sealed class IndicatorsApiController(ISender sender, SiteAddress site) : PublicApiController
{
    private const int Largest = 500;

    [HttpGet]
    [EndpointSummary("Definitions of the indicators, and which of them have public values; 50 to a page, follow next.")]
    [ProducesResponseType<ApiPage<ApiIndicator>>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json")]
    public async Task<IActionResult> List([FromQuery, Description("Code of the last indicator one has; next carries it.")] string? after, CancellationToken ct)
    {
        var result = await sender.Send(new ListDefinitions(after, site.OriginFor(Request)), ct);
        return result.Succeeded ? Tagged(result.Value) : Unreadable(result.Refusals);
    }

    [HttpGet("{code}/values")]
    [EndpointSummary("Public values of an indicator: months and quarters that have ended, provinces and the country, rounded, small cells withheld; later changes only where there are enough of them.")]
    [ProducesResponseType<ApiValues>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json")]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, "application/problem+json")]
    public async Task<IActionResult> Values(
        [Description("Code of the indicator, such as B1.")] string code,
        [Description("One month (2026-07) or quarter (2026-Q3) only.")] string? period,
        [Description("One province by its two-digit code, or VN, only.")] string? place,
        CancellationToken ct,
        [Description("From 1.")] int page = 1,
        [Description("Values to a page, 1 to 500.")] int size = 200,
        [Description("Values as they were published the first (1) or a later time, to be cited; left out, as they stand now.")] int? vintage = null) =>
        await Unknown(period, place, page, size, vintage, ct) is { Count: > 0 } unknown ? Unreadable(unknown)
            : await sender.Send(new ListValues(code, period, place, page, size, vintage), ct) is { } values ? Tagged(values) : NotThere();

    private async Task<IReadOnlyList<Refusal>> Unknown(string? period, string? place, int page, int size, int? vintage, CancellationToken ct) =>
    [
        .. Unless(period is null || ProgrammePeriod.Parse(period) is not null, nameof(period), period),
        .. Unless(place is null || await sender.Send(new HasFigures(place), ct), nameof(place), place),
        .. Unless(page is >= 1 and <= 100_000, nameof(page), page),
        .. Unless(size is >= 1 and <= Largest, nameof(size), size),
        .. Unless(vintage is null or >= 1, nameof(vintage), vintage),
    ];

    private static IReadOnlyList<Refusal> Unless(bool isKnown, string parameter, object? value) => isKnown ? [] : [new Refusal("api.unknown", parameter, value ?? "")];
}
