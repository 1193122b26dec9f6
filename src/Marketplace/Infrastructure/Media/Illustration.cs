using System.Globalization;
using System.Text;
using NetVips;

namespace Marketplace.Infrastructure.Media;

/// <summary>
/// Draws the pictures of the demonstration: plain geometry per motif, the same for the same seed. They stand in for photos and say so in their
/// captions; they copy no community's pattern, only lozenges, stripes, vessels and leaves.
/// </summary>
public sealed class Illustration
{
    private const int Side = 960;

    private static readonly string[][] Palettes =
    [
        ["#f2ebdc", "#27357a", "#a3222b", "#f0b12b", "#22633f"],
        ["#efe6d6", "#18214f", "#8a5a00", "#d98b2b", "#5364ac"],
        ["#f6f0e4", "#6d3a8c", "#27357a", "#e0a030", "#a3222b"],
        ["#e9efe4", "#22633f", "#18214f", "#c9a227", "#7a4b2a"],
    ];

    private readonly StringBuilder _svg = new();
    private readonly Random _random;
    private readonly string[] _colours;

    private Illustration(string motif, int seed)
    {
        // A fixed seed makes the demonstration repeat itself; nothing here is secret.
#pragma warning disable CA5394
        _random = new Random(HashCode(motif) ^ seed);
#pragma warning restore CA5394
        _colours = Palettes[Math.Abs(seed) % Palettes.Length];
    }

    /// <summary>The motifs of the demo products.</summary>
    public static IReadOnlyList<string> Motifs { get; } =
        ["brocade", "bamboo", "spice", "fruit", "rice", "pottery", "herbal", "coffee", "honey", "tea", "hemp-indigo", "batik", "instrument", "silver", "paper", "meat"];

    /// <summary>A PNG of 960 × 960, ready for the same intake as an upload.</summary>
    public static byte[] DrawPng(string motif, int seed)
    {
        using var picture = Image.NewFromBuffer(Encoding.UTF8.GetBytes(DrawSvg(motif, seed)));
        return picture.PngsaveBuffer(compression: 3);
    }

    public static string DrawSvg(string motif, int seed)
    {
        var drawing = new Illustration(motif, seed);
        drawing.Draw(motif);
        return drawing._svg.ToString();
    }

    private void Draw(string motif)
    {
        _svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns='http://www.w3.org/2000/svg' width='{Side}' height='{Side}' viewBox='0 0 960 960'><rect width='960' height='960' fill='{_colours[0]}'/>");
        switch (motif)
        {
            case "brocade" or "batik" or "hemp-indigo":
                Cloth(motif);
                break;
            case "pottery" or "honey" or "silver" or "meat":
                Vessel(motif);
                break;
            case "bamboo" or "paper":
                Weave();
                break;
            case "instrument":
                Pipes();
                break;
            default:
                Heap(motif);
                break;
        }

        _svg.Append("</svg>");
    }

    private void Cloth(string motif)
    {
        var dark = motif == "brocade" ? _colours[2] : "#1f2a5c";
        var light = motif == "batik" ? "#f4efe2" : _colours[3];
        Rect(110, 90, 740, 780, dark);
        var rows = 6 + Next(3);
        var step = 780f / rows;
        for (var row = 0; row < rows; row++)
        {
            var y = 90 + (row * step);
            var kind = Next(3);
            if (kind == 0)
            {
                Rect(110, y + (step * 0.2f), 740, step * 0.18f, _colours[1 + Next(4)]);
                Rect(110, y + (step * 0.55f), 740, step * 0.1f, light);
                continue;
            }

            var count = 4 + Next(4);
            var width = 740f / count;
            for (var i = 0; i < count; i++)
            {
                var cx = 110 + (width * (i + 0.5f));
                var cy = y + (step / 2);
                Lozenge(cx, cy, width * 0.42f, step * 0.4f, kind == 1 ? light : _colours[1 + ((row + i) % 4)]);
                Lozenge(cx, cy, width * 0.2f, step * 0.18f, dark);
            }
        }

        for (var x = 116; x < 850; x += 14)
        {
            Rect(x, 870, 5, 40 + Next(14), dark);
        }
    }

