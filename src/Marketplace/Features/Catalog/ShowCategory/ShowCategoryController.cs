using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Search;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Marketplace.Features.Catalog.ShowCategory;

[AllowAnonymous]
[OutputCache(PolicyName = PublicPagePolicy.Name)]
[Route("c/{slug}")]
public sealed class ShowCategoryController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(string slug, CancellationToken ct) =>
        await sender.Send(new ShowCategory(slug, ListingInput.From(Request.Query)), ct) is { } model ? View(model) : NotFound();
}
