using System.Buffers.Binary;
using System.Text;
using Marketplace.Domain.Media;
using Marketplace.Infrastructure.Media.Audio;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Infrastructure.Media;

/// <summary>Recordings are hostile until proven otherwise, and keep nothing but what sounds.</summary>
public sealed class AudioTests
{
    private const int LongestSeconds = AudioLimits.MostSeconds;

    [Fact]
    public void An_MP3_is_as_long_as_its_frames_and_keeps_no_tag_before_or_behind_them()
    {
        var frames = Recordings.Mp3();
        byte[] file = [.. Recordings.Id3v2("TPE1" + Recordings.Secret), .. Recordings.Id3v2(Recordings.Secret), .. new byte[20], .. frames, .. Recordings.Ape(Recordings.Secret), .. Recordings.Id3v1(Recordings.Secret)];

        var sound = AudioIntake.Read(file).Value!;

        Assert.Equal((AudioFormat.Mp3, 2222 * 36L), (sound.Format, sound.Milliseconds));
        Assert.Equal(frames, sound.Bytes);
    }

    [Theory]
    [InlineData(0xF3, 0x18, 36, 36)]
    [InlineData(0xE3, 0x18, 72, 72)]
    public void Telephones_that_save_lighter_are_heard_too(int version, int rates, int size, int milliseconds)
    {
        var sound = AudioIntake.Read(Recordings.Frames(100, [0xFF, (byte)version, (byte)rates, 0xC0], size)).Value!;

        Assert.Equal((100L * milliseconds, 100 * size), (sound.Milliseconds, sound.Bytes.Length));
    }

    [Fact]
    public void What_hangs_on_the_end_of_an_MP3_is_cut_off()
    {
        var frames = Recordings.Mp3(50);

        Assert.Equal(frames, AudioIntake.Read([.. frames, .. "PK\u0003\u0004<script>alert(1)</script>"u8]).Value!.Bytes);
        Assert.Equal(frames, AudioIntake.Read([.. frames, .. frames[..100]]).Value!.Bytes);
    }

    [Fact]
    public void A_tag_behind_an_MP3_may_be_larger_than_what_is_torn_off()
    {
        var frames = Recordings.Mp3(50);

        Assert.Equal(frames, AudioIntake.Read([.. frames, .. Recordings.Ape(new string('x', 3000)), .. Recordings.Id3v1(Recordings.Secret)]).Value!.Bytes);
    }

    [Fact]
    public void Behind_the_rows_of_a_table_nothing_is_kept()
    {
        var sizes = Recordings.Box("stsz", Recordings.Big(0), Recordings.Big(10), Recordings.Big(40), Encoding.Latin1.GetBytes(Recordings.Secret));

        var sound = AudioIntake.Read(Recordings.M4a(new Recordings.Tape { Sizes = sizes })).Value!;

        Assert.DoesNotContain(Recordings.Secret, Encoding.Latin1.GetString(sound.Bytes), StringComparison.Ordinal);
    }

    /// <summary>The times are of as many samples as there are sizes of, and all of them lie in chunks.</summary>
    [Theory]
    [InlineData(40, 40, true)]
    [InlineData(40, 41, false)]
    [InlineData(41, 41, false)]
    public void Tables_that_count_differently_are_refused(int sizes, int times, bool isTaken)
    {
        var boxes = Boxes.In(Recordings.M4a(new Recordings.Tape { Sizes = Recordings.Box("stsz", Recordings.Big(0), Recordings.Big(10), Recordings.Big(sizes)) }));
        BinaryPrimitives.WriteInt32BigEndian(Boxes.All(boxes).Single(box => box.Type == "stts").Content.AsSpan(8), times);

        Assert.Equal(isTaken, AudioIntake.Read(Boxes.File(boxes)).Succeeded);
    }

