using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Media;
using Marketplace.Domain.Reviews;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Media.Audio;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Media.Sweep;

/// <summary>
/// Puts away what nothing names: an upload that a machine left behind which stopped between storing a file and writing its row, or the other way round,
/// and a picture that was taken out of its listing, review or craft, and a recording that no story names.
/// </summary>
public sealed record SweepUploads : ICommand<Result>
{
    /// <summary>Longer than any request lasts, so that what is being written is left alone.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);
}

internal sealed class SweepUploadsHandler(MarketplaceDb db, PhotoStore store, AudioStore recordings, TimeProvider clock) : IRequestHandler<SweepUploads, Result>
{
    private const int AtOnce = 500;

    public async Task<Result> Handle(SweepUploads command, CancellationToken ct)
    {
        var before = clock.GetUtcNow() - SweepUploads.KeptFor;
        foreach (var files in store.Incoming().Where(file => file.LastWriteTimeUtc < before.UtcDateTime).Chunk(AtOnce))
        {
            var named = await Named([.. files.Select(file => IdIn(file.Name)).OfType<Guid>()], ct);
            foreach (var file in files.Where(file => IdIn(file.Name) is not { } id || !named.Contains(id)))
            {
                file.Delete();
            }
        }

        await LetGoOfRefused(before, ct);
        await RemovePictures(before, ct);
        await RemoveRecordings(before, ct);
        return Result.Ok;
    }

    /// <summary>Who knows the address of a picture still gets it: those of a refused review go with the next sweep, when nobody undoes the decision any more.</summary>
    private async Task LetGoOfRefused(DateTimeOffset before, CancellationToken ct) => db.RemoveRange(await db.Set<ReviewPhoto>()
        .Where(photo => db.Reviews.Any(review => review.Id == EF.Property<long>(photo, "ReviewId") && review.State == ReviewState.Refused && review.DecidedAt < before))
        .OrderBy(photo => photo.MediaId).Take(AtOnce).ToListAsync(ct));

    /// <summary>Only listings, reviews, portraits and steps of crafts name pictures. The files go first: a row without files is swept next time, files without a row would be fetched for ever.</summary>
    private async Task RemovePictures(DateTimeOffset before, CancellationToken ct)
    {
        var unnamed = await db.MediaItems
            .Where(media => (media.State == MediaState.Ready || media.State == MediaState.Refused) && media.UploadedAt < before && !db.Set<ProductPhoto>().Any(photo => photo.MediaId == media.Id)
                && !db.Set<ReviewPhoto>().Any(photo => photo.MediaId == media.Id) && !db.Portraits.Any(portrait => portrait.MediaId == media.Id)
                && !db.Set<CraftStep>().Any(step => step.MediaId == media.Id))
            .OrderBy(media => media.UploadedAt).Take(AtOnce).ToListAsync(ct);
        foreach (var media in unnamed)
        {
            store.Remove(media.Id);
        }

        db.MediaItems.RemoveRange(unnamed);
    }

    private async Task RemoveRecordings(DateTimeOffset before, CancellationToken ct)
    {
        foreach (var files in recordings.All().Where(file => file.LastWriteTimeUtc < before.UtcDateTime).Chunk(AtOnce))
        {
            List<AudioId> ids = [.. files.Select(AudioStore.IdIn).OfType<AudioId>()];
            var named = await db.SpokenStories.Where(story => ids.Contains(story.AudioId)).Select(story => story.AudioId).ToListAsync(ct);
            foreach (var file in files.Where(file => AudioStore.IdIn(file) is not { } id || !named.Contains(id)))
            {
                file.Delete();
            }
        }
    }

    private async Task<HashSet<Guid>> Named(List<Guid> ids, CancellationToken ct)
    {
        var (pictures, uploads) = (ids.ConvertAll(MediaId.From), ids.ConvertAll(PhotoUploadId.From));
        var waiting = await db.MediaItems.Where(media => media.State == MediaState.Queued && pictures.Contains(media.Id)).Select(media => media.Id).ToListAsync(ct);
        var underway = await db.PhotoUploads.Where(upload => upload.DoneAt == null && uploads.Contains(upload.Id)).Select(upload => upload.Id).ToListAsync(ct);
        return [.. waiting.Select(id => id.Value), .. underway.Select(id => id.Value)];
    }

    private static Guid? IdIn(string file) =>
        Guid.TryParseExact(file.EndsWith(PhotoStore.PieceExtension, StringComparison.Ordinal) ? file[..^PhotoStore.PieceExtension.Length] : file, "N", out var id) ? id : null;
}

internal sealed class SweepUploadsRegularly : Infrastructure.Jobs.IRecurringJob
{
    public string Name => "media.sweep-uploads";

    public TimeSpan Every => TimeSpan.FromHours(6);

    public IBaseRequest CreateCommand() => new SweepUploads();
}
