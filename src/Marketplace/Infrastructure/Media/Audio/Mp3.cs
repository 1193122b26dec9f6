using Marketplace.Domain.Common;
using Marketplace.Domain.Media;

namespace Marketplace.Infrastructure.Media.Audio;

/// <summary>MPEG audio, layer III (ISO/IEC 11172-3 and 13818-3, and the 2.5 that is in use): frame after frame. Only frames are kept, so no tag before or after them survives.</summary>
internal static class Mp3
{
    private const int HeaderBytes = 4;
    private const int TagHeaderBytes = 10;

    /// <summary>Fewer may be found by chance in anything.</summary>
    private const int LeastFrames = 3;

    /// <summary>Torn off at the end, as by a recorder that lost its battery. Where more is no frame, the file is no whole MP3.</summary>
    private const int MostTornOff = 2048;

    private const int Version1 = 3;
    private static readonly int[] RatesOfVersion1 = [44_100, 48_000, 32_000];
    private static readonly int[] Kilobits1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] Kilobits2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

    private readonly record struct Frame(int Version, int Rate, int Bytes)
    {
        public int Samples => Version == Version1 ? 1152 : 576;
    }

    public static bool Begins(ReadOnlySpan<byte> file) => file.StartsWith("ID3"u8) || FrameAt(file) is not null;

    public static Result<Sound> Read(ReadOnlySpan<byte> file)
    {
        var rest = WithoutTagsBehind(WithoutTagsBefore(file));
        var (kept, frames) = (0, 0);
        Frame? first = null;
        while (FrameAt(rest[kept..]) is { } frame && (first is not { } begun || (frame.Version, frame.Rate) == (begun.Version, begun.Rate)))
        {
            first ??= frame;
            kept += frame.Bytes;
            frames++;
        }

        // Tags behind are taken off first; one that stands in the last frame, with something behind it, would be the end of what is kept.
        return first is { } any && frames >= LeastFrames && TagBehind(rest[..kept]) == 0 && rest.Length - kept <= MostTornOff
            ? new Sound(AudioFormat.Mp3, (long)frames * any.Samples * 1000 / any.Rate, rest[..kept].ToArray())
            : AudioRefusals.Unreadable;
    }

    /// <summary>A whole frame, or nothing.</summary>
    private static Frame? FrameAt(ReadOnlySpan<byte> bytes)
    {
        const int LayerThree = 1;
        if (bytes.Length < HeaderBytes || bytes[0] != 0xFF || (bytes[1] & 0xE0) != 0xE0)
        {
            return null;
        }

        var (version, layer, bitrate, rate, padding, emphasis) =
            ((bytes[1] >> 3) & 3, (bytes[1] >> 1) & 3, bytes[2] >> 4, (bytes[2] >> 2) & 3, (bytes[2] >> 1) & 1, bytes[3] & 3);

        // Reserved values, and bitrates that only a decoder could find out.
        if (version == 1 || layer != LayerThree || bitrate is 0 or 15 || rate == 3 || emphasis == 2)
        {
            return null;
        }

        var hertz = RatesOfVersion1[rate] / (version switch { Version1 => 1, 2 => 2, _ => 4 });
        var frame = new Frame(version, hertz, ((version == Version1 ? 144 : 72) * (version == Version1 ? Kilobits1 : Kilobits2)[bitrate] * 1000 / hertz) + padding);
        return frame.Bytes <= bytes.Length ? frame : null;
    }

    /// <summary>ID3v2, of which there may be several, and the empty bytes some writers leave behind it.</summary>
    private static ReadOnlySpan<byte> WithoutTagsBefore(ReadOnlySpan<byte> file)
    {
        while (file.Length >= TagHeaderBytes && file.StartsWith("ID3"u8))
        {
            var hasFooter = (file[5] & 0x10) != 0;
            var size = ((file[6] & 0x7F) << 21) | ((file[7] & 0x7F) << 14) | ((file[8] & 0x7F) << 7) | (file[9] & 0x7F);
            file = file[Math.Min(file.Length, TagHeaderBytes + size + (hasFooter ? TagHeaderBytes : 0))..];
            file = file.TrimStart((byte)0);
        }

        return file;
    }

    /// <summary>ID3v1, APE and Lyrics3, in whatever order they were added.</summary>
    private static ReadOnlySpan<byte> WithoutTagsBehind(ReadOnlySpan<byte> file)
    {
        while (TagBehind(file) is > 0 and var tag)
        {
            file = file[..^tag];
        }

        return file;
    }

    private static int TagBehind(ReadOnlySpan<byte> file)
    {
        const int Id3v1 = 128, ApeFooter = 32, LyricsFooter = 15;
        if (file.Length >= Id3v1 && file[^Id3v1..].StartsWith("TAG"u8))
        {
            return Id3v1;
        }

        if (file.Length >= ApeFooter && file[^ApeFooter..].StartsWith("APETAGEX"u8))
        {
            var footer = file[^ApeFooter..];
            var size = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(footer[12..]);
            var hasHeader = (footer[23] & 0x80) != 0;
            return (int)Math.Clamp((long)size + (hasHeader ? ApeFooter : 0), ApeFooter, file.Length);
        }

        if (file.Length >= LyricsFooter && file.EndsWith("LYRICS200"u8) && int.TryParse(file[^LyricsFooter..^9], out var lyrics))
        {
            return Math.Clamp(lyrics + LyricsFooter, LyricsFooter, file.Length);
        }

        return 0;
    }
}
