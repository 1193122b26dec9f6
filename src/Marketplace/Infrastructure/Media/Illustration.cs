using System.Globalization;
using System.Text;
using NetVips;

namespace Marketplace.Infrastructure.Media;

/// <summary>
/// Draws the pictures of the demonstration: plain geometry per motif, the same for the same seed. They stand in for photos and say so in their
/// captions; they copy no community's pattern, only lozenges, stripes, vessels and leaves.
/// </summary>
public sealed partial class Illustration
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
            case var step when DrawStep(step):
                break;
            case "brocade" or "batik" or "hemp-indigo":
                Cloth(motif);
                break;
            case "pottery":
                Vessel();
                break;
            case "honey":
                Jar();
                break;
            case "silver":
                Ring();
                break;
            case "meat":
                Strips();
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
