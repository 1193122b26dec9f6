using Marketplace.Domain.Heritage;
using Marketplace.Domain.Media;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Crafts;

/// <summary>The story of a craft as a moderator sees it, once it was sent.</summary>
public sealed record ShowCraftToDecide(long Id) : IQuery<CraftToDecide?>;

public sealed record CraftToDecide(
    long Id, int Version, CraftStoryState State, string Craft, string ShopSlug, string Shop, string? People, string WhoMayMakeVi, string WhoMayMakeEn, string AgreedBy, string Message, DateTimeOffset SentAt,
    IReadOnlyList<StepToDecide> Steps)
{
    public bool CanBeDecided => State is CraftStoryState.Waiting or CraftStoryState.Published;
}

public sealed record StepToDecide(MediaId MediaId, MediaState State, string Vi, string En);

internal sealed class ShowCraftToDecideHandler(MarketplaceDb db) : IRequestHandler<ShowCraftToDecide, CraftToDecide?>
{
    public async Task<CraftToDecide?> Handle(ShowCraftToDecide query, CancellationToken ct)
    {
        var steps = await db.CraftStories.AsNoTracking().Where(story => story.Id == query.Id)
            .SelectMany(story => story.Steps).OrderBy(step => step.Position)
            .Join(db.MediaItems, step => step.MediaId, media => media.Id, (step, media) => new StepToDecide(media.Id, media.State, step.TextVi, step.TextEn)).ToListAsync(ct);

        // A draft that was never sent is its makers' own.
        return await (
            from story in db.CraftStories.AsNoTracking()
            where story.Id == query.Id && story.SentAt != null
            join shop in db.Producers on story.ProducerId equals shop.Id
            join craft in db.Techniques on story.TechniqueId equals craft.Id
            select new CraftToDecide(
                story.Id, story.Version, story.State, craft.NameVi, shop.Slug, shop.NameVi,
                db.EthnicGroups.Where(people => people.Id == shop.PublicEthnicGroupId).Select(people => people.NameVi).SingleOrDefault(),
                story.WhoMayMakeVi, story.WhoMayMakeEn, story.AgreedBy, story.Message, story.SentAt!.Value, steps)).SingleOrDefaultAsync(ct);
    }
}
