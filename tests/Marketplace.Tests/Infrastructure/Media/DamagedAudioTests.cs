using System.Buffers.Binary;
using System.Text;
using Marketplace.Domain.Media;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Media.Audio;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Infrastructure.Media;

/// <summary>
/// Thousands of damaged recordings, the same in every run. Whatever is wrong with one, it is refused, or what is kept of it is no larger, lasts no longer than may be and says nothing
/// beside what sounds; and reading it costs no more than its size.
/// </summary>
public sealed class DamagedAudioTests : IDisposable
{
    private const uint Unplaced = 0xABCD_ABCD;
    private static readonly uint[] s_telling = [0, 1, 2, 7, 8, 9, 15, 16, 0x7F, 0x80, 0xFF, 0xFFFF, 0x0FFF_FFFF, 0x2000_0000, 0x4000_0000, int.MaxValue, 0x8000_0000, 0xFFFF_FFF0, uint.MaxValue];
    private static readonly string[] s_types = ["ftyp", "moov", "mdat", "free", "trak", "mdia", "minf", "stbl", "edts", "elst", "smhd", "stts", "stsz", "stco", "co64", "stsd", "udta", "moof"];
    private readonly string _folder = Directory.CreateTempSubdirectory("audio").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void An_MP4_with_wrong_bytes_is_refused_or_harmless(int seed)
    {
        var random = new Random(seed);
        byte[][] whole = [Whispered(), Recordings.M4a()];
        IsSafe(Enumerable.Range(0, 1500).Select(number => Bytes(whole[number % 2], random)));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void An_MP4_of_wrong_boxes_is_refused_or_harmless(int seed)
    {
        var random = new Random(seed);
        IsSafe(Enumerable.Range(0, 1200).Select(_ => Rebuilt(Whispered(), random)));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void An_MP3_with_wrong_bytes_is_refused_or_harmless(int seed)
    {
        var random = new Random(seed);
        byte[][] whole =
        [
            [.. Recordings.Id3v2(Recordings.Secret), .. Recordings.Mp3(12), .. Recordings.Ape(Recordings.Secret), .. Recordings.Id3v1(Recordings.Secret)],
            [.. Recordings.Id3v2("TPE1" + Recordings.Secret), .. new byte[30], .. Varied(14), .. "LYRICSBEGIN"u8, .. "000011LYRICS200"u8],
        ];
        IsSafe(Enumerable.Range(0, 2000).Select(number => Bytes(Tagged(whole[number % 2], random), random)));
    }

    /// <summary>The worst of each kind as large as may be: one that is gone through again for each of its parts would not come to an end.</summary>
    [Theory]
    [InlineData("tags before")]
    [InlineData("tags behind")]
    [InlineData("lyrics")]
    [InlineData("frames")]
    [InlineData("boxes")]
    [InlineData("boxes in boxes")]
    [InlineData("chunks")]
    [InlineData("times")]
    [InlineData("sizes")]
    [InlineData("edits")]
    public void The_largest_of_each_kind_costs_no_more_than_its_size(string kind)
    {
        const int Most = AudioLimits.MostBytes - 8192;
        var many = Most / 16;
        IsSafe(
        [
            kind switch
            {
                "tags before" => [.. Repeated([.. "ID3"u8, 4, 0, 0, 0, 0, 0, 0], Most / 10), .. Recordings.Mp3(5)],
                "tags behind" => [.. Recordings.Mp3(5), .. Repeated(Recordings.Id3v1("x"), Most / 128)],
                "lyrics" => [.. Recordings.Mp3(5), .. Repeated([.. "-99999LYRICS200"u8], Most / 15)],
                "frames" => Recordings.Frames(Most / 24, [0xFF, 0xF3, 0x14, 0xC0], 24),
                "boxes" => [.. Recordings.M4a(), .. Repeated(Recordings.Box("free"), Most / 8)],
                "boxes in boxes" => [.. Recordings.Box("ftyp", [.. "M4A "u8], Recordings.Big(0)), .. Enumerable.Range(0, Most / 8).SelectMany(depth => (byte[])[.. Recordings.Big(Most - (8 * (long)depth)), .. "moov"u8])],
                "chunks" => [.. Placed(Swollen(Swollen(Recordings.M4a(), "stsc", many / 2, 12, (row, column) => column == 0 ? row + 1 : 0), "stco", many * 2, 4, (_, _) => Unplaced)), .. Repeated(Recordings.Box("mdat"), 7)],
                "times" => Swollen(Recordings.M4a(), "stts", many, 8, (_, _) => uint.MaxValue),
                "sizes" => Swollen(Recordings.M4a(), "stsz", many * 2, 4, (_, _) => 0),
                _ => Swollen(Recordings.M4a(), "elst", many, 12, (_, _) => uint.MaxValue),
            },
        ]);
    }

    [Fact]
    public async Task What_is_received_lies_on_disk_as_it_was_found_to_be()
    {
        var random = new Random(10);
        var (store, taken) = (new AudioStore(new DataFolder(_folder)), 0);
        for (var number = 0; number < 200; number++)
        {
            var upload = number % 2 == 0 ? Rebuilt(Whispered(), random) : Bytes(Recordings.Mp3(12), random);
            var received = await new AudioIntake(store, new AfterSave()).Receive(new MemoryStream(upload), TestContext.Current.CancellationToken);
            if (received.Value is { } recording)
            {
                taken++;
                Assert.InRange(recording.Seconds, 1, AudioLimits.MostSeconds);
                Assert.Equal(recording.Bytes, new FileInfo(store.File(recording.Id, recording.Format)).Length);
            }
        }

        Assert.Equal(taken, store.All().Count());
        Assert.InRange(taken, 20, 180);
    }

    private static void IsSafe(IEnumerable<byte[]> uploads)
    {
        _ = AudioIntake.Read(Recordings.M4a());
        _ = AudioIntake.Read(Recordings.Mp3(5));
        var number = 0;
        foreach (var upload in uploads)
        {
            number++;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var read = AudioIntake.Read(upload);
            var spent = GC.GetAllocatedBytesForCurrentThread() - before;

            Assert.True(spent <= (20L * upload.Length) + 20_000, $"{number}: {spent} bytes of memory for {upload.Length}");
            if (read.Value is not { } sound)
            {
                Assert.StartsWith("media.audio-", Assert.Single(read.Refusals).Code, StringComparison.Ordinal);
                continue;
            }

            Assert.True(sound.Milliseconds is >= 0 and <= AudioLimits.MostSeconds * 1000L && sound.Bytes.Length <= upload.Length, $"{number}: {sound.Milliseconds} ms, {sound.Bytes.Length} of {upload.Length} bytes");
            var again = AudioIntake.Read([.. sound.Bytes]).Value;
            Assert.True(again?.Milliseconds == sound.Milliseconds && again.Bytes.AsSpan().SequenceEqual(sound.Bytes), $"{number}: read once more it is another");
            if (sound.Format == AudioFormat.M4a)
            {
                SaysNothing(sound.Bytes, number);
            }
            else
            {
                Assert.True(IsFrames(sound.Bytes), $"{number}: more than frames");
            }
        }
    }

    /// <summary>Found out in another way than it was made: outside of media no word is left, and in them no more than the samples hold.</summary>
    private static void SaysNothing(byte[] file, int number)
    {
        byte[] head = [.. file];
        var sounding = 0;
        for (var at = 0; at < file.Length;)
        {
            var (size, start) = ((long)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at)), at + 8);
            (size, start) = size == 1 ? (BinaryPrimitives.ReadInt64BigEndian(file.AsSpan(at + 8)), at + 16) : (size == 0 ? file.Length - at : size, start);
            var end = at + (int)size;
            if (file.AsSpan(at + 4, 4).SequenceEqual("mdat"u8))
            {
                sounding += (end - start) - file.AsSpan(start, end - start).Count((byte)0);
                head.AsSpan(start, end - start).Clear();
            }

            at = end;
        }

        var sizes = head.AsSpan(In(head, "stsz"u8)!.Value);
        var (one, count) = (BinaryPrimitives.ReadUInt32BigEndian(sizes[4..]), BinaryPrimitives.ReadUInt32BigEndian(sizes[8..]));
        var all = (long)one * count;
        for (var sample = 0; one == 0 && sample < count; sample++)
        {
            all += BinaryPrimitives.ReadUInt32BigEndian(sizes[(12 + (sample * 4))..]);
        }

        Assert.True(Secrets(head) == 0, $"{number}: a secret is left");
        Assert.True(sounding <= all, $"{number}: {sounding} bytes of media for samples of {all}");
        Assert.True(PlayedMilliseconds(head) <= AudioLimits.MostSeconds * 1000L + 1, $"{number}: plays for {PlayedMilliseconds(head)} ms");
    }

