using Marketplace.Domain.Catalog;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Crafts;

internal static class OwnCrafts
{
    extension(MarketplaceDb db)
    {
        /// <summary>The crafts of a shop: those its goods are made by.</summary>
        public IQueryable<Technique> CraftsOf(ProducerId shop) =>
            db.Techniques.Where(craft => db.Products.Any(product => product.ProducerId == shop && product.Techniques.Any(used => used.TechniqueId == craft.Id)));

        /// <summary>The shop's story of a craft, whole.</summary>
        public Task<CraftStory?> CraftStoryOf(ProducerId shop, string craft, CancellationToken ct) =>
            db.CraftStories.Include(story => story.Steps)
                .SingleOrDefaultAsync(story => story.ProducerId == shop && db.Techniques.Any(technique => technique.Id == story.TechniqueId && technique.Slug == craft), ct);
    }
}
