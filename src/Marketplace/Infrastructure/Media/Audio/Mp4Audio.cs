using System.Buffers.Binary;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;

namespace Marketplace.Infrastructure.Media.Audio;

/// <summary>
/// AAC in MP4 (ISO/IEC 14496-12 and -14): one track of sound and nothing else. Boxes that playing does not need are emptied where they stand, so that the
/// places that point into the file stay right; so is what lies between the samples.
/// </summary>
internal sealed class Mp4Audio
{
    /// <summary>What playing needs, by the box it stands in. All else (udta, meta, uuid, …) may say who recorded it, and where.</summary>
    private static readonly Dictionary<string, string[]> Needed = new(StringComparer.Ordinal)
    {
        [""] = ["ftyp", "moov", "mdat"],
        ["moov"] = ["mvhd", "trak"],
        ["trak"] = ["tkhd", "edts", "mdia"],
        ["edts"] = ["elst"],
        ["mdia"] = ["mdhd", "hdlr", "minf"],
        ["minf"] = ["smhd", "dinf", "stbl"],
        ["dinf"] = ["dref"],
        ["stbl"] = ["stsd", "stts", "stsc", "stsz", "stco", "co64"],
    };

    /// <summary>Recorders make one; each sample is looked for in all.</summary>
    private const int MostMedia = 8;

    private readonly byte[] _file;
    private readonly Dictionary<string, Mp4Box> _boxes = new(StringComparer.Ordinal);
    private readonly List<Mp4Box> _media = [];
    private long _milliseconds;

    private Mp4Audio(byte[] file) => _file = file;

    public static bool Begins(ReadOnlySpan<byte> file) => file.Length >= 12 && file[4..8].SequenceEqual("ftyp"u8);

    public static Result<Sound> Read(ReadOnlySpan<byte> upload)
    {
        var audio = new Mp4Audio(upload.ToArray());
        return audio.Clean() is { } refusal ? refusal : new Sound(AudioFormat.M4a, audio._milliseconds, audio._file);
    }

    private Refusal? Clean()
    {
        if (Mp4Box.In(_file, 0, _file.Length, isWholeFile: true) is not { } outermost || outermost[0].Type != "ftyp" || outermost.Exists(box => box.Type == "moof"))
        {
            return AudioRefusals.Unreadable;
        }

        // A picture (HEIC) or a document of the same family.
        if (!outermost.Exists(box => box.Type == "moov"))
        {
            return AudioRefusals.WrongType;
        }

        if (Keep("", outermost) is { } refusal)
        {
            return refusal;
        }

        return Name() ?? Handler() ?? Codec() ?? (IsSelfContained() && Headers() && Samples() ? null : AudioRefusals.Unreadable);
    }

    /// <summary>Goes through what stands in a box: notes what is needed and empties the rest.</summary>
    private Refusal? Keep(string parent, List<Mp4Box> children)
    {
        foreach (var box in children)
        {
            if (!Needed[parent].Contains(box.Type))
            {
                box.Empty(_file);
            }
            else if (box.Type == "mdat")
            {
                if (_media.Count == MostMedia)
                {
                    return AudioRefusals.Unreadable;
                }

                _media.Add(box);
            }
            else if (!_boxes.TryAdd(box.Type, box))
            {
                // Two tracks may be a film; two of anything else are no file of anybody's.
                return box.Type == "trak" ? AudioRefusals.WrongType : AudioRefusals.Unreadable;
            }
            else if (Needed.ContainsKey(box.Type))
            {
                if (Mp4Box.In(_file, box.Content, box.End) is not { } inner)
                {
                    return AudioRefusals.Unreadable;
                }

                if (Keep(box.Type, inner) is { } refusal)
                {
                    return refusal;
                }
            }
        }

        return null;
    }

    /// <summary>Says what it is in our words: a list of names is a place to write into as well.</summary>
    private Refusal? Name()
    {
        var name = _boxes["ftyp"].Of(_file);
        if (name.Length < 8 || name.Length % 4 != 0)
        {
            return AudioRefusals.Unreadable;
        }

        "M4A "u8.CopyTo(name);
        name[4..8].Clear();
        for (var at = 8; at < name.Length; at += 4)
        {
            "mp42"u8.CopyTo(name[at..]);
        }

        return null;
    }

    private Refusal? Handler()
    {
        const int TypeEnds = 12;
        if (!_boxes.TryGetValue("hdlr", out var box) || box.Length < TypeEnds)
        {
            return AudioRefusals.Unreadable;
        }

        var handler = box.Of(_file);
        handler[TypeEnds..].Clear();
        return handler[8..TypeEnds].SequenceEqual("soun"u8) ? null : AudioRefusals.WrongType;
    }

