using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Moderation.Producers;

/// <summary>A moderator looked at what a shop changed in its story: at the changes they were shown, from the first to the last. A portrait that is
/// still being prepared was not shown.</summary>
public sealed record MarkStorySeen(ProducerId Producer, UserId Moderator, long FirstShown, long LastShown) : ICommand<Result>;

internal sealed class MarkStorySeenHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<MarkStorySeen, Result>
{
    public async Task<Result> Handle(MarkStorySeen command, CancellationToken ct)
    {
        if (!await db.Producers.AnyAsync(producer => producer.Id == command.Producer, ct))
        {
            return ProducerRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        if (await db.IsOwnShop(command.Moderator, command.Producer, now, ct))
        {
            return Reviewing.OwnShop;
        }

        var waitsForPortrait = await db.Portraits.AnyAsync(
            portrait => portrait.ProducerId == command.Producer && db.MediaItems.Any(media => media.Id == portrait.MediaId && media.State == MediaState.Queued), ct);
        var seen = await db.ProducerEdits
            .Where(edit => edit.ProducerId == command.Producer && edit.Id >= command.FirstShown && edit.Id <= command.LastShown && (edit.Field != "Portrait" || !waitsForPortrait))
            .MarkSeen(command.Moderator, now, ct);
        db.Log(command.Moderator, "producer.edits-seen", AuditSubject.Of(command.Producer), $"{seen}", now);
        return Result.Ok;
    }
}
