using System.ComponentModel;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Api.Places;

[Route("api/v1/places/provinces")]
public sealed class ApiPlacesController(ISender sender) : PublicApiController
{
    [HttpGet]
    [EndpointSummary("The provinces and cities of today's map.")]
    [ProducesResponseType<IReadOnlyList<ApiPlace>>(StatusCodes.Status200OK)]
    public async Task<IActionResult> Index(CancellationToken ct) => Tagged(await sender.Send(new ListApiProvinces(), ct));

    [HttpGet("{code}/communes")]
    [EndpointSummary("The communes, wards and special zones of a province.")]
    [ProducesResponseType<IReadOnlyList<ApiPlace>>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, "application/problem+json")]
    public async Task<IActionResult> Communes([Description("Code of the province, two digits, such as 08.")] string code, CancellationToken ct) =>
        await sender.Send(new ListApiCommunes(code), ct) is { } communes ? Tagged(communes) : NotThere();
}
