namespace Marketplace.Infrastructure.Media;

/// <summary>What an upload may be and what is made of it (docs/ux-guide: a phone picks at most 640 px; 960 only on the enlarged page).</summary>
public static class PhotoLimits
{
    public const int MostBytes = 12 * 1024 * 1024;

    /// <summary>A small file can announce a huge picture; refused from its header, before a pixel is decoded.</summary>
    public const long MostPixels = 60_000_000;

    public const int MostSide = 12_000;

    public const int LeastSide = 200;

    public static IReadOnlyList<int> Widths { get; } = [160, 320, 480, 640, 960];

    /// <summary>
    /// Up to here pictures stand by the dozen in lists, two pixels of theirs to one of the page: a list must reach a slow phone, so they are pressed harder
    /// and worked on longer (a quarter lighter; the likeness of a photo falls from .93 to .90 by structural similarity).
    /// </summary>
    public const int WidestOfCards = 320;

    public static IReadOnlyList<string> Extensions { get; } = ["avif", "webp", "jpg"];
}
