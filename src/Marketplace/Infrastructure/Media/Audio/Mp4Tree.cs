using System.Buffers.Binary;
using Marketplace.Domain.Common;

namespace Marketplace.Infrastructure.Media.Audio;

/// <summary>
/// The boxes of an MP4 file that playing needs, each once. All others are emptied where they stand, so that the places that point into the file stay right.
/// </summary>
internal sealed class Mp4Tree
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

    private readonly Dictionary<string, Mp4Box> _boxes = new(StringComparer.Ordinal);

    private Mp4Tree(byte[] file) => File = file;

    public byte[] File { get; }

    /// <summary>Where samples may lie.</summary>
    public List<Mp4Box> Media { get; } = [];

    /// <summary>One that is there.</summary>
    public Mp4Box this[string type] => _boxes[type];

    /// <returns>What is left of the file, which is changed; or why it is none.</returns>
    public static Result<Mp4Tree> Of(byte[] file)
    {
        if (Mp4Box.In(file, 0, file.Length, isWholeFile: true) is not { } outermost || outermost[0].Type != "ftyp" || outermost.Exists(box => box.Type == "moof"))
        {
            return AudioRefusals.Unreadable;
        }

        // A picture (HEIC) or a document of the same family.
        if (!outermost.Exists(box => box.Type == "moov"))
        {
            return AudioRefusals.WrongType;
        }

        var tree = new Mp4Tree(file);
        return tree.Keep("", outermost) is { } refusal ? refusal : tree;
    }

    public bool Has(string type, out Mp4Box box) => _boxes.TryGetValue(type, out box);

    public Span<byte> Of(Mp4Box box) => box.Of(File);

    public uint Number(Mp4Box box, int at) => BinaryPrimitives.ReadUInt32BigEndian(box.Of(File)[at..]);

    public ulong LongNumber(Mp4Box box, int at) => BinaryPrimitives.ReadUInt64BigEndian(box.Of(File)[at..]);

    /// <summary>A table with as many rows as it says. What is behind them is emptied.</summary>
    public bool IsTable(string type, int row) => _boxes.TryGetValue(type, out var box) && box.Length >= 8 && box.Cut(File, 8 + (Number(box, 4) * (long)row));

    /// <summary>Goes through what stands in a box: notes what is needed and empties the rest.</summary>
    private Refusal? Keep(string parent, List<Mp4Box> children)
    {
        foreach (var box in children)
        {
            if (!Needed[parent].Contains(box.Type))
            {
                box.Empty(File);
            }
            else if (box.Type == "mdat")
            {
                if (Media.Count == MostMedia)
                {
                    return AudioRefusals.Unreadable;
                }

                Media.Add(box);
            }
            else if (!_boxes.TryAdd(box.Type, box))
            {
                // Two tracks may be a film; two of anything else are no file of anybody's.
                return box.Type == "trak" ? AudioRefusals.WrongType : AudioRefusals.Unreadable;
            }
            else if (Needed.ContainsKey(box.Type))
            {
                if (Mp4Box.In(File, box.Content, box.End) is not { } inner)
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
}
