using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Catalog;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Crafts.Show;

/// <summary>How one shop does one craft, step by step.</summary>
internal sealed record ShowCraftStory(string Shop, string Craft) : IQuery<CraftStoryModel?>;

internal sealed record CraftStoryModel(ProducerId Producer, CraftStoryView Story);

internal sealed class ShowCraftStoryHandler(MarketplaceDb db, CraftStories stories) : IRequestHandler<ShowCraftStory, CraftStoryModel?>
{
    public async Task<CraftStoryModel?> Handle(ShowCraftStory query, CancellationToken ct)
    {
        var shop = await db.Producers.Where(producer => producer.Slug == query.Shop).Select(producer => (ProducerId?)producer.Id).SingleOrDefaultAsync(ct);
        return shop is { } id && (await stories.OfShop(id, ct)).Find(story => story.Slug == query.Craft) is { } found ? new CraftStoryModel(id, found) : null;
    }
}

[AllowAnonymous]
[OutputCache(PolicyName = PublicPagePolicy.Name)]
[Route("makers/{shop}/crafts/{craft}")]
public sealed class ShowCraftStoryController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(string shop, string craft, CancellationToken ct)
    {
        if (await sender.Send(new ShowCraftStory(shop, craft), ct) is not { } model)
        {
            return NotFound();
        }

        HttpContext.CacheTagsOnly([PageCache.Producer(model.Producer)]);
        return View(model.Story);
    }
}