    /// <summary>One description of samples, and it is AAC.</summary>
    private Refusal? Codec()
    {
        const int EntryHead = 28, LongestDescriptor = 128;
        if (!_boxes.TryGetValue("stsd", out var box) || box.Length < 8 || Number(box, 4) != 1 || Mp4Box.In(_file, box.Content + 8, box.End) is not [var entry])
        {
            return AudioRefusals.Unreadable;
        }

        if (entry.Type != "mp4a")
        {
            return AudioRefusals.WrongType;
        }

        // Of a later version it is QuickTime's, which puts more before its boxes.
        if (entry.Length < EntryHead || BinaryPrimitives.ReadUInt16BigEndian(entry.Of(_file)[8..]) != 0 || Mp4Box.In(_file, entry.Content + EntryHead, entry.End) is not { } inner)
        {
            return AudioRefusals.Unreadable;
        }

        inner.Where(one => one.Type != "esds").ToList().ForEach(one => one.Empty(_file));
        return inner.FindAll(one => one.Type == "esds") is [{ Length: <= LongestDescriptor } descriptor]
            ? IsAac(descriptor.Of(_file)) ? null : AudioRefusals.WrongType
            : AudioRefusals.Unreadable;
    }

    private static bool IsAac(ReadOnlySpan<byte> descriptor)
    {
        const byte Stream = 3, Decoder = 4;
        descriptor = descriptor.Length > 4 ? descriptor[4..] : default;
        if (!Opens(ref descriptor, Stream) || descriptor.Length < 3)
        {
            return false;
        }

        var flags = descriptor[2];
        var more = 3 + ((flags & 0x80) != 0 ? 2 : 0) + ((flags & 0x20) != 0 ? 2 : 0);

        // One that names an address would be fetched from it.
        if ((flags & 0x40) != 0 || descriptor.Length < more)
        {
            return false;
        }

        descriptor = descriptor[more..];
        return Opens(ref descriptor, Decoder) && descriptor is [0x40 or 0x66 or 0x67 or 0x68, ..];

        static bool Opens(ref ReadOnlySpan<byte> bytes, byte tag)
        {
            if (bytes.Length < 2 || bytes[0] != tag)
            {
                return false;
            }

            // The length: up to four bytes, all but the last with their highest bit set.
            var at = 1;
            while (at < bytes.Length && at < 4 && (bytes[at] & 0x80) != 0)
            {
                at++;
            }

            bytes = bytes[Math.Min(bytes.Length, at + 1)..];
            return true;
        }
    }

    /// <summary>The samples are in this file and not at an address.</summary>
    private bool IsSelfContained()
    {
        const int EmptyReference = 4;
        return _boxes.TryGetValue("dref", out var box) && box.Length >= 8 && Number(box, 4) == 1
            && Mp4Box.In(_file, box.Content + 8, box.End) is [{ Type: "url " or "alis", Length: EmptyReference } reference] && (Number(reference, 0) & 1) == 1;
    }

    /// <summary>Lengths, without the days on which it was recorded and changed.</summary>
    private bool Headers()
    {
        if (!_boxes.TryGetValue("mvhd", out var movie) || !_boxes.TryGetValue("mdhd", out var media) || !_boxes.TryGetValue("tkhd", out var track)
            || !HasSize(movie, 100, 112, out var isLong) || !HasSize(media, 24, 36, out var isLongMedia) || !HasSize(track, 84, 96, out var isLongTrack))
        {
            return false;
        }

        Forget(movie, isLong);
        Forget(media, isLongMedia);
        Forget(track, isLongTrack);
        var (scale, duration) = isLong ? (Number(movie, 20), LongNumber(movie, 24)) : (Number(movie, 12), Number(movie, 16));
        var unknown = isLong ? ulong.MaxValue : uint.MaxValue;
        var reserved = isLong ? 12 : 0;
        movie.Of(_file)[(26 + reserved)..(36 + reserved)].Clear();
        movie.Of(_file)[(72 + reserved)..(96 + reserved)].Clear();
        if (scale == 0 || duration == 0 || duration == unknown)
        {
            return false;
        }

        _milliseconds = Milliseconds(duration, scale);
        return true;

        void Forget(Mp4Box box, bool isLongForm) => box.Of(_file)[4..(isLongForm ? 20 : 12)].Clear();
    }

    private bool HasSize(Mp4Box box, int size, int longSize, out bool isLong)
    {
        isLong = box.Length > 0 && box.Of(_file)[0] == 1;
        return box.Cut(_file, isLong ? longSize : size);
    }

