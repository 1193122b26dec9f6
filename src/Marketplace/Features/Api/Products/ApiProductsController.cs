using System.ComponentModel;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Search;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Api.Products;

[Route("api/v1/products")]
[EnableRateLimiting(RateLimits.Search)]
public sealed class ApiProductsController(ISender sender, SiteAddress site) : PublicApiController
{
    /// <summary>Products on sale, twenty-four to a page, filtered and sorted as on the site.</summary>
    [HttpGet]
    [EndpointSummary("Products on sale, 24 to a page; follow next.")]
    [ProducesResponseType<ApiPage<ApiProduct>>(StatusCodes.Status200OK)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json")]
    public async Task<IActionResult> Index([FromQuery] ApiProductFilter filter, CancellationToken ct)
    {
        var result = await sender.Send(new ListApiProducts(filter, site.OriginFor(Request)), ct);
        return result.Succeeded ? Tagged(result.Value) : Unreadable(result.Refusals);
    }

    [HttpGet("{slug}")]
    [EndpointSummary("One product.")]
    [ProducesResponseType<ApiProductDetail>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, "application/problem+json")]
    public async Task<IActionResult> Show([Description("The product's name in addresses.")] string slug, CancellationToken ct) =>
        await sender.Send(new ShowApiProduct(slug, site.OriginFor(Request)), ct) is { } product ? Tagged(product) : NotThere();
}
