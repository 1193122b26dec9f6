using System.ComponentModel;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Api.Places;

[Route("api/v1/places/provinces")]
public sealed class ApiPlacesController(ISender sender, SiteAddress site) : PublicApiController
{
    private const string Cursor = "Code of the last place one has; next carries it.";

    [HttpGet]
    [EndpointSummary("The provinces and cities of today's map, 50 to a page; follow next.")]
    [ProducesResponseType<ApiPage<ApiPlace>>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json")]
    public async Task<IActionResult> Index([FromQuery, Description(Cursor)] string? after, CancellationToken ct)
    {
        var result = await sender.Send(new ListApiProvinces(after, site.OriginFor(Request)), ct);
        return result.Succeeded ? Tagged(result.Value) : Unreadable(result.Refusals);
    }

    [HttpGet("{code}/communes")]
    [EndpointSummary("The communes, wards and special zones of a province, 50 to a page; follow next.")]
    [ProducesResponseType<ApiPage<ApiPlace>>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json")]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, "application/problem+json")]
    public async Task<IActionResult> Communes(
        [Description("Code of the province, two digits, such as 08.")] string code, [FromQuery, Description(Cursor)] string? after, CancellationToken ct) =>
        await sender.Send(new ListApiCommunes(code, after, site.OriginFor(Request)), ct) switch
        {
            null => NotThere(),
            { Succeeded: true, Value: var communes } => Tagged(communes),
            { Refusals: var refusals } => Unreadable(refusals),
        };
}