    /// <summary>As a player does that follows the edits: each part for as long as it says.</summary>
    private static double PlayedMilliseconds(byte[] file)
    {
        var movie = file.AsSpan(In(file, "mvhd"u8)!.Value);
        var (scale, sum) = ((double)BinaryPrimitives.ReadUInt32BigEndian(movie[(movie[0] == 1 ? 20 : 12)..]), 0.0);
        if (In(file, "elst"u8) is { } edits)
        {
            for (var row = 0; row < BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(edits + 4)); row++)
            {
                sum += file[edits] == 1 ? BinaryPrimitives.ReadUInt64BigEndian(file.AsSpan(edits + 8 + (row * 20))) : BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(edits + 8 + (row * 12)));
            }
        }

        return sum * 1000 / scale;
    }

    /// <summary>Where the content of a box begins that stands once.</summary>
    private static int? In(ReadOnlySpan<byte> file, ReadOnlySpan<byte> type) =>
        file.IndexOf(type) is >= 4 and var at ? at + (BinaryPrimitives.ReadUInt32BigEndian(file[(at - 4)..]) == 1 ? 12 : 4) : null;

    /// <summary>A little of it may be found by chance, all of it may not.</summary>
    private static int Secrets(ReadOnlySpan<byte> bytes) => bytes.Count(Encoding.Latin1.GetBytes(Recordings.Secret[..7]));

    private static bool IsFrames(ReadOnlySpan<byte> bytes)
    {
        int[] full = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320], half = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160], rates = [44_100, 48_000, 32_000];
        while (bytes is [0xFF, var kind, var rate, _, ..] && (kind >> 4 | 1) == 15 && (kind & 6) == 2 && (rate >> 4) is > 0 and < 15 && ((rate >> 2) & 3) < 3)
        {
            var (isFull, hertz) = ((kind & 8) != 0, rates[(rate >> 2) & 3] / ((kind & 0x10) == 0 ? 4 : (kind & 8) == 0 ? 2 : 1));
            var size = ((isFull ? 144_000 * full[rate >> 4] : 72_000 * half[rate >> 4]) / hertz) + ((rate >> 1) & 1);
            if (size > bytes.Length)
            {
                return false;
            }

            bytes = bytes[size..];
        }

        return bytes.IsEmpty;
    }

    /// <summary>A recording beside which much was noted.</summary>
    private static byte[] Whispered() => Recordings.M4a(new Recordings.Tape
    {
        InMovie = [.. Recordings.Box("udta", Recordings.Box("\u00A9xyz", Encoding.Latin1.GetBytes(Recordings.Secret))), .. Recordings.Box("uuid", Encoding.Latin1.GetBytes(Recordings.Secret))],
        BehindSound = Encoding.Latin1.GetBytes(Recordings.Secret),
        Behind = Recordings.Box("meta", Encoding.Latin1.GetBytes(Recordings.Secret)),
    });

    /// <summary>Frames whose bitrate changes, as variable bitrates do, the first of which counts them.</summary>
    private static byte[] Varied(int frames)
    {
        var first = Recordings.Frames(1, [0xFF, 0xFB, 0x18, 0xC0], 144);
        "Xing"u8.CopyTo(first.AsSpan(21));
        return [.. first, .. Enumerable.Range(0, frames).SelectMany(frame => Recordings.Frames(1, [0xFF, 0xFB, (byte)(frame % 2 == 0 ? 0x28 : 0x18), 0xC0], frame % 2 == 0 ? 180 : 144))];
    }

    /// <summary>A tag in front that says any length, and a frame of no bitrate or of none that there is.</summary>
    private static byte[] Tagged(byte[] whole, Random random)
    {
        byte[] file = [.. whole];
        if (random.Next(3) == 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(6), Telling(random, file.Length) & 0x7F7F_7F7F);
        }

        if (random.Next(3) == 0 && file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xFB]) is > 0 and var frame)
        {
            file[frame + 2] = (byte)((file[frame + 2] & 0x0F) | (random.Next(2) * 0xF0));
        }

        return file;
    }

    private static byte[] Bytes(byte[] whole, Random random)
    {
        List<byte> file = [.. whole];
        for (var times = random.Next(1, 4); times > 0 && file.Count > 16; times--)
        {
            var at = random.Next(file.Count - 8);
            var length = random.Next(1, Math.Min(200, file.Count - at));
            switch (random.Next(8))
            {
                case 0 or 1:
                    file[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2 or 3:
                    Write(file, at, Recordings.Big(Telling(random, file.Count)));
                    break;
                case 4:
                    Write(file, at, [.. Recordings.Big(Telling(random, 0)), .. Recordings.Big(Telling(random, file.Count))]);
                    break;
                case 5:
                    file.RemoveRange(random.Next(2) == 0 ? at : file.Count - length, length);
                    break;
                case 6:
                    file.InsertRange(random.Next(file.Count), file.GetRange(at, length));
                    break;
                default:
                    file.AddRange(file.GetRange(at, length));
                    break;
            }
        }

        return [.. file];
    }

    /// <summary>Boxes that say another size or another name, stand twice, elsewhere or in one another, and tables of more rows than there are.</summary>
    private static byte[] Rebuilt(byte[] whole, Random random)
    {
        var boxes = Boxes.In(whole);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            Boxes[] all = [.. Boxes.All(boxes)];
            var (box, other) = (all[random.Next(all.Length)], all[random.Next(all.Length)]);
            switch (random.Next(9))
            {
                case 0:
                    box.Claim = Telling(random, whole.Length);
                    break;
                case 1:
                    (box.IsLong, box.Claim) = (true, random.Next(2) == 0 ? null : ((ulong)Telling(random, 0) << 32) | Telling(random, whole.Length));
                    break;
                case 2:
                    box.Type = s_types[random.Next(s_types.Length)];
                    break;
                case 3:
                    boxes.Insert(random.Next(boxes.Count + 1), box.Copy());
                    break;
                case 4 when other.Inner.Count > 0 && box != other && !Boxes.All(box.Inner).Contains(other):
                    other.Inner.Add(box);
                    break;
                case 5:
                    boxes.Add(Deep(box, random.Next(1, 60)));
                    break;
                case 6 when box.Content.Length > 0:
                    box.Content = random.Next(2) == 0 ? box.Content[..random.Next(box.Content.Length)] : [.. box.Content, .. box.Content];
                    break;
                default:
                    var tables = all.Where(one => one.Content.Length >= 8 && one.Type != "mdat").ToArray();
                    var table = tables[random.Next(tables.Length)];
                    BinaryPrimitives.WriteUInt32BigEndian(table.Content.AsSpan(random.Next((table.Content.Length / 4) - 1) * 4), Telling(random, whole.Length));
                    break;
            }
        }

        // The places of the samples, where that is not what was broken.
        var file = Boxes.File(boxes);
        if (random.Next(4) > 0 && file.AsSpan().IndexOf("mdat"u8) is > 0 and var media && file.AsSpan().IndexOf("stco"u8) is > 0 and var places && places + 16 <= file.Length)
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(places + 12), media + 4);
        }

        return file;
    }

    private static Boxes Deep(Boxes box, int depth)
    {
        var copy = box.Copy();
        for (; depth > 1; depth--)
        {
            var outer = new Boxes { Type = box.Type };
            outer.Inner.Add(copy);
            copy = outer;
        }

        return copy;
    }

    /// <summary>A table of so many rows in a whole recording, which is as large as they are.</summary>
    private static byte[] Swollen(byte[] whole, string type, int rows, int width, Func<int, int, long> cell)
    {
        var boxes = Boxes.In(whole);
        var table = Boxes.All(boxes).Single(box => box.Type == type);
        var head = type == "stsz" ? [.. Recordings.Big(0), .. Recordings.Big(0)] : Recordings.Big(0);
        table.Content = [.. head, .. Recordings.Big(rows), .. Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(0, width / 4).SelectMany(column => Recordings.Big(cell(row, column))))];
        return Boxes.File(boxes);
    }

    /// <summary>Every chunk of it at the beginning of the sound.</summary>
    private static byte[] Placed(byte[] file)
    {
        for (var (at, place) = (file.AsSpan().IndexOf(Recordings.Big(Unplaced)), file.AsSpan().LastIndexOf("mdat"u8) + 4); BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at)) == Unplaced; at += 4)
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(at), place);
        }

        return file;
    }

    private static byte[] Repeated(byte[] part, int times) => [.. Enumerable.Repeat(part, times).SelectMany(one => one)];

    private static uint Telling(Random random, int length) =>
        random.Next(4) == 0 ? (uint)(length + random.Next(-9, 10)) : s_telling[random.Next(s_telling.Length)];

    private static void Write(List<byte> file, int at, byte[] bytes)
    {
        for (var index = 0; index < bytes.Length && at + index < file.Count; index++)
        {
            file[at + index] = bytes[index];
        }
    }
}
