using System.Security.Cryptography;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using NetVips;

namespace Marketplace.Infrastructure.Media;

/// <summary>Takes an upload in: hostile until its bytes, size and header are checked. The picture itself is worked on later, in the queue.</summary>
public interface IPhotoIntake
{
    /// <summary>Stores the upload and adds a queued <see cref="MediaItem"/> to the unit of work; the calling command's save makes it count.</summary>
    /// <returns>The picture's id, or a refusal: media.too-large, media.wrong-type, media.too-many-pixels, media.too-small, media.unreadable.</returns>
    Task<Result<MediaId>> Receive(ProducerId producer, Stream upload, CancellationToken ct, bool isIllustration = false);
}

internal sealed class PhotoIntake(MarketplaceDb db, PhotoStore store, TimeProvider clock, AfterSave afterSave, PhotoSignal signal) : IPhotoIntake
{
    public async Task<Result<MediaId>> Receive(ProducerId producer, Stream upload, CancellationToken ct, bool isIllustration = false)
    {
        var temporary = store.Temporary();
        try
        {
            var copied = await Copy(upload, temporary, ct);
            if (copied.Refusal is { } tooLarge)
            {
                return tooLarge;
            }

            if (Inspect(temporary) is { } refused)
            {
                return refused;
            }

            var media = new MediaItem
            {
                Id = MediaId.New(),
                ProducerId = producer,
                Sha256 = copied.Sha256,
                IsIllustration = isIllustration,
                UploadedAt = clock.GetUtcNow(),
            };
            File.Move(temporary, store.Upload(media.Id));
            db.MediaItems.Add(media);
            afterSave.Otherwise(() => store.Forget(media.Id));
            afterSave.Do(_ =>
            {
                signal.Wake();
                return ValueTask.CompletedTask;
            });
            return media.Id;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    internal static async Task<(string Sha256, Refusal? Refusal)> Copy(Stream upload, string file, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var target = File.Create(file);
        var buffer = new byte[64 * 1024];
        var total = 0;
        int read;
        while ((read = await upload.ReadAsync(buffer, ct)) > 0)
        {
            total += read;
            if (total > PhotoLimits.MostBytes)
            {
                return ("", MediaRefusals.TooLarge);
            }

            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        return (Convert.ToHexStringLower(hash.GetHashAndReset()), null);
    }

    /// <summary>Looks at the first bytes and the header only; nothing is decoded here.</summary>
    internal static Refusal? Inspect(string file)
    {
        Span<byte> start = stackalloc byte[PhotoFormat.BytesNeeded];
        using (var stream = File.OpenRead(file))
        {
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }

        if (!PhotoFormat.IsAccepted(start))
        {
            return MediaRefusals.WrongType;
        }

        try
        {
            using var header = Image.NewFromFile(file, access: Enums.Access.Sequential);
            return (header.Width, header.Height) switch
            {
                var (width, height) when width > PhotoLimits.MostSide || height > PhotoLimits.MostSide || (long)width * height > PhotoLimits.MostPixels => MediaRefusals.TooManyPixels,
                var (width, height) when width < PhotoLimits.LeastSide || height < PhotoLimits.LeastSide => MediaRefusals.TooSmall,
                _ => null,
            };
        }
        catch (VipsException)
        {
            return MediaRefusals.Unreadable;
        }
    }
}

public static class MediaRefusals
{
    public static readonly Refusal TooLarge = new("media.too-large", "Photos", PhotoLimits.MostBytes / 1024 / 1024);
    public static readonly Refusal WrongType = new("media.wrong-type", "Photos");
    public static readonly Refusal TooManyPixels = new("media.too-many-pixels", "Photos");
    public static readonly Refusal TooSmall = new("media.too-small", "Photos", PhotoLimits.LeastSide);
    public static readonly Refusal Unreadable = new("media.unreadable", "Photos");
}
