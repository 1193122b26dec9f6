using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Products;

/// <summary>A moderator looked at what was changed on a listing that is on sale: at those they were shown, from the first to the last. A photo that
/// is still being prepared was not shown.</summary>
public sealed record MarkEditsSeen(ProductId Product, UserId Moderator, long FirstShown, long LastShown) : ICommand<Result>;

internal sealed class MarkEditsSeenHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<MarkEditsSeen, Result>
{
    public async Task<Result> Handle(MarkEditsSeen command, CancellationToken ct)
    {
        if (await db.Products.Where(product => product.Id == command.Product).Select(product => (ProducerId?)product.ProducerId).SingleOrDefaultAsync(ct) is not { } producer)
        {
            return ProductRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        if (await db.IsOwnShop(command.Moderator, producer, now, ct))
        {
            return Reviewing.OwnShop;
        }

        var waitsForPhoto = await db.Products.PhotoStates(db, command.Product).ContainsAsync(MediaState.Queued, ct);
        var seen = await db.ProductEdits
            .Where(edit => edit.ProductId == command.Product && edit.Id >= command.FirstShown && edit.Id <= command.LastShown && (edit.Field != "Photos" || !waitsForPhoto))
            .MarkSeen(command.Moderator, now, ct);
        db.Log(command.Moderator, "product.edits-seen", AuditSubject.Of(command.Product), $"{seen}", now);
        return Result.Ok;
    }
}
