using System.Linq.Expressions;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Media;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Search;
using Marketplace.Infrastructure.Web;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Catalog;

/// <summary>A published story of a craft with its shop, to be narrowed.</summary>
internal sealed class SeenCraftStory
{
    public required CraftStory Story { get; init; }

    public required Producer Shop { get; init; }
}

/// <summary>Reads published stories of crafts, newest first. Those of a shop that is not let in, or not any more, are nowhere.</summary>
internal sealed class CraftStories(MarketplaceDb db, ShopNames names)
{
    public Task<List<CraftStoryView>> OfCraft(int technique, int most, CancellationToken ct, long before = long.MaxValue) =>
        Read(seen => seen.Story.TechniqueId == technique && seen.Story.Id < before, most, ct);

    /// <summary>By shops that say which people they are of.</summary>
    public Task<List<CraftStoryView>> OfPeople(int people, int most, CancellationToken ct, long before = long.MaxValue) =>
        Read(
            seen => seen.Shop.PublicEthnicGroupId == people && seen.Story.Id < before && db.Consents.ShowingPeople().Any(consent => consent.ProducerId == seen.Shop.Id),
            most, ct);

    public Task<List<CraftStoryView>> OfShop(ProducerId shop, CancellationToken ct) => Read(seen => seen.Story.ProducerId == shop, int.MaxValue, ct);

    /// <param name="stories">One more than is shown, to know whether there are others.</param>
    /// <param name="path">Where all of them are.</param>
    public static CraftShelf? Shelf(List<CraftStoryView> stories, string path) => stories is [var newest, .. var others] ? new CraftShelf(newest, others.Count > 0 ? path : null) : null;

    private async Task<List<CraftStoryView>> Read(Expression<Func<SeenCraftStory, bool>> wanted, int most, CancellationToken ct)
    {
        var rows = await db.CraftStories.AsNoTracking()
            .Where(story => story.State == CraftStoryState.Published)
            .Join(db.Producers.Where(shop => shop.Status == ProducerStatus.Verified), story => story.ProducerId, shop => shop.Id, (story, shop) => new SeenCraftStory { Story = story, Shop = shop })
            .Where(wanted)
            .OrderByDescending(seen => seen.Story.Id).Take(most)
            .Select(seen => new
            {
                seen.Story.Id,
                seen.Story.TechniqueId,
                seen.Shop.Slug,
                seen.Shop.NameVi,
                seen.Shop.NameEn,
                seen.Shop.IsDemo,
                seen.Story.WhoMayMakeVi,
                seen.Story.WhoMayMakeEn,
            })
            .ToListAsync(ct);
        if (rows.Count == 0)
        {
            return [];
        }

        var steps = await StepsOf(rows.ConvertAll(row => row.Id), ct);
        var techniques = (await names.Get(ct)).Techniques;
        return [.. rows.Select(row =>
        {
            var craft = techniques[row.TechniqueId]!;
            return new CraftStoryView(
                row.Id, craft.Slug, craft.Name, craft.ForeignLanguage, row.Slug, Languages.Pick(row.NameVi, row.NameEn), row.IsDemo, row.WhoMayMakeVi, row.WhoMayMakeEn,
                [.. steps[row.Id]]);
        })];
    }

    private async Task<ILookup<long, CraftStepView>> StepsOf(List<long> stories, CancellationToken ct) => (
        await (
            from step in db.Set<CraftStep>().AsNoTracking()
            where stories.Contains(EF.Property<long>(step, "StoryId"))
            join photo in db.MediaItems on step.MediaId equals photo.Id
            orderby step.Position
            select new { Story = EF.Property<long>(step, "StoryId"), View = new CraftStepView(photo.Id, photo.State == MediaState.Ready, photo.IsIllustration, step.TextVi, step.TextEn) }).ToListAsync(ct))
        .ToLookup(step => step.Story, step => step.View);
}
