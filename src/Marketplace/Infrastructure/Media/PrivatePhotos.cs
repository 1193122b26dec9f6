using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Data;

namespace Marketplace.Infrastructure.Media;

/// <summary>
/// Photos that few may see, such as of a broken pot: as hostile as any upload until checked, made smaller, stripped of all metadata, and kept apart from
/// the goods' pictures, which everyone may fetch. Whoever shows one decides who sees it.
/// </summary>
public sealed class PrivatePhotos(DataFolder data, PhotoStore store, TimeProvider clock)
{
    // One picture at a time, as in the queue: people's requests need the other processor.
    private static readonly SemaphoreSlim One = new(1);
    private readonly string _folder = data.Sub(Path.Combine("media", "private"));

    /// <summary>Keeps the photo under its owner. Named by its bytes, so sending it again changes nothing.</summary>
    public async Task<Result<Guid>> Keep(Guid owner, Stream upload, CancellationToken ct)
    {
        var temporary = store.Temporary();
        try
        {
            var copied = await PhotoIntake.Copy(upload, temporary, ct);
            if (copied.Refusal is { } tooLarge)
            {
                return tooLarge;
            }

            if (PhotoIntake.Inspect(temporary) is { } refused)
            {
                return refused;
            }

            var photo = new Guid(Convert.FromHexString(copied.Sha256).AsSpan(0, 16));
            var file = Name(owner, photo);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await One.WaitAsync(ct);
            try
            {
                if (!PhotoProcessor.Shrink(temporary, file))
                {
                    return MediaRefusals.Unreadable;
                }
            }
            finally
            {
                One.Release();
            }

            File.SetLastWriteTimeUtc(file, clock.GetUtcNow().UtcDateTime);
            return photo;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>The owner's photos, as they came.</summary>
    public IReadOnlyList<Guid> Of(Guid owner) => new DirectoryInfo(Path.Combine(_folder, owner.ToString("N"))) is { Exists: true } own
        ? [.. own.EnumerateFiles("*.jpg").OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal).Select(file => Guid.ParseExact(Path.GetFileNameWithoutExtension(file.Name), "N"))]
        : [];

    /// <summary>Where the photo lies, when the owner has it.</summary>
    public string? Find(Guid owner, Guid photo) => Name(owner, photo) is var file && File.Exists(file) ? file : null;

    public void Forget(Guid owner, Guid photo) => File.Delete(Name(owner, photo));

    /// <summary>Deletes what was kept before the moment.</summary>
    public void ForgetBefore(DateTimeOffset moment)
    {
        foreach (var own in new DirectoryInfo(_folder).EnumerateDirectories())
        {
            foreach (var file in own.EnumerateFiles().Where(file => file.LastWriteTimeUtc < moment.UtcDateTime))
            {
                file.Delete();
            }

            if (!own.EnumerateFiles().Any())
            {
                own.Delete();
            }
        }
    }

    private string Name(Guid owner, Guid photo) => Path.Combine(_folder, owner.ToString("N"), photo.ToString("N") + ".jpg");
}
