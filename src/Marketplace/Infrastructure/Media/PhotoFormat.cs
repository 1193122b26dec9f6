namespace Marketplace.Infrastructure.Media;

/// <summary>Tells what bytes are from the bytes themselves; names and content types sent along are only claims.</summary>
internal static class PhotoFormat
{
    public const int BytesNeeded = 12;

    public static bool IsAccepted(ReadOnlySpan<byte> start) =>
        start.StartsWith<byte>([0xFF, 0xD8, 0xFF])
        || start.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        || (start.Length >= BytesNeeded && start[..4].SequenceEqual("RIFF"u8) && start[8..12].SequenceEqual("WEBP"u8));
}
