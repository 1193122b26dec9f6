using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Products;

/// <summary>Publishes a listing, asks for changes or rejects it, with reasons.</summary>
/// <param name="Product">The listing.</param>
/// <param name="Moderator">Who decides.</param>
/// <param name="Verdict">What is decided.</param>
/// <param name="Reasons">Codes.</param>
/// <param name="Message">The moderator's own words.</param>
/// <param name="Shown">The version that was looked at: another one is not decided on. Nothing when nobody looks at a page, as in the demonstration.</param>
public sealed record DecideOnProduct(ProductId Product, UserId Moderator, Verdict? Verdict, IReadOnlyList<string> Reasons, string Message, int? Shown = null)
    : ICommand<Result>, IReview;

/// <summary>Opens a rejected listing for changes: the maker called, and the market agrees that it can be mended.</summary>
public sealed record ReopenProduct(ProductId Product, UserId Moderator) : ICommand<Result>;

internal sealed class DecideOnProductValidator() : ReviewValidator<DecideOnProduct>(Reasons.ForProducts);

internal sealed class DecideOnProductHandler(MarketplaceDb db, ProducerContacts contacts, TimeProvider clock) : IRequestHandler<DecideOnProduct, Result>, IRequestHandler<ReopenProduct, Result>
{
    public async Task<Result> Handle(DecideOnProduct command, CancellationToken ct)
    {
        if (await db.Products.SingleOrDefaultAsync(product => product.Id == command.Product, ct) is not { } product)
        {
            return ProductRefusals.NotFound;
        }

        if (await db.IsOwnShop(command.Moderator, product.ProducerId, clock.GetUtcNow(), ct))
        {
            return Reviewing.OwnShop;
        }

        if (product.Status == ProductStatus.Submitted && command.Shown is { } shown && shown != product.Version)
        {
            return Reviewing.NotWhatWasShown;
        }

        if (command is { Verdict: Verdict.Approve, Shown: not null } && await Unseen(product.Id, ct) is { } unseen)
        {
            return unseen;
        }

        var now = clock.GetUtcNow();
        var before = product.ReviewMessage;
        var words = command.Verdict == Verdict.Approve ? "" : command.WordsIn((await contacts.Of(product.ProducerId, ct)).Language);
        var result = command.Verdict == Verdict.Approve ? product.Approve(now) : product.Return(command.Verdict == Verdict.Reject, words);
        if (!result.Succeeded)
        {
            return result;
        }

        Keep(product, command.Moderator, command.ReasonCodes, before, now);
        db.Log(command.Moderator, "product.review", AuditSubject.Of(product.Id), $"{command.Verdict} {command.ReasonCodes}", now);
        await db.ProductEdits.Where(edit => edit.ProductId == product.Id).MarkSeen(command.Moderator, now, ct);
        return result;
    }

    public async Task<Result> Handle(ReopenProduct command, CancellationToken ct)
    {
        if (await db.Products.SingleOrDefaultAsync(product => product.Id == command.Product, ct) is not { } product)
        {
            return ProductRefusals.NotFound;
        }

        if (await db.IsOwnShop(command.Moderator, product.ProducerId, clock.GetUtcNow(), ct))
        {
            return Reviewing.OwnShop;
        }

        var result = product.Reopen();
        if (result.Succeeded)
        {
            Keep(product, command.Moderator, "", product.ReviewMessage, clock.GetUtcNow());
            db.Log(command.Moderator, "product.reopen", AuditSubject.Of(product.Id), "", clock.GetUtcNow());
        }

        return result;
    }

    private void Keep(Product product, UserId moderator, string reasons, string messageBefore, DateTimeOffset now) => db.ReviewDecisions.Add(new ReviewDecision
    {
        ProductId = product.Id,
        ModeratorId = moderator,
        Decision = product.Status,
        Reasons = reasons,
        Message = product.ReviewMessage,
        MessageBefore = messageBefore,
        At = now,
    });

    /// <summary>What cannot be seen yet must not appear by itself after it was approved.</summary>
    private async Task<Refusal?> Unseen(ProductId id, CancellationToken ct)
    {
        var states = await db.Products.PhotoStates(db, id).ToListAsync(ct);
        return states.Contains(MediaState.Queued) ? Reviewing.PhotoNotReady
            : states.Contains(MediaState.Ready) ? null
            : new Refusal("moderation.no-photo");
    }
}

internal static class ShownPhotos
{
    extension(IQueryable<Product> products)
    {
        public IQueryable<MediaState> PhotoStates(MarketplaceDb db, ProductId id) => products.Where(product => product.Id == id)
            .SelectMany(product => product.Photos).Join(db.MediaItems, photo => photo.MediaId, media => media.Id, (_, media) => media.State);
    }
}
