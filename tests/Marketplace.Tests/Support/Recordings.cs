using System.Buffers.Binary;
using System.Text;

namespace Marketplace.Tests.Support;

/// <summary>Recordings made of bytes: the least that is one, and what hides in one.</summary>
internal static class Recordings
{
    public const string Secret = "+21.0-GPS";

    private static readonly byte[] Descriptor = [0, 0, 0, 0, 3, 25, 0, 1, 0, 4, 17, 0x40, 0x15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 2, 0x12, 0x10, 6, 1, 2];

    /// <summary>Frames of 36 ms and 144 bytes: MPEG-1, 32 kbit/s, 32 kHz, one channel.</summary>
    public static byte[] Mp3(int frames = 2222) => Frames(frames, [0xFF, 0xFB, 0x18, 0xC0], 144);

    public static byte[] Frames(int count, byte[] head, int size)
    {
        var bytes = new byte[count * size];
        for (var frame = 0; frame < count; frame++)
        {
            head.CopyTo(bytes, frame * size);
        }

        return bytes;
    }

    public static byte[] Id3v2(string text)
    {
        var content = Encoding.Latin1.GetBytes(text);
        return [.. "ID3"u8, 4, 0, 0, 0, 0, (byte)(content.Length >> 7), (byte)(content.Length & 0x7F), .. content];
    }

    public static byte[] Id3v1(string text) => [.. "TAG"u8, .. Encoding.Latin1.GetBytes(text.PadRight(125))];

    public static byte[] Ape(string text)
    {
        var content = Encoding.Latin1.GetBytes(text);
        byte[] Mark(byte flags) => [.. "APETAGEX"u8, 0xD0, 7, 0, 0, .. Little(content.Length + 32), 1, 0, 0, 0, 0, 0, 0, flags, .. new byte[8]];
        return [.. Mark(0xA0), .. content, .. Mark(0x80)];
    }

    public static byte[] Box(string type, params byte[][] content)
    {
        var inner = content.SelectMany(part => part).ToArray();
        return [.. Big(inner.Length + 8), .. Encoding.Latin1.GetBytes(type), .. inner];
    }

    public static byte[] M4a(Tape? tape = null)
    {
        tape ??= new Tape();
        var name = tape.Name ?? Box("ftyp", [.. "M4A "u8], Big(0), [.. "isom"u8]);
        var moov = Moov(tape, 0);
        return [.. name, .. Moov(tape, tape.Place ?? name.Length + moov.Length + 8), .. Box("mdat", Sound(tape), tape.BehindSound), .. tape.Behind];
    }

    public static byte[] Sound(Tape tape) => [.. Enumerable.Range(0, tape.Samples * Tape.SampleBytes).Select(at => (byte)(1 + (at % 200)))];

    private static byte[] Moov(Tape tape, int place) => Box(
        "moov",
        [
            Box("mvhd", Big(0), Big(3_800_000_000), Big(3_800_000_000), Big(1000), Big(tape.MovieMilliseconds ?? tape.Milliseconds), new byte[80]),
            .. Enumerable.Range(0, tape.Tracks).Select(_ => Track(tape, place)),
            tape.InMovie,
        ]);

    private static byte[] Track(Tape tape, int place) => Box(
        "trak",
        Box("tkhd", Big(7), Big(3_800_000_000), new byte[76]),
        Box("edts", tape.Edits ?? Edits(tape.Milliseconds)),
        Box(
            "mdia",
            Box("mdhd", Big(0), Big(3_800_000_000), Big(3_800_000_000), Big(1000), Big(tape.Milliseconds), Big(0)),
            Box("hdlr", Big(0), Big(0), Encoding.Latin1.GetBytes(tape.Handler), new byte[12], [.. Encoding.Latin1.GetBytes(Secret), 0]),
            Box(
                "minf",
                Box("smhd", new byte[8]),
                Box("dinf", Box("dref", Big(0), Big(1), tape.Reference ?? Box("url ", Big(1)))),
                Box(
                    "stbl",
                    Box("stsd", Big(0), Big(1), Box(tape.Codec, new byte[28], Box("esds", tape.Descriptor ?? Descriptor), Box("btrt", Encoding.Latin1.GetBytes(Secret)))),
                    Box("stts", Big(0), Big(1), Big(tape.Samples), Big(tape.Milliseconds / Math.Max(1, tape.Samples))),
                    Box("stsc", Big(0), Big(1), Big(1), Big(tape.Samples), Big(1)),
                    tape.Sizes ?? Box("stsz", [Big(0), Big(0), Big(tape.Samples), .. Enumerable.Repeat(Big(Tape.SampleBytes), tape.Samples)]),
                    Box("stco", Big(0), Big(1), Big(place)))),
            Box("meta", Encoding.Latin1.GetBytes(Secret))));

    /// <summary>Plays the sound from its beginning, once for each length.</summary>
    public static byte[] Edits(params int[] milliseconds) =>
        Box("elst", [Big(0), Big(milliseconds.Length), .. milliseconds.SelectMany(length => (byte[][])[Big(length), Big(0), Big(0x10000)])]);

    public static byte[] Big(long number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)number);
        return bytes;
    }

    private static byte[] Little(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }

    /// <summary>What is on it, and what is wrong with it.</summary>
    internal sealed record Tape
    {
        public const int SampleBytes = 10;

        public int Milliseconds { get; init; } = 80_000;

        public long? MovieMilliseconds { get; init; }

        public int Samples { get; init; } = 40;

        public int Tracks { get; init; } = 1;

        public string Handler { get; init; } = "soun";

        public string Codec { get; init; } = "mp4a";

        public byte[]? Name { get; init; }

        public byte[]? Descriptor { get; init; }

        public byte[]? Reference { get; init; }

        public byte[]? Sizes { get; init; }

        public byte[]? Edits { get; init; }

        public int? Place { get; init; }

        public byte[] InMovie { get; init; } = [];

        public byte[] BehindSound { get; init; } = [];

        public byte[] Behind { get; init; } = [];
    }
}
