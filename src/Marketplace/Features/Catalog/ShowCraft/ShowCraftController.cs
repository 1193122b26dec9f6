using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Search;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Marketplace.Features.Catalog.ShowCraft;

[AllowAnonymous]
[OutputCache(PolicyName = PublicPagePolicy.Name)]
[Route("crafts/{slug}")]
public sealed class ShowCraftController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(string slug, CancellationToken ct) =>
        await sender.Send(new ShowCraft(slug, ListingInput.From(Request.Query)), ct) is { } model ? View(model) : NotFound();
}
