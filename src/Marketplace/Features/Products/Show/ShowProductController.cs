using Marketplace.Infrastructure.Caching;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Marketplace.Features.Products.Show;

[AllowAnonymous]
[OutputCache(PolicyName = PublicPagePolicy.Name)]
[Route("p/{slug}")]
public sealed class ShowProductController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(string slug, CancellationToken ct)
    {
        if (await sender.Send(new ShowProduct(slug), ct) is not { } model)
        {
            return NotFound();
        }

        HttpContext.CacheTagsOnly([PageCache.Product(model.Id), PageCache.Producer(model.ProducerId), .. model.More.Select(card => PageCache.Producer(card.ProducerId))]);
        return View(model);
    }
}
