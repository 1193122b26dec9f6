using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Reviews;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Reviews;

/// <summary>Lets everybody read what a buyer said, or refuses it, with reasons. What was published before can be refused later.</summary>
/// <param name="Review">The review.</param>
/// <param name="Moderator">Who decides.</param>
/// <param name="Verdict">Approve or reject: nobody else rewrites what a buyer thinks.</param>
/// <param name="Reasons">Codes.</param>
/// <param name="Message">The moderator's own words.</param>
/// <param name="Shown">The version that was looked at. Nothing when nobody looks at a page, as in the demonstration.</param>
public sealed record DecideOnReview(long Review, UserId Moderator, Verdict? Verdict, IReadOnlyList<string> Reasons, string Message, int? Shown = null) : ICommand<Result>, IReview;

/// <summary>Takes back one's own decision while nobody was told of it.</summary>
public sealed record UndoReviewDecision(long Review, UserId Moderator) : ICommand<Result>;

internal sealed class DecideOnReviewValidator() : ReviewValidator<DecideOnReview>(Moderation.Reasons.ForReviews);

internal sealed class DecideOnReviewHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<DecideOnReview, Result>, IRequestHandler<UndoReviewDecision, Result>
{
    public async Task<Result> Handle(DecideOnReview command, CancellationToken ct)
    {
        if (await db.Reviews.Include(review => review.Photos).SingleOrDefaultAsync(review => review.Id == command.Review, ct) is not { } review)
        {
            return ReviewRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        if (await db.IsOwnShop(command.Moderator, review.ProducerId, now, ct))
        {
            return Reviewing.OwnShop;
        }

        if (command.Shown is { } shown && shown != review.Version)
        {
            return Reviewing.NotWhatWasShown;
        }

        var result = command.Verdict switch
        {
            Verdict.Approve when await db.HasUnseen([.. review.Photos.Select(photo => photo.MediaId)], ct) => Reviewing.PhotoNotReady,
            Verdict.Approve => review.Publish(command.Moderator, now),
            Verdict.Reject => review.Refuse(command.WordsIn(review.Language), command.Moderator, now),
            _ => new Refusal("moderation.verdict-required", nameof(command.Verdict)),
        };
        if (result.Succeeded)
        {
            db.Log(command.Moderator, "review.decision", AuditSubject.OfReview(review.Id), $"{command.Verdict} {command.ReasonCodes}", now);
        }

        return result;
    }

    public async Task<Result> Handle(UndoReviewDecision command, CancellationToken ct)
    {
        if (await db.Reviews.SingleOrDefaultAsync(review => review.Id == command.Review, ct) is not { } review)
        {
            return ReviewRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        var (decision, since) = (review.State, review.DecidedAt);
        var result = review.TakeBack(command.Moderator, now);
        if (result.Succeeded)
        {
            await db.CallOff(ReviewMessages.OfReview(review.Id), since!.Value, ct);
            db.Log(command.Moderator, "review.decision-undone", AuditSubject.OfReview(review.Id), $"{decision}", now);
        }

        return result;
    }
}