    private void Vessel(string motif)
    {
        var body = motif switch { "honey" => "#d9922b", "silver" => "#b9bfca", "meat" => "#7a3b24", _ => "#b5633a" };
        Ellipse(480, 830, 300, 36, "#d8cdb8");
        _svg.Append(CultureInfo.InvariantCulture, $"<path d='M340 250 Q{200 - Next(60)} 520 350 810 L610 810 Q{760 + Next(60)} 520 620 250 Z' fill='{body}'/>");
        Ellipse(480, 250, 140, 34, motif == "pottery" ? "#7d3f20" : "#f4efe2");
        for (var band = 0; band < 4; band++)
        {
            var y = 380 + (band * 100) + Next(20);
            for (var x = 330; x <= 630; x += 60)
            {
                Lozenge(x, y, 22, 16, _colours[1 + ((band + (x / 60)) % 4)]);
            }
        }
    }

    private void Weave()
    {
        for (var y = 0; y < 12; y++)
        {
            for (var x = 0; x < 12; x++)
            {
                var across = (x + y) % 2 == 0;
                var tone = across ? "#c79a55" : "#a9783a";
                Rect(120 + (x * 60) + (across ? 0 : 8), 120 + (y * 60) + (across ? 8 : 0), across ? 60 : 44, across ? 44 : 60, Next(9) == 0 ? _colours[2] : tone);
            }
        }

        _svg.Append("<rect x='108' y='108' width='744' height='744' rx='24' fill='none' stroke='#7a5226' stroke-width='26'/>");
    }

    private void Pipes()
    {
        Ellipse(480, 640, 120, 80, "#7a5226");
        for (var i = 0; i < 6; i++)
        {
            Rect(390 + (i * 32), 130 + (i * 34) + Next(20), 24, 640 - (i * 34), i % 2 == 0 ? "#c79a55" : "#a9783a");
        }

        Rect(380, 500, 210, 20, _colours[2]);
        Rect(380, 560, 210, 14, _colours[3]);
    }

    private void Heap(string motif)
    {
        var (one, two) = motif switch
        {
            "tea" => ("#3f6b3a", "#6d8f4e"),
            "coffee" => ("#4a2c1a", "#6b4327"),
            "rice" => ("#efe3c0", "#d9c48c"),
            "spice" => ("#8a4b22", "#b06a2e"),
            "herbal" => ("#4f7a4a", "#89a86a"),
            _ => ("#c4452f", "#e08a3a"),
        };
        Ellipse(480, 700, 380, 150, "#a9783a");
        Ellipse(480, 680, 350, 125, "#c79a55");
        for (var i = 0; i < 150; i++)
        {
            var angle = Next(628) / 100f;
            var reach = Next(100) / 100f;
            var x = 480 + (MathF.Cos(angle) * reach * 310);
            var y = 640 - ((1 - reach) * 230) + (MathF.Sin(angle) * reach * 80);
            _svg.Append(CultureInfo.InvariantCulture, $"<ellipse cx='{x:F0}' cy='{y:F0}' rx='{24 + Next(14)}' ry='{11 + Next(8)}' transform='rotate({Next(180)} {x:F0} {y:F0})' fill='{(i % 3 == 0 ? two : one)}' stroke='#00000022' stroke-width='2'/>");
        }
    }

    private void Rect(float x, float y, float width, float height, string fill) =>
        _svg.Append(CultureInfo.InvariantCulture, $"<rect x='{x:F0}' y='{y:F0}' width='{width:F0}' height='{height:F0}' fill='{fill}'/>");

    private void Ellipse(float x, float y, float rx, float ry, string fill) =>
        _svg.Append(CultureInfo.InvariantCulture, $"<ellipse cx='{x:F0}' cy='{y:F0}' rx='{rx:F0}' ry='{ry:F0}' fill='{fill}'/>");

    private void Lozenge(float x, float y, float halfWidth, float halfHeight, string fill) =>
        _svg.Append(CultureInfo.InvariantCulture, $"<path d='M{x:F0} {y - halfHeight:F0}L{x + halfWidth:F0} {y:F0}L{x:F0} {y + halfHeight:F0}L{x - halfWidth:F0} {y:F0}Z' fill='{fill}'/>");

#pragma warning disable CA5394 // See the constructor.
    private int Next(int below) => _random.Next(below);
#pragma warning restore CA5394

    /// <summary>Stable between runs, unlike string.GetHashCode.</summary>
    private static int HashCode(string text) => text.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter));
}
