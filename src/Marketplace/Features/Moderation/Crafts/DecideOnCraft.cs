using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Heritage;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Crafts;

/// <summary>Lets everybody see how a shop does a craft, or sends it back, with reasons. What was published before can be sent back later.</summary>
/// <param name="Story">The story.</param>
/// <param name="Moderator">Who decides.</param>
/// <param name="Verdict">Approve or ask for changes: nobody else rewrites what a community tells.</param>
/// <param name="Reasons">Codes.</param>
/// <param name="Message">The moderator's own words.</param>
/// <param name="Shown">The version that was looked at. Nothing when nobody looks at a page, as in the demonstration.</param>
public sealed record DecideOnCraft(long Story, UserId Moderator, Verdict? Verdict, IReadOnlyList<string> Reasons, string Message, int? Shown = null) : ICommand<Result>, IReview;

/// <summary>Takes back one's own decision while nobody was told of it.</summary>
public sealed record UndoCraftDecision(long Story, UserId Moderator) : ICommand<Result>;

internal sealed class DecideOnCraftValidator() : ReviewValidator<DecideOnCraft>(Moderation.Reasons.ForCrafts);

internal sealed class DecideOnCraftHandler(MarketplaceDb db, ProducerContacts contacts, TimeProvider clock) : IRequestHandler<DecideOnCraft, Result>, IRequestHandler<UndoCraftDecision, Result>
{
    public async Task<Result> Handle(DecideOnCraft command, CancellationToken ct)
    {
        if (await db.CraftStories.Include(story => story.Steps).SingleOrDefaultAsync(story => story.Id == command.Story, ct) is not { } story)
        {
            return CraftRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        if (await db.IsOwnShop(command.Moderator, story.ProducerId, now, ct))
        {
            return Reviewing.OwnShop;
        }

        if (command.Shown is { } shown && shown != story.Version)
        {
            return Reviewing.NotWhatWasShown;
        }

        var result = command.Verdict switch
        {
            Verdict.Approve when command.Shown is not null && await db.HasUnseen([.. story.Steps.Select(step => step.MediaId)], ct) => Reviewing.PhotoNotReady,
            Verdict.Approve => story.Publish(command.Moderator, now),
            Verdict.AskChanges => story.Return(command.WordsIn((await contacts.Of(story.ProducerId, ct)).Language), command.Moderator, now),
            _ => new Refusal("moderation.verdict-required", nameof(command.Verdict)),
        };
        if (result.Succeeded)
        {
            db.Log(command.Moderator, "craft.decision", AuditSubject.OfCraft(story.Id), $"{command.Verdict} {command.ReasonCodes}", now);
        }

        return result;
    }

    public async Task<Result> Handle(UndoCraftDecision command, CancellationToken ct)
    {
        if (await db.CraftStories.SingleOrDefaultAsync(story => story.Id == command.Story, ct) is not { } story)
        {
            return CraftRefusals.NotFound;
        }

        var (now, decision) = (clock.GetUtcNow(), story.State);
        var result = story.Undo(command.Moderator, now);
        if (result.Succeeded)
        {
            db.Log(command.Moderator, "craft.decision-undone", AuditSubject.OfCraft(story.Id), $"{decision}", now);
        }

        return result;
    }
}
