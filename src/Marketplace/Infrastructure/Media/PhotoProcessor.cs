using Marketplace.Domain.Media;
using NetVips;

namespace Marketplace.Infrastructure.Media;

/// <summary>Makes the derivatives: turned upright, all metadata stripped, 160 to 960 px as AVIF, WebP and JPEG.</summary>
public sealed class PhotoProcessor(PhotoStore store)
{
    /// <summary>Loaded with the first picture, not with the queue that finds none: the library is ten megabytes of memory.</summary>
    private static class Vips
    {
        // One picture at a time on one thread: the queue must not starve people's requests, and a cache of past operations helps nobody.
        static Vips() => (NetVips.NetVips.Concurrency, Cache.Max) = (1, 0);

        public static Image Load(string file) =>
            Image.Thumbnail(file, PhotoLimits.Widths[^1], height: PhotoLimits.MostSide, size: Enums.Size.Down, failOn: Enums.FailOn.Error);
    }

    /// <summary>Works on the upload of that id, unless its bytes are not a picture after all. The folder appears whole or not at all.</summary>
    /// <exception cref="VipsException">The derivatives could not be written.</exception>
    public (int Width, int Height)? Process(MediaId id)
    {
        using var pixels = Read(store.Upload(id));
        if (pixels is null)
        {
            return null;
        }

        var folder = store.Folder(id);
        var building = store.Building(id);
        Directory.CreateDirectory(building);
        foreach (var width in PhotoLimits.Widths)
        {
            using var derivative = pixels.ThumbnailImage(width, height: PhotoLimits.MostSide, size: Enums.Size.Down);
            using var ready = derivative.CopyMemory();
            var (quality, effort) = QualityOf(width);
            ready.Heifsave(Path.Combine(building, $"{width}.avif"), q: quality, effort: effort, compression: Enums.ForeignHeifCompression.Av1, keep: Enums.ForeignKeep.None);
            ready.Webpsave(Path.Combine(building, $"{width}.webp"), q: 70, effort: 4, keep: Enums.ForeignKeep.None);
            ready.Jpegsave(Path.Combine(building, $"{width}.jpg"), q: 72, interlace: true, keep: Enums.ForeignKeep.None);
        }

        Publish(building, folder);
        return (pixels.Width, pixels.Height);
    }

    /// <summary>The narrowest stands thumb-sized in carts, where a whole page has fifteen kilobytes.</summary>
    private static (int Quality, int Effort) QualityOf(int width) =>
        width == PhotoLimits.Widths[0] ? (34, 4) : width <= PhotoLimits.WidestOfCards ? (42, 4) : (50, 2);

    /// <summary>The size of a picture whose derivatives stand already, because the machine stopped between making them and writing that down.</summary>
    public (int Width, int Height)? Made(MediaId id)
    {
        if (!Directory.Exists(store.Folder(id)))
        {
            return null;
        }

        try
        {
            using var largest = Image.NewFromFile(store.Derivative(id, PhotoLimits.Widths[^1], PhotoLimits.Extensions[^1]));
            return (largest.Width, largest.Height);
        }
        catch (VipsException)
        {
            // Power went before the bytes were on the disk: made anew from the upload.
            return null;
        }
    }

    /// <summary>One upright JPEG of at most 960 px without metadata, or false when the bytes are not a picture after all. The file appears whole or not at all.</summary>
    /// <exception cref="VipsException">The file could not be written.</exception>
    public static bool Shrink(string upload, string file)
    {
        using var pixels = Read(upload);
        if (pixels is null)
        {
            return false;
        }

        pixels.Jpegsave(file + ".building", q: 72, interlace: true, keep: Enums.ForeignKeep.None);
        File.Move(file + ".building", file, overwrite: true);
        return true;
    }

    /// <summary>Takes over the derivatives of a picture with the same bytes.</summary>
    public void CopyFrom(MediaId twin, MediaId id)
    {
        var folder = store.Folder(id);
        var building = store.Building(id);
        Directory.CreateDirectory(building);
        foreach (var file in Directory.EnumerateFiles(store.Folder(twin)))
        {
            File.Copy(file, Path.Combine(building, Path.GetFileName(file)), overwrite: true);
        }

        Publish(building, folder);
    }

    /// <summary>Nothing when the bytes are not a picture. Only reading them can tell: a disk that is full says nothing about the picture.</summary>
    private static Image? Read(string upload)
    {
        try
        {
            using var largest = Vips.Load(upload);
            using var flat = largest.HasAlpha() ? largest.Flatten(background: [255, 255, 255]) : largest.Copy();
            return flat.CopyMemory();
        }
        catch (VipsException)
        {
            return null;
        }
    }

    private static void Publish(string building, string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.Move(building, folder);
    }
}
