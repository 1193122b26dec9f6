using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NetVips;

namespace Marketplace.Features.Media.Process;

/// <summary>Works on the oldest upload that waits, or on the newest. The answer says whether there was one.</summary>
public sealed record ProcessNextPhoto(bool NewestFirst = false) : ICommand<Result<bool>>;

internal sealed class ProcessNextPhotoHandler(MarketplaceDb db, PhotoStore store, PhotoProcessor processor, AfterSave afterSave, IWriteGate gate, TimeProvider clock)
    : IRequestHandler<ProcessNextPhoto, Result<bool>>
{
    private const int MostAttempts = 3;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    public async Task<Result<bool>> Handle(ProcessNextPhoto command, CancellationToken ct)
    {
        if (await Claim(command.NewestFirst, ct) is not { } media)
        {
            return false;
        }

        if (processor.Made(media.Id) is var (width, height))
        {
            media.Finish(width, height);
        }
        else if (media.Attempts > MostAttempts || !File.Exists(store.Upload(media.Id)))
        {
            // A machine that stopped each time left half of its work behind.
            store.Remove(media.Id);
            media.Refuse(MediaRefusals.Unreadable.Code);
        }
        else
        {
            await Work(media, ct);

            // Taken away meanwhile, as a portrait is whose person no longer permits it: nothing stays of it.
            if (await db.MediaItems.AnyAsync(one => one.Id == media.Id && one.State == MediaState.Refused, ct))
            {
                store.Remove(media.Id);
            }
        }

        // Only what is written down for good may let go of the upload: until then a stopped machine begins anew from it.
        afterSave.Do(_ =>
        {
            store.Forget(media.Id);
            return ValueTask.CompletedTask;
        });
        return true;
    }

    private async Task Work(MediaItem media, CancellationToken ct)
    {
        var twin = await db.MediaItems.AsNoTracking()
            .Where(other => other.Sha256 == media.Sha256 && other.State == MediaState.Ready)
            .FirstOrDefaultAsync(ct);
        try
        {
            if (twin is not null)
            {
                processor.CopyFrom(twin.Id, media.Id);
                media.Finish(twin.Width, twin.Height);
            }
            else if (processor.Process(media.Id) is var (width, height))
            {
                media.Finish(width, height);
            }
            else
            {
                media.Refuse(MediaRefusals.Unreadable.Code);
            }
        }
        catch (Exception failure) when (failure is VipsException or IOException)
        {
            // The disk is full or away, which is no fault of the picture: it keeps its attempt and waits until the lease runs out.
            using var turn = await gate.Enter(ct);
            await db.MediaItems.Where(one => one.Id == media.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Attempts, one => one.Attempts - 1), ct);
            throw;
        }
    }

    /// <summary>A guarded update per candidate, so that two machines never work on one picture; a crashed worker's lease runs out.</summary>
    private async Task<MediaItem?> Claim(bool newestFirst, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var waiting = db.MediaItems.Where(media => media.State == MediaState.Queued && (media.LeasedUntil == null || media.LeasedUntil < now));
        var inTurn = newestFirst ? waiting.OrderByDescending(media => media.UploadedAt) : waiting.OrderBy(media => media.UploadedAt);
        var candidates = await inTurn.Select(media => media.Id).Take(5).ToListAsync(ct);
        foreach (var id in candidates)
        {
            if (await Claim(waiting.Where(media => media.Id == id), now + Lease, ct))
            {
                return await db.MediaItems.SingleAsync(media => media.Id == id, ct);
            }
        }

        return null;
    }

    /// <summary>The turn to write ends with the claim: buyers must not wait for a picture.</summary>
    private async Task<bool> Claim(IQueryable<MediaItem> one, DateTimeOffset until, CancellationToken ct)
    {
        using var turn = await gate.Enter(ct);
        return await one.ExecuteUpdateAsync(set => set.SetProperty(media => media.LeasedUntil, until).SetProperty(media => media.Attempts, media => media.Attempts + 1), ct) == 1;
    }
}
