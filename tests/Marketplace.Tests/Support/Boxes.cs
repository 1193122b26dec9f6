using System.Buffers.Binary;
using System.Text;

namespace Marketplace.Tests.Support;

/// <summary>An MP4 file taken apart, to be put together wrong: each box with what stands in it, and what it says of itself.</summary>
internal sealed class Boxes
{
    private static readonly string[] s_holders = ["moov", "trak", "edts", "mdia", "minf", "dinf", "stbl", "udta"];

    public required string Type { get; set; }

    public byte[] Content { get; set; } = [];

    public List<Boxes> Inner { get; } = [];

    /// <summary>How large it says that it is, where that is not the truth.</summary>
    public ulong? Claim { get; set; }

    /// <summary>Whether it says so in eight bytes.</summary>
    public bool IsLong { get; set; }

    public static List<Boxes> In(ReadOnlySpan<byte> bytes)
    {
        List<Boxes> boxes = [];
        while (!bytes.IsEmpty)
        {
            var size = (int)BinaryPrimitives.ReadUInt32BigEndian(bytes);
            var box = new Boxes { Type = Encoding.Latin1.GetString(bytes[4..8]) };
            if (s_holders.Contains(box.Type))
            {
                box.Inner.AddRange(In(bytes[8..size]));
            }
            else
            {
                box.Content = bytes[8..size].ToArray();
            }

            boxes.Add(box);
            bytes = bytes[size..];
        }

        return boxes;
    }

    public static byte[] File(IEnumerable<Boxes> boxes) => [.. boxes.SelectMany(box => box.Bytes())];

    public static IEnumerable<Boxes> All(IEnumerable<Boxes> boxes) => boxes.SelectMany(box => All(box.Inner).Prepend(box));

    /// <summary>Another with the same in it.</summary>
    public Boxes Copy()
    {
        var copy = new Boxes { Type = Type, Content = [.. Content], Claim = Claim, IsLong = IsLong };
        copy.Inner.AddRange(Inner.Select(box => box.Copy()));
        return copy;
    }

    public byte[] Bytes()
    {
        byte[] inner = [.. Content, .. File(Inner)];
        var size = Claim ?? (ulong)(inner.Length + (IsLong ? 16 : 8));
        var head = new byte[IsLong ? 16 : 8];
        BinaryPrimitives.WriteUInt32BigEndian(head, IsLong ? 1 : (uint)size);
        Encoding.Latin1.GetBytes(Type).CopyTo(head, 4);
        if (IsLong)
        {
            BinaryPrimitives.WriteUInt64BigEndian(head.AsSpan(8), size);
        }

        return [.. head, .. inner];
    }
}
