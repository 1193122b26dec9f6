using System.ComponentModel;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Api.Makers;

[Route("api/v1/makers")]
public sealed class ApiMakersController(ISender sender, SiteAddress site) : PublicApiController
{
    [HttpGet]
    [EndpointSummary("Verified makers, 50 to a page; follow next.")]
    [ProducesResponseType<ApiPage<ApiMaker>>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json")]
    public async Task<IActionResult> Index([FromQuery, Description("Slug of the last maker one has; next carries it.")] string? after, CancellationToken ct)
    {
        var result = await sender.Send(new ListApiMakers(after, site.OriginFor(Request)), ct);
        return result.Succeeded ? Tagged(result.Value) : Unreadable(result.Refusals);
    }

    [HttpGet("{slug}")]
    [EndpointSummary("One maker.")]
    [ProducesResponseType<ApiMaker>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, "application/problem+json")]
    public async Task<IActionResult> Show([Description("The maker's name in addresses.")] string slug, CancellationToken ct) =>
        await sender.Send(new ShowApiMaker(slug, site.OriginFor(Request)), ct) is { } maker ? Tagged(maker) : NotThere();
}
