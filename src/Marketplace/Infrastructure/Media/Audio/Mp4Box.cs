using System.Buffers.Binary;
using System.Text;

namespace Marketplace.Infrastructure.Media.Audio;

/// <summary>A box of an MP4 file: where it begins, where its content does and where it ends.</summary>
internal readonly record struct Mp4Box(string Type, int Start, int Content, int End)
{
    private const int Header = 8;
    private const int LongHeader = 16;

    /// <summary>No recorder makes so many; a file of nothing else would.</summary>
    private const int Most = 1000;

    public int Length => End - Content;

    public Span<byte> Of(byte[] file) => file.AsSpan(Content, Length);

    /// <summary>The boxes that fill a stretch of the file exactly; nothing when they do not.</summary>
    public static List<Mp4Box>? In(byte[] file, int start, int end, bool isWholeFile = false)
    {
        List<Mp4Box> boxes = [];
        while (start < end)
        {
            if (end - start < Header || boxes.Count == Most)
            {
                return null;
            }

            var (size, head) = ((ulong)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(start)), Header);
            if (size == 1 && end - start >= LongHeader)
            {
                (size, head) = (BinaryPrimitives.ReadUInt64BigEndian(file.AsSpan(start + Header)), LongHeader);
            }
            else if (size == 0 && isWholeFile)
            {
                size = (ulong)(end - start);
            }

            if (size < (ulong)head || size > (ulong)(end - start))
            {
                return null;
            }

            boxes.Add(new Mp4Box(Encoding.Latin1.GetString(file, start + 4, 4), start, start + head, start + (int)size));
            start += (int)size;
        }

        return boxes;
    }

    /// <summary>Leaves room of the same size, so that nothing behind it moves.</summary>
    public void Empty(byte[] file)
    {
        "free"u8.CopyTo(file.AsSpan(Start + 4));
        Of(file).Clear();
    }

    /// <summary>Empties what is behind the part that means something; no when there is less than that.</summary>
    public bool Cut(byte[] file, long used)
    {
        if (used > Length)
        {
            return false;
        }

        Of(file)[(int)used..].Clear();
        return true;
    }
}
