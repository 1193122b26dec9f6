using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NetVips;

namespace Marketplace.Tests.Support;

/// <summary>
/// Reads a QR code back from its picture, by the standard (ISO/IEC 18004) and not by the library that drew it: finder patterns, format, mask, blocks and
/// their error correction, segments. Pictures here are drawn, not photographed, so a code word that needs correcting is a fault. Level M up to version 10.
/// </summary>
internal static partial class QrReader
{
    private const string Alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    /// <summary>Of level M, by version: correction words of each block, and the data words of each.</summary>
    private static readonly (int Correction, int[] Blocks)[] LevelM =
    [
        (10, [16]), (16, [28]), (26, [44]), (18, [32, 32]), (24, [43, 43]), (16, [27, 27, 27, 27]), (18, [31, 31, 31, 31]), (22, [38, 38, 39, 39]),
        (22, [36, 36, 36, 37, 37]), (26, [43, 43, 43, 43, 44]),
    ];

    private static readonly int[][] Alignments = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]];

    /// <summary>From a path of filled runs: "M4 4h7v1h-7z…".</summary>
    public static string FromPath(int size, string path)
    {
        var dark = new bool[size, size];
        foreach (Match run in Run().Matches(path))
        {
            for (var x = Number(run, 1); x < Number(run, 1) + Number(run, 3); x++)
            {
                dark[Number(run, 2), x] = true;
            }
        }

        return Read(dark);
    }

    public static string FromPng(byte[] png)
    {
        using var picture = Image.NewFromBuffer(png).Colourspace(Enums.Interpretation.Bw);
        using var flat = picture.HasAlpha() ? picture.Flatten() : picture.Copy();
        using var band = flat.ExtractBand(0);
        var pixels = band.WriteToMemory<byte>();
        var dark = new bool[band.Height, band.Width];
        for (var at = 0; at < pixels.Length; at++)
        {
            dark[at / band.Width, at % band.Width] = pixels[at] < 128;
        }

        return Read(dark);
    }

    private static string Read(bool[,] picture)
    {
        var modules = Modules(picture);
        var size = modules.GetLength(0);
        var version = (size - 17) / 4;
        Assert.Equal((0, true), ((size - 17) % 4, version is >= 1 and <= 10));
        var mask = Mask(modules);
        var (correction, blocks) = LevelM[version - 1];
        var words = Words(modules, version, mask);
        var bits = new StringBuilder();
        foreach (var data in Blocks(words, correction, blocks))
        {
            bits.Append(string.Concat(data.Select(word => Convert.ToString(word, 2).PadLeft(8, '0'))));
        }

        return Text(bits.ToString(), version);
    }

    /// <summary>Without the quiet zone, one entry a module: the first dark run is the upper side of a finder pattern, seven modules.</summary>
    private static bool[,] Modules(bool[,] picture)
    {
        var (height, width) = (picture.GetLength(0), picture.GetLength(1));
        var top = Enumerable.Range(0, height).First(y => Enumerable.Range(0, width).Any(x => picture[y, x]));
        var left = Enumerable.Range(0, width).First(x => picture[top, x]);
        var right = Enumerable.Range(0, width).Last(x => picture[top, x]);
        var run = Enumerable.Range(left, width - left).TakeWhile(x => picture[top, x]).Count();
        var scale = run / 7;
        var size = (right - left + 1) / scale;
        Assert.True(top >= 4 * scale && left >= 4 * scale && width - 1 - right >= 4 * scale, "A quiet zone of four modules is part of the code.");
        var modules = new bool[size, size];
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                modules[y, x] = picture[top + (y * scale) + (scale / 2), left + (x * scale) + (scale / 2)];
            }
        }

        return modules;
    }

    private static int Mask(bool[,] modules)
    {
        (int Y, int X)[] places =
        [
            (8, 0), (8, 1), (8, 2), (8, 3), (8, 4), (8, 5), (8, 7), (8, 8), (7, 8), (5, 8), (4, 8), (3, 8), (2, 8), (1, 8), (0, 8),
        ];
        var format = places.Aggregate(0, (bits, place) => (bits << 1) | (modules[place.Y, place.X] ? 1 : 0)) ^ 0x5412;
        var rest = format;
        for (var bit = 14; bit >= 10; bit--)
        {
            rest ^= (rest >> bit & 1) == 1 ? 0x537 << (bit - 10) : 0;
        }

        Assert.Equal(0, rest);
        Assert.Equal(0, format >> 13); // Level M.
        return format >> 10 & 7;
    }

    private static byte[] Words(bool[,] modules, int version, int mask)
    {
        var size = modules.GetLength(0);
        var bits = new List<bool>();
        var upwards = true;
        for (var right = size - 1; right > 0; right -= 2, upwards = !upwards)
        {
            right -= right == 6 ? 1 : 0;
            for (var step = 0; step < size; step++)
            {
                var y = upwards ? size - 1 - step : step;
                foreach (var x in (int[])[right, right - 1])
                {
                    if (!IsFunction(version, size, y, x))
                    {
                        bits.Add(modules[y, x] ^ IsMasked(mask, y, x));
                    }
                }
            }
        }

        return [.. bits.Chunk(8).Where(word => word.Length == 8).Select(word => (byte)word.Aggregate(0, (value, bit) => (value << 1) | (bit ? 1 : 0)))];
    }

    private static bool IsFunction(int version, int size, int y, int x)
    {
        if (y == 6 || x == 6 || (y <= 8 && (x <= 8 || x >= size - 8)) || (y >= size - 8 && x <= 8))
        {
            return true;
        }

        if (version >= 7 && ((y < 6 && x >= size - 11) || (x < 6 && y >= size - 11)))
        {
            return true;
        }

        var centres = Alignments[version - 1];
        return centres.Any(cy => centres.Any(cx => Math.Abs(cy - y) <= 2 && Math.Abs(cx - x) <= 2
            && !((cy == 6 && (cx == 6 || cx == centres[^1])) || (cy == centres[^1] && cx == 6))));
    }

    private static bool IsMasked(int mask, int y, int x) => mask switch
    {
        0 => (y + x) % 2 == 0,
        1 => y % 2 == 0,
        2 => x % 3 == 0,
        3 => (y + x) % 3 == 0,
        4 => ((y / 2) + (x / 3)) % 2 == 0,
        5 => (y * x % 2) + (y * x % 3) == 0,
        6 => ((y * x % 2) + (y * x % 3)) % 2 == 0,
        _ => (((y + x) % 2) + (y * x % 3)) % 2 == 0,
    };

    /// <summary>The words of all blocks lie interleaved; each block is checked against its correction words.</summary>
    private static List<byte[]> Blocks(byte[] words, int correction, int[] lengths)
    {
        var blocks = lengths.Select(length => new byte[length + correction]).ToList();
        var at = 0;
        for (var i = 0; i < lengths.Max(); i++)
        {
            foreach (var (block, length) in blocks.Zip(lengths).Where(pair => i < pair.Second))
            {
                block[i] = words[at++];
            }
        }

        for (var i = 0; i < correction; i++)
        {
            foreach (var (block, length) in blocks.Zip(lengths))
            {
                block[length + i] = words[at++];
            }
        }

        Assert.All(blocks, block => Assert.All(Enumerable.Range(0, correction), root => Assert.Equal(0, Syndrome(block, root))));
        return [.. blocks.Zip(lengths).Select(pair => pair.First[..pair.Second])];
    }

    /// <summary>The block as a polynomial over GF(256) at the generator's root; zero when no word is wrong.</summary>
    private static int Syndrome(byte[] block, int root)
    {
        var alpha = 1;
        for (var i = 0; i < root; i++)
        {
            alpha = Times(alpha, 2);
        }

        return block.Aggregate(0, (sum, word) => Times(sum, alpha) ^ word);
    }

    private static int Times(int left, int right)
    {
        var product = 0;
        for (; right > 0; right >>= 1)
        {
            product ^= (right & 1) == 1 ? left : 0;
            left = (left << 1) ^ ((left & 0x80) != 0 ? 0x11D : 0);
        }

        return product & 0xFF;
    }

    private static string Text(string bits, int version)
    {
        var at = 0;
        var text = new StringBuilder();
        while (at + 4 <= bits.Length)
        {
            switch (Take(4))
            {
                case 0:
                    return text.ToString();
                case 1:
                    for (var left = Take(version < 10 ? 10 : 12); left > 0; left -= 3)
                    {
                        text.Append(Take(left >= 3 ? 10 : left == 2 ? 7 : 4).ToString(new string('0', Math.Min(3, left)), CultureInfo.InvariantCulture));
                    }

                    break;
                case 2:
                    for (var left = Take(version < 10 ? 9 : 11); left > 0; left -= 2)
                    {
                        var pair = Take(left >= 2 ? 11 : 6);
                        text.Append(left >= 2 ? $"{Alphanumeric[pair / 45]}{Alphanumeric[pair % 45]}" : Alphanumeric[pair].ToString());
                    }

                    break;
                case 4:
                    text.Append(Encoding.UTF8.GetString([.. Enumerable.Range(0, Take(version < 10 ? 8 : 16)).ToArray().Select(_ => (byte)Take(8))]));
                    break;
                case 7:
                    Take(8);
                    break;
                default:
                    Assert.Fail("A kind of segment that nobody here writes.");
                    break;
            }
        }

        return text.ToString();

        int Take(int count)
        {
            at += count;
            return Convert.ToInt32(bits.Substring(at - count, count), 2);
        }
    }

    private static int Number(Match run, int group) => int.Parse(run.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"M(\d+) (\d+)h(\d+)v1h-\d+z")]
    private static partial Regex Run();
}
