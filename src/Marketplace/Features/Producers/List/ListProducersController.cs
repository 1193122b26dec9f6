using Marketplace.Infrastructure.Caching;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Marketplace.Features.Producers.List;

[AllowAnonymous]
[OutputCache(PolicyName = PublicPagePolicy.Name)]
[Route("makers")]
public sealed class ListProducersController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(string? after, string? people, CancellationToken ct) =>
        await sender.Send(new ListProducers(after, people), ct) is { } model ? View(model) : NotFound();
}
