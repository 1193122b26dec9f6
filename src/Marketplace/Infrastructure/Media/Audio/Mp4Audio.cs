using Marketplace.Domain.Common;
using Marketplace.Domain.Media;

namespace Marketplace.Infrastructure.Media.Audio;

/// <summary>
/// AAC in MP4 (ISO/IEC 14496-12 and -14): one track of sound and nothing else. Boxes that playing does not need are emptied where they stand, and so is what
/// lies between the samples.
/// </summary>
internal static class Mp4Audio
{
    public static bool Begins(ReadOnlySpan<byte> file) => file.Length >= 12 && file[4..8].SequenceEqual("ftyp"u8);

    public static Result<Sound> Read(ReadOnlySpan<byte> upload)
    {
        var opened = Mp4Tree.Of(upload.ToArray());
        if (opened.Value is not { } tree)
        {
            return opened.Refusals[0];
        }

        if ((Name(tree) ?? Handler(tree) ?? Mp4Codec.Refuse(tree)) is { } refusal)
        {
            return refusal;
        }

        return Mp4Codec.IsSelfContained(tree) && Headers(tree) is { } claimed && new Mp4Samples(tree).Keep() is { } lasting
            ? new Sound(AudioFormat.M4a, Math.Max(claimed, lasting), tree.File)
            : AudioRefusals.Unreadable;
    }

    /// <summary>A day at most: what is longer is too long whatever it is.</summary>
    public static long Milliseconds(UInt128 units, uint scale) => (long)UInt128.Min(units * 1000 / scale, 86_400_000);

    /// <summary>Says what it is in our words: a list of names is a place to write into as well.</summary>
    private static Refusal? Name(Mp4Tree tree)
    {
        var name = tree.Of(tree["ftyp"]);
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

    private static Refusal? Handler(Mp4Tree tree)
    {
        const int TypeEnds = 12;
        if (!tree.Has("hdlr", out var box) || box.Length < TypeEnds)
        {
            return AudioRefusals.Unreadable;
        }

        var handler = tree.Of(box);
        handler[TypeEnds..].Clear();
        return handler[8..TypeEnds].SequenceEqual("soun"u8) ? null : AudioRefusals.WrongType;
    }

    /// <summary>The length the headers claim, without the days on which it was recorded and changed.</summary>
    private static long? Headers(Mp4Tree tree)
    {
        if (!tree.Has("mvhd", out var movie) || !tree.Has("mdhd", out var media) || !tree.Has("tkhd", out var track)
            || !HasSize(tree, movie, 100, 112, out var isLong) || !HasSize(tree, media, 24, 36, out var isLongMedia) || !HasSize(tree, track, 84, 96, out var isLongTrack))
        {
            return null;
        }

        Forget(movie, isLong);
        Forget(media, isLongMedia);
        Forget(track, isLongTrack);
        var (scale, duration) = isLong ? (tree.Number(movie, 20), tree.LongNumber(movie, 24)) : (tree.Number(movie, 12), tree.Number(movie, 16));
        var unknown = isLong ? ulong.MaxValue : uint.MaxValue;
        var reserved = isLong ? 12 : 0;
        tree.Of(movie)[(26 + reserved)..(36 + reserved)].Clear();
        tree.Of(movie)[(72 + reserved)..(96 + reserved)].Clear();
        return scale == 0 || duration == 0 || duration == unknown ? null : Milliseconds(duration, scale);

        void Forget(Mp4Box box, bool isLongForm) => tree.Of(box)[4..(isLongForm ? 20 : 12)].Clear();
    }

    private static bool HasSize(Mp4Tree tree, Mp4Box box, int size, int longSize, out bool isLong)
    {
        isLong = box.Length > 0 && tree.Of(box)[0] == 1;
        return box.Cut(tree.File, isLong ? longSize : size);
    }
}