    [Fact]
    public void An_M4A_keeps_its_sound_and_the_places_that_point_to_it_and_nothing_else()
    {
        var tape = new Recordings.Tape
        {
            InMovie = [.. Recordings.Box("udta", Recordings.Box("\u00A9xyz", Encoding.Latin1.GetBytes(Recordings.Secret))), .. Recordings.Box("uuid", Encoding.Latin1.GetBytes(Recordings.Secret)), .. Recordings.Box("free", Encoding.Latin1.GetBytes(Recordings.Secret))],
            BehindSound = Encoding.Latin1.GetBytes("<script>" + Recordings.Secret),
            Behind = [.. Recordings.Box("meta", Encoding.Latin1.GetBytes(Recordings.Secret)), .. Recordings.Box("skip", Encoding.Latin1.GetBytes(Recordings.Secret))],
        };
        var file = Recordings.M4a(tape);

        var sound = AudioIntake.Read([.. file]).Value!;

        Assert.Equal((AudioFormat.M4a, 80_000L, file.Length), (sound.Format, sound.Milliseconds, sound.Bytes.Length));
        var text = Encoding.Latin1.GetString(sound.Bytes);
        Assert.Contains(Recordings.Secret, Encoding.Latin1.GetString(file), StringComparison.Ordinal);
        Assert.All((string[])[Recordings.Secret, "script", "udta", "meta", "uuid", "btrt", "isom"], word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        Assert.Equal(-1, sound.Bytes.AsSpan().IndexOf(Recordings.Big(3_800_000_000)));
        var heard = Recordings.Sound(tape);
        Assert.Equal(Encoding.Latin1.GetString(file).IndexOf("mdat", StringComparison.Ordinal) + 4, sound.Bytes.AsSpan().IndexOf(heard));
        Assert.Equal(sound.Bytes, AudioIntake.Read([.. sound.Bytes]).Value!.Bytes);
    }

    [Fact]
    public void A_recording_of_just_the_longest_is_taken()
    {
        Assert.Equal(LongestSeconds * 1000L, AudioIntake.Read(Recordings.M4a(new Recordings.Tape { Milliseconds = LongestSeconds * 1000 })).Value?.Milliseconds);
        Assert.Equal(LongestSeconds * 1000L, AudioIntake.Read(Recordings.Mp3(5000)).Value?.Milliseconds);
    }

    public static TheoryData<string, byte[], string> Attacks() => new()
    {
        { "nothing", [], "media.audio-wrong-type" },
        { "a page", Encoding.UTF8.GetBytes("<!doctype html><script>alert(1)</script>"), "media.audio-wrong-type" },
        { "a WAV", Encoding.Latin1.GetBytes("RIFF\u0024\0\0\0WAVEfmt "), "media.audio-wrong-type" },
        { "an Ogg", Encoding.Latin1.GetBytes("OggS" + new string('\0', 60)), "media.audio-wrong-type" },
        { "bare AAC", Recordings.Frames(50, [0xFF, 0xF1, 0x50, 0x80], 100), "media.audio-wrong-type" },
        { "MPEG layer II", Recordings.Frames(50, [0xFF, 0xFD, 0x18, 0xC0], 144), "media.audio-wrong-type" },
        { "a picture", [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[500]], "media.audio-wrong-type" },
        { "UTF-16", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("<script>alert(1)</script>")).ToArray(), "media.audio-wrong-type" },
        { "a tag and then a page", [.. Recordings.Id3v2("x"), .. "<script>alert(1)</script>"u8], "media.audio-unreadable" },
        { "a tag that claims more than there is", [.. "ID3"u8, 4, 0, 0, 0x7F, 0x7F, 0x7F, 0x7F, .. Recordings.Mp3(50)], "media.audio-unreadable" },
        { "two frames and then a page", [.. Recordings.Mp3(2), .. "<script>alert(1)</script>"u8], "media.audio-unreadable" },
        { "an MP3 that ends in an archive", [.. Recordings.Mp3(50), .. new byte[3000]], "media.audio-unreadable" },
        { "a tag in the last frame", [.. Recordings.Mp3(50)[..^128], .. Recordings.Id3v1(Recordings.Secret), 0], "media.audio-unreadable" },
        { "lyrics that claim more than there is", [.. Recordings.Mp3(5), .. "999999LYRICS200"u8], "media.audio-unreadable" },
        { "an MP3 of two rates", [.. Recordings.Mp3(50), .. Recordings.Frames(100, [0xFF, 0xFB, 0x14, 0xC0], 96)], "media.audio-unreadable" },
        { "an MP3 of more than three minutes", Recordings.Mp3(5001), "media.audio-too-long" },
        { "an M4A of more than three minutes", Recordings.M4a(new Recordings.Tape { Milliseconds = 181_000 }), "media.audio-too-long" },
        { "an M4A whose head says less than it lasts", Recordings.M4a(new Recordings.Tape { Milliseconds = 181_000, MovieMilliseconds = 1000 }), "media.audio-too-long" },
        { "an M4A whose head says more than it lasts", Recordings.M4a(new Recordings.Tape { MovieMilliseconds = 4_000_000_000 }), "media.audio-too-long" },
        { "an M4A that plays itself again", Recordings.M4a(new Recordings.Tape { Milliseconds = 60_000, Edits = Recordings.Edits(60_000, 60_000, 60_000, 60_000) }), "media.audio-too-long" },
        { "an M4A without a length", Recordings.M4a(new Recordings.Tape { MovieMilliseconds = 0 }), "media.audio-unreadable" },
        { "an M4A of unknown length", Recordings.M4a(new Recordings.Tape { MovieMilliseconds = uint.MaxValue }), "media.audio-unreadable" },
        { "samples that take no time", Recordings.M4a(new Recordings.Tape { Milliseconds = 1, MovieMilliseconds = 1000 }), "media.audio-unreadable" },
        { "a film", Recordings.M4a(new Recordings.Tape { Handler = "vide" }), "media.audio-wrong-type" },
        { "two tracks", Recordings.M4a(new Recordings.Tape { Tracks = 2 }), "media.audio-wrong-type" },
        { "no track", Recordings.M4a(new Recordings.Tape { Tracks = 0 }), "media.audio-unreadable" },
        { "another codec", Recordings.M4a(new Recordings.Tape { Codec = "alac" }), "media.audio-wrong-type" },
        { "MP3 in MP4", Recordings.M4a(new Recordings.Tape { Descriptor = [0, 0, 0, 0, 3, 25, 0, 1, 0, 4, 17, 0x6B, 0x15, 0] }), "media.audio-wrong-type" },
        { "a description that names an address", Recordings.M4a(new Recordings.Tape { Descriptor = [0, 0, 0, 0, 3, 25, 0, 1, 0x40, 4, 17, 0x40, 0x15, 0] }), "media.audio-wrong-type" },
        { "a description of one byte", Recordings.M4a(new Recordings.Tape { Descriptor = [0, 0, 0, 0, 3] }), "media.audio-wrong-type" },
        { "a description as long as a letter", Recordings.M4a(new Recordings.Tape { Descriptor = [0, 0, 0, 0, 3, 25, 0, 1, 0, 4, 17, 0x40, 0x15, .. new byte[120]] }), "media.audio-unreadable" },
        { "more media than anybody records", Recordings.M4a(new Recordings.Tape { Behind = [.. Enumerable.Range(0, 8).SelectMany(_ => Recordings.Box("mdat"))] }), "media.audio-unreadable" },
        { "samples at an address", Recordings.M4a(new Recordings.Tape { Reference = Recordings.Box("url ", Recordings.Big(0), [.. "http://evil.example/"u8]) }), "media.audio-unreadable" },
        { "samples outside the file", Recordings.M4a(new Recordings.Tape { Place = 900_000_000 }), "media.audio-unreadable" },
        { "samples in the head", Recordings.M4a(new Recordings.Tape { Place = 8 }), "media.audio-unreadable" },
        { "four billion samples", Recordings.M4a(new Recordings.Tape { Sizes = Recordings.Box("stsz", Recordings.Big(0), Recordings.Big(1), Recordings.Big(uint.MaxValue)) }), "media.audio-unreadable" },
        { "four billion sizes", Recordings.M4a(new Recordings.Tape { Sizes = Recordings.Box("stsz", Recordings.Big(0), Recordings.Big(0), Recordings.Big(uint.MaxValue)) }), "media.audio-unreadable" },
        { "a HEIC picture", [.. Recordings.Box("ftyp", [.. "heic"u8], Recordings.Big(0)), .. Recordings.Box("meta", new byte[100])], "media.audio-wrong-type" },
        { "pieces", Recordings.M4a(new Recordings.Tape { Behind = Recordings.Box("moof", new byte[16]) }), "media.audio-unreadable" },
        { "half a file", Recordings.M4a()[..600], "media.audio-unreadable" },
        { "an archive behind it", Recordings.M4a(new Recordings.Tape { Behind = Encoding.Latin1.GetBytes("PK\u0003\u0004<script>alert(1)</script>") }), "media.audio-unreadable" },
        { "a box as large as a disk", [.. Recordings.Box("ftyp", [.. "M4A "u8], Recordings.Big(0)), .. Recordings.Big(1), .. "moov"u8, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], "media.audio-unreadable" },
        { "a box smaller than its head", [.. Recordings.Box("ftyp", [.. "M4A "u8], Recordings.Big(0)), .. Recordings.Big(4), .. "moov"u8, .. new byte[40]], "media.audio-unreadable" },
        { "a hundred thousand boxes", [.. Recordings.Box("ftyp", [.. "M4A "u8], Recordings.Big(0)), .. Enumerable.Range(0, 100_000).SelectMany(_ => Recordings.Box("free"))], "media.audio-unreadable" },
        { "only a name", Recordings.Box("ftyp", [.. "M4A "u8], Recordings.Big(0)), "media.audio-wrong-type" },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Attacks))]
    public void A_hostile_recording_is_refused_with_a_reason(string what, byte[] upload, string code)
    {
        var read = AudioIntake.Read(upload);

        Assert.True(read.Refusals is [var refusal] && refusal.Code == code, $"{what}: {(read.Refusals is [var first, ..] ? first.Code : "taken")}");
    }

    /// <summary>Whatever is changed in one, it is taken or refused, and never anything else.</summary>
    [Fact]
    public void Damage_anywhere_is_refused_or_does_not_matter()
    {
        foreach (var whole in (byte[][])[Recordings.M4a(), [.. Recordings.Id3v2(Recordings.Secret), .. Recordings.Mp3(20), .. Recordings.Ape(Recordings.Secret)]])
        {
            for (var at = 0; at < whole.Length; at++)
            {
                foreach (var value in (byte[])[0, 1, 0x7F, 0x80, 0xFF])
                {
                    byte[] damaged = [.. whole];
                    damaged[at] = value;
                    _ = AudioIntake.Read(damaged);
                }

                _ = AudioIntake.Read(whole.AsSpan(0, at).ToArray());
            }

            for (var at = 0; at + 4 <= whole.Length; at++)
            {
                byte[] damaged = [.. whole];
                BinaryPrimitives.WriteUInt32BigEndian(damaged.AsSpan(at), uint.MaxValue);
                _ = AudioIntake.Read(damaged);
            }
        }
    }
}
