using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Search;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Marketplace.Features.Producers.Show;

[AllowAnonymous]
[OutputCache(PolicyName = PublicPagePolicy.Name)]
[Route("makers/{slug}")]
public sealed class ShowProducerController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(string slug, CancellationToken ct)
    {
        if (await sender.Send(new ShowProducer(slug, ListingInput.From(Request.Query)), ct) is not { } model)
        {
            return NotFound();
        }

        HttpContext.CacheTag(PageCache.Producer(model.Id));
        return View(model);
    }
}
