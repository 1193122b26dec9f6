using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Search;
using Marketplace.Infrastructure.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Search.SearchProducts;

[AllowAnonymous]
[OutputCache(PolicyName = PublicPagePolicy.Name)]
[EnableRateLimiting(RateLimits.Search)]
[Route("search")]
public sealed class SearchProductsController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken ct) => View(await sender.Send(new SearchProducts(ListingInput.From(Request.Query)), ct));
}