    /// <summary>Every sample lies in the file, in media data, and lasts; what is media data and no sample is emptied.</summary>
    private bool Samples()
    {
        if (!IsTable("stts", 8) || !IsTable("stsc", 12) || !Edits() || SizesOf() is not { } sizes || Chunks() is not { } chunks)
        {
            return false;
        }

        var (times, count, length) = (_boxes["stts"], 0L, UInt128.Zero);
        for (var at = 8; at < 8 + ((int)Number(times, 4) * 8); at += 8)
        {
            count += Number(times, at);
            length += (UInt128)Number(times, at) * Number(times, at + 4);
        }

        var scale = _boxes["mdhd"].Of(_file)[0] == 1 ? Number(_boxes["mdhd"], 20) : Number(_boxes["mdhd"], 12);
        if (scale == 0 || length == 0 || count != sizes.Count || Sounding(sizes, chunks) is not { } sounding)
        {
            return false;
        }

        _milliseconds = Math.Max(_milliseconds, Milliseconds(length, scale));
        foreach (var box in _media)
        {
            for (var at = box.Content; at < box.End; at++)
            {
                _file[at] = sounding[at] ? _file[at] : (byte)0;
            }
        }

        return true;
    }

    /// <summary>Which bytes are samples; nothing when one is not where it should be.</summary>
    private bool[]? Sounding(SampleSizes sizes, List<long> chunks)
    {
        var (runs, run, sample) = (_boxes["stsc"], -1, 0L);
        var runCount = (int)Number(runs, 4);
        var sounding = new bool[_file.Length];
        for (var chunk = 0; chunk < chunks.Count; chunk++)
        {
            while (run + 1 < runCount && Number(runs, 8 + ((run + 1) * 12)) <= chunk + 1)
            {
                run++;
            }

            if (run < 0 || sizes.Of(sample, Number(runs, 8 + (run * 12) + 4)) is not { } bytes
                || !_media.Exists(box => chunks[chunk] >= box.Content && chunks[chunk] + bytes <= box.End))
            {
                return null;
            }

            sample += Number(runs, 8 + (run * 12) + 4);
            sounding.AsSpan((int)chunks[chunk], (int)bytes).Fill(true);
        }

        return sample == sizes.Count ? sounding : null;
    }

    private SampleSizes? SizesOf()
    {
        if (!_boxes.TryGetValue("stsz", out var box) || box.Length < 12)
        {
            return null;
        }

        var (size, count) = (Number(box, 4), Number(box, 8));
        if (count == 0 || !box.Cut(_file, 12 + (size == 0 ? count * 4L : 0)))
        {
            return null;
        }

        // Sums from the first sample on. One that counts more than the file holds would keep us busy for nothing.
        List<long> sums = [0];
        for (var sample = 0L; size == 0 && sample < count; sample++)
        {
            sums.Add(sums[^1] + Number(box, 12 + (int)(sample * 4)));
        }

        return (size == 0 ? sums[^1] : size * (long)count) <= _file.Length ? new SampleSizes(size, count, sums) : null;
    }

    private List<long>? Chunks()
    {
        var isLong = _boxes.ContainsKey("co64");
        if (isLong ? _boxes.ContainsKey("stco") || !IsTable("co64", 8) : !IsTable("stco", 4))
        {
            return null;
        }

        var box = _boxes[isLong ? "co64" : "stco"];
        List<long> chunks = [];
        for (var chunk = 0; chunk < (int)Number(box, 4); chunk++)
        {
            var place = isLong ? LongNumber(box, 8 + (chunk * 8)) : Number(box, 8 + (chunk * 4));
            if (place > (ulong)_file.Length)
            {
                return null;
            }

            chunks.Add((long)place);
        }

        return chunks;
    }

    /// <summary>What is skipped at the beginning, as telephones say it; and the balance of the sound. Neither has to be there.</summary>
    private bool Edits() =>
        (!_boxes.TryGetValue("elst", out var edits) || (edits.Length >= 8 && IsTable("elst", edits.Of(_file)[0] == 1 ? 20 : 12)))
        && (!_boxes.TryGetValue("smhd", out var balance) || balance.Cut(_file, 8));

    /// <summary>A table with as many rows as it says. What is behind them is emptied.</summary>
    private bool IsTable(string type, int row) => _boxes.TryGetValue(type, out var box) && box.Length >= 8 && box.Cut(_file, 8 + (Number(box, 4) * (long)row));

    /// <param name="One">Of each, where all are alike; otherwise nought.</param>
    /// <param name="Count">Of all.</param>
    /// <param name="Sums">Of those before each.</param>
    private sealed record SampleSizes(uint One, uint Count, List<long> Sums)
    {
        /// <summary>How many bytes so many samples take; nothing when there are not so many.</summary>
        public long? Of(long first, long samples) => first + samples > Count ? null : One != 0 ? One * samples : Sums[(int)(first + samples)] - Sums[(int)first];
    }

    private uint Number(Mp4Box box, int at) => BinaryPrimitives.ReadUInt32BigEndian(box.Of(_file)[at..]);

    private ulong LongNumber(Mp4Box box, int at) => BinaryPrimitives.ReadUInt64BigEndian(box.Of(_file)[at..]);

    /// <summary>A day at most: what is longer is too long whatever it is.</summary>
    private static long Milliseconds(UInt128 units, uint scale) => (long)UInt128.Min(units * 1000 / scale, 86_400_000);
}
