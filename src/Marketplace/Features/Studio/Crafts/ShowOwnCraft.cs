using Marketplace.Domain.Heritage;
using Marketplace.Domain.Media;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Crafts;

/// <summary>The crafts of a shop, and how far the story of each is.</summary>
public sealed record ListOwnCrafts(ProducerId Producer) : IQuery<IReadOnlyList<OwnCraft>>;

/// <param name="State">Nothing before anything is written.</param>
public sealed record OwnCraft(string Slug, string NameVi, string NameEn, CraftStoryState? State, int Steps)
{
    public string Name => Languages.Pick(NameVi, NameEn);
}

/// <summary>One of them, to be written.</summary>
public sealed record ShowOwnCraft(ProducerId Producer, string Craft) : IQuery<OwnCraftPage?>;

/// <param name="Shop">In the shop's address.</param>
/// <param name="Slug">Of the craft.</param>
/// <param name="Message">Why it was sent back.</param>
public sealed record OwnCraftPage(
    string Shop, string Slug, string NameVi, string NameEn, CraftStoryState State, string Message, string WhoMayMakeVi, string WhoMayMakeEn, string AgreedBy, IReadOnlyList<OwnStep> Steps)
{
    public string Name => Languages.Pick(NameVi, NameEn);

    public bool CanBeEdited => State is CraftStoryState.Draft or CraftStoryState.Returned;

    public bool IsThere => Steps.Count > 0 || WhoMayMakeVi.Length > 0;

    /// <summary>Below the language prefix.</summary>
    public string PublicPath => CraftStoryView.PathOf(Shop, Slug);

    /// <summary>How many more steps fit.</summary>
    public int Left => CraftStory.MostSteps - Steps.Count;

    /// <summary>How many are missing before it can be sent.</summary>
    public int Missing => Math.Max(0, CraftStory.FewestSteps - Steps.Count);
}

public sealed record OwnStep(MediaId MediaId, string Vi, string En, MediaState State, string RefusalCode);

internal sealed class ShowOwnCraftHandler(MarketplaceDb db) : IRequestHandler<ListOwnCrafts, IReadOnlyList<OwnCraft>>, IRequestHandler<ShowOwnCraft, OwnCraftPage?>
{
    public async Task<IReadOnlyList<OwnCraft>> Handle(ListOwnCrafts query, CancellationToken ct) => await db.CraftsOf(query.Producer).AsNoTracking()
        .OrderBy(craft => craft.Id)
        .Select(craft => new OwnCraft(
            craft.Slug, craft.NameVi, craft.NameEn,
            db.CraftStories.Where(story => story.ProducerId == query.Producer && story.TechniqueId == craft.Id).Select(story => (CraftStoryState?)story.State).SingleOrDefault(),
            db.CraftStories.Where(story => story.ProducerId == query.Producer && story.TechniqueId == craft.Id).SelectMany(story => story.Steps).Count()))
        .ToListAsync(ct);

    public async Task<OwnCraftPage?> Handle(ShowOwnCraft query, CancellationToken ct)
    {
        var craft = await db.CraftsOf(query.Producer).AsNoTracking().Where(craft => craft.Slug == query.Craft)
            .Select(craft => new { craft.NameVi, craft.NameEn, Shop = db.Producers.Where(shop => shop.Id == query.Producer).Select(shop => shop.Slug).First() })
            .SingleOrDefaultAsync(ct);
        if (craft is null)
        {
            return null;
        }

        var story = await db.CraftStoryOf(query.Producer, query.Craft, ct);
        var photos = (story?.Steps ?? []).Select(step => step.MediaId).ToList();
        var media = photos.Count == 0 ? [] : await db.MediaItems.AsNoTracking().Where(media => photos.Contains(media.Id)).ToDictionaryAsync(media => media.Id, ct);
        return new OwnCraftPage(
            craft.Shop, query.Craft, craft.NameVi, craft.NameEn, story?.State ?? CraftStoryState.Draft, story?.Message ?? "", story?.WhoMayMakeVi ?? "", story?.WhoMayMakeEn ?? "", story?.AgreedBy ?? "",
            [.. (story?.Steps ?? []).OrderBy(step => step.Position)
                .Select(step => new OwnStep(step.MediaId, step.TextVi, step.TextEn, media[step.MediaId].State, media[step.MediaId].RefusalCode))]);
    }
}
