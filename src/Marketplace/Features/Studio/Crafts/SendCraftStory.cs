using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Media;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Crafts;

/// <summary>Sends the story of a craft to the moderators. Whoever sends it says that those who were named agreed, and is on record for it.</summary>
public sealed record SendCraftStory(ProducerId Producer, Actor Actor, string Craft) : ICommand<Result>;

/// <summary>Takes it back, to change it or because it is no longer to be seen.</summary>
public sealed record TakeBackCraftStory(ProducerId Producer, Actor Actor, string Craft) : ICommand<Result>;

/// <summary>Takes it away with its photos. Asked for twice, it is gone once.</summary>
public sealed record RemoveCraftStory(ProducerId Producer, Actor Actor, string Craft) : ICommand<Result>;

internal sealed class SendCraftStoryHandler(MarketplaceDb db, ProfileMedia pictures, TimeProvider clock)
    : IRequestHandler<SendCraftStory, Result>, IRequestHandler<TakeBackCraftStory, Result>, IRequestHandler<RemoveCraftStory, Result>
{
    public async Task<Result> Handle(SendCraftStory command, CancellationToken ct)
    {
        if (await db.CraftStoryOf(command.Producer, command.Craft, ct) is not { } story)
        {
            return CraftRefusals.NotFound;
        }

        var photos = story.Steps.Select(step => step.MediaId).ToList();
        if (await db.MediaItems.AnyAsync(media => photos.Contains(media.Id) && media.State == MediaState.Refused, ct))
        {
            return new Refusal("crafts.photo-refused", "Photo");
        }

        var sent = story.Send(clock.GetUtcNow());
        if (sent.Succeeded)
        {
            Log(story, command.Actor, "craft.sent", story.AgreedBy);
        }

        return sent;
    }

    public async Task<Result> Handle(TakeBackCraftStory command, CancellationToken ct)
    {
        if (await db.CraftStoryOf(command.Producer, command.Craft, ct) is not { } story)
        {
            return CraftRefusals.NotFound;
        }

        var taken = story.TakeBack();
        if (taken.Succeeded)
        {
            Log(story, command.Actor, "craft.taken-back", "");
        }

        return taken;
    }

    public async Task<Result> Handle(RemoveCraftStory command, CancellationToken ct)
    {
        if (await db.CraftStoryOf(command.Producer, command.Craft, ct) is not { } story)
        {
            return Result.Ok;
        }

        story.Withdraw();
        var photos = story.Steps.Select(step => step.MediaId).ToList();
        db.CraftStories.Remove(story);
        foreach (var photo in photos)
        {
            await pictures.RemovePicture(photo, ct);
        }

        Log(story, command.Actor, "craft.removed", "");
        return Result.Ok;
    }

    private void Log(CraftStory story, Actor actor, string action, string detail) => db.AuditEvents.Add(new AuditEvent
    {
        At = clock.GetUtcNow(),
        ActorId = actor.UserId,
        Action = action,
        Subject = AuditSubject.OfCraft(story.Id),
        Detail = detail,
    });
}
