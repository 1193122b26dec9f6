using System.Buffers.Binary;
using Marketplace.Domain.Common;

namespace Marketplace.Infrastructure.Media.Audio;

/// <summary>What the samples of an MP4 file are, and that they are in it.</summary>
internal static class Mp4Codec
{
    /// <summary>One description of samples, and it is AAC.</summary>
    public static Refusal? Refuse(Mp4Tree tree)
    {
        const int EntryHead = 28, LongestDescriptor = 128;
        if (!tree.Has("stsd", out var box) || box.Length < 8 || tree.Number(box, 4) != 1 || Mp4Box.In(tree.File, box.Content + 8, box.End) is not [var entry])
        {
            return AudioRefusals.Unreadable;
        }

        if (entry.Type != "mp4a")
        {
            return AudioRefusals.WrongType;
        }

        // Of a later version it is QuickTime's, which puts more before its boxes.
        if (entry.Length < EntryHead || BinaryPrimitives.ReadUInt16BigEndian(tree.Of(entry)[8..]) != 0 || Mp4Box.In(tree.File, entry.Content + EntryHead, entry.End) is not { } inner)
        {
            return AudioRefusals.Unreadable;
        }

        inner.Where(one => one.Type != "esds").ToList().ForEach(one => one.Empty(tree.File));
        return inner.FindAll(one => one.Type == "esds") is [{ Length: <= LongestDescriptor } descriptor]
            ? IsAac(tree.Of(descriptor)) ? null : AudioRefusals.WrongType
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
    public static bool IsSelfContained(Mp4Tree tree)
    {
        const int EmptyReference = 4;
        return tree.Has("dref", out var box) && box.Length >= 8 && tree.Number(box, 4) == 1
            && Mp4Box.In(tree.File, box.Content + 8, box.End) is [{ Type: "url " or "alis", Length: EmptyReference } reference] && (tree.Number(reference, 0) & 1) == 1;
    }
}
