using Marketplace.Infrastructure.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Checkout.Communes;

/// <summary>The map changes once in years, so a browser may keep an answer for a day.</summary>
[AllowAnonymous]
[Route("checkout/communes")]
public sealed class ListCommunesController(ISender sender) : Controller
{
    [HttpGet]
    [EnableRateLimiting(RateLimits.Search)]
    [ResponseCache(Duration = 24 * 60 * 60, Location = ResponseCacheLocation.Any, VaryByHeader = "Accept-Encoding")]
    public async Task<IActionResult> Index(int province, CancellationToken ct) => Json(await sender.Send(new ListCommunes(province), ct));
}
