using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Undo;

/// <summary>Takes back one's own last decision on a listing. Within ten minutes the maker has not been told yet, and now will not be.</summary>
public sealed record UndoProductDecision(ProductId Product, UserId Moderator) : ICommand<Result>;

/// <inheritdoc cref="UndoProductDecision"/>
public sealed record UndoProducerDecision(ProducerId Producer, UserId Moderator) : ICommand<Result>;

internal sealed class UndoDecisionHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<UndoProductDecision, Result>, IRequestHandler<UndoProducerDecision, Result>
{
    public async Task<Result> Handle(UndoProductDecision command, CancellationToken ct)
    {
        var product = await db.Products.SingleOrDefaultAsync(product => product.Id == command.Product, ct);
        var decision = await db.ReviewDecisions.Where(decision => decision.ProductId == command.Product).OrderByDescending(decision => decision.Id).FirstOrDefaultAsync(ct);
        if (product is null || decision is null)
        {
            return ProductRefusals.NotFound;
        }

        // Half reworked it must not go back into review under the maker's hands.
        var isReworked = decision.Decision == ProductStatus.ChangesRequested && await db.ProductEdits.AnyAsync(edit => edit.ProductId == product.Id && edit.At > decision.At, ct);

        // Out of a rejection there is one way only: it was reopened.
        var wasReopened = await db.ReviewDecisions.Where(other => other.ProductId == product.Id && other.Id < decision.Id && other.UndoneAt == null)
            .OrderByDescending(other => other.Id).Select(other => (ProductStatus?)other.Decision).FirstOrDefaultAsync(ct) == ProductStatus.Rejected;
        var result = await Undo(decision, command.Moderator, () => isReworked ? ProductRefusals.ChangedSinceReview : product.TakeBack(decision, wasReopened), ReviewMessages.Of(product.Id), ct);
        if (result.Succeeded)
        {
            await db.ProductEdits.Where(edit => edit.ProductId == product.Id).MarkUnseen(decision, ct);
            db.Log(command.Moderator, "product.review-undone", AuditSubject.Of(product.Id), $"{decision.Decision}", clock.GetUtcNow());
        }

        return result;
    }

    public async Task<Result> Handle(UndoProducerDecision command, CancellationToken ct)
    {
        var producer = await db.Producers.SingleOrDefaultAsync(producer => producer.Id == command.Producer, ct);
        var decision = await db.ProducerDecisions.Where(decision => decision.ProducerId == command.Producer).OrderByDescending(decision => decision.Id).FirstOrDefaultAsync(ct);
        if (producer is null || decision is null)
        {
            return ProducerRefusals.NotFound;
        }

        var isReworked = decision.Decision == ProducerStatus.ChangesRequested && await db.ProducerEdits.AnyAsync(edit => edit.ProducerId == producer.Id && edit.At > decision.At, ct);
        var result = await Undo(decision, command.Moderator, () => isReworked ? ProducerRefusals.ChangedSinceReview : producer.TakeBack(decision), ReviewMessages.Of(producer.Id), ct);
        if (result.Succeeded)
        {
            await db.ProducerEdits.Where(edit => edit.ProducerId == producer.Id).MarkUnseen(decision, ct);
            db.Log(command.Moderator, "producer.review-undone", AuditSubject.Of(producer.Id), $"{decision.Decision}", clock.GetUtcNow());
        }

        return result;
    }

    private async Task<Result> Undo(ModeratorDecision decision, UserId moderator, Func<Result> takeBack, string messages, CancellationToken ct)
    {
        var undone = decision.Undo(moderator, clock.GetUtcNow());
        if (!undone.Succeeded)
        {
            return undone;
        }

        await db.CallOff(messages, decision.At, ct);
        return takeBack();
    }
}
