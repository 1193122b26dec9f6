using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Products;

/// <summary>A moderator looked at what was changed on a listing that is on sale: at those they were shown, from the first to the last.</summary>
public sealed record MarkEditsSeen(ProductId Product, UserId Moderator, long FirstShown, long LastShown) : ICommand<Result>;

internal sealed class MarkEditsSeenHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<MarkEditsSeen, Result>
{
    public async Task<Result> Handle(MarkEditsSeen command, CancellationToken ct)
    {
        if (!await db.Products.AnyAsync(product => product.Id == command.Product, ct))
        {
            return ProductRefusals.NotFound;
        }

        var edits = await db.ProductEdits
            .Where(edit => edit.ProductId == command.Product && edit.SeenAt == null && edit.Id >= command.FirstShown && edit.Id <= command.LastShown)
            .ToListAsync(ct);
        foreach (var edit in edits)
        {
            edit.MarkSeen(command.Moderator, clock.GetUtcNow());
        }

        db.AuditEvents.Add(new AuditEvent
        {
            At = clock.GetUtcNow(),
            ActorId = command.Moderator,
            Action = "product.edits-seen",
            Subject = command.Product.Value.ToString(),
            Detail = $"{edits.Count}",
        });
        return Result.Ok;
    }
}
