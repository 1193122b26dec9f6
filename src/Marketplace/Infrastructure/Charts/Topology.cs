using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Marketplace.Infrastructure.Charts;

/// <summary>A province's outline as SVG path data in the map's whole units, and where its middle is.</summary>
internal sealed record ProvinceShape(string Code, string Name, string Path, int CentreX, int CentreY);

/// <summary>
/// The shipped TopoJSON brought to a grid of <see cref="Width"/> × <see cref="Height"/> whole units, thinned with a tolerance in those units. Shared borders are
/// thinned once, so neighbours still meet.
/// </summary>
internal sealed class Topology
{
    public const int Width = 320;
    public const int Height = 640;
    private const double West = 102.0;
    private const double North = 23.5;

    /// <summary>Grid units to a degree of longitude and of latitude; the country lies around 16° north.</summary>
    private const double PerLongitude = 39.5;
    private const double PerLatitude = 41.0;
    private readonly List<(int X, int Y)[]> _arcs;
    private readonly JsonElement _geometries;

    private Topology(JsonElement root, double tolerance)
    {
        var scale = root.GetProperty("transform").GetProperty("scale");
        var translate = root.GetProperty("transform").GetProperty("translate");
        _geometries = root.GetProperty("objects").GetProperty("provinces").GetProperty("geometries");
        _arcs = [.. root.GetProperty("arcs").EnumerateArray().Select(arc => Thin(Decode(arc, scale, translate), tolerance))];
        Provinces = [.. _geometries.EnumerateArray().Select(Shape)];
    }

    public IReadOnlyList<ProvinceShape> Provinces { get; }

    public static Topology Load(double tolerance)
    {
        using var stream = typeof(Topology).Assembly.GetManifestResourceStream("provinces.topo.json")!;
        using var document = JsonDocument.Parse(stream);
        return new Topology(document.RootElement.Clone(), tolerance);
    }

    public static (int X, int Y) Place(double longitude, double latitude) =>
        ((int)Math.Round((longitude - West) * PerLongitude), (int)Math.Round((North - latitude) * PerLatitude));

    /// <summary>Every border and coast once, for a map on which one province stands out.</summary>
    public string Borders()
    {
        var path = new StringBuilder();
        foreach (var arc in _arcs.Where(arc => arc.Length > 2))
        {
            Append(path, arc);
        }

        return path.ToString();
    }

    private static (double X, double Y)[] Decode(JsonElement arc, JsonElement scale, JsonElement translate)
    {
        var points = new List<(double, double)>(arc.GetArrayLength());
        var (x, y) = (0, 0);
        foreach (var step in arc.EnumerateArray())
        {
            x += step[0].GetInt32();
            y += step[1].GetInt32();
            var longitude = (x * scale[0].GetDouble()) + translate[0].GetDouble();
            var latitude = (y * scale[1].GetDouble()) + translate[1].GetDouble();
            points.Add(((longitude - West) * PerLongitude, (North - latitude) * PerLatitude));
        }

        return [.. points];
    }

    /// <summary>Douglas and Peucker's thinning; the ends stay, because other borders meet there.</summary>
    private static (int X, int Y)[] Thin((double X, double Y)[] points, double tolerance)
    {
        var keep = new bool[points.Length];
        keep[0] = keep[^1] = true;
        var open = new Stack<(int From, int To)>([(0, points.Length - 1)]);
        while (open.TryPop(out var span))
        {
            var (farthest, distance) = (-1, tolerance);
            for (var i = span.From + 1; i < span.To; i++)
            {
                var away = Distance(points[i], points[span.From], points[span.To]);
                if (away > distance)
                {
                    (farthest, distance) = (i, away);
                }
            }

            if (farthest > 0)
            {
                keep[farthest] = true;
                open.Push((span.From, farthest));
                open.Push((farthest, span.To));
            }
        }

        var thinned = new List<(int X, int Y)>();
        for (var i = 0; i < points.Length; i++)
        {
            var point = ((int)Math.Round(points[i].X), (int)Math.Round(points[i].Y));
            if (keep[i] && (thinned.Count == 0 || thinned[^1] != point))
            {
                thinned.Add(point);
            }
        }

        return [.. thinned];
    }

    private static double Distance((double X, double Y) point, (double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Sqrt((dx * dx) + (dy * dy));
        return length < 0.001
            ? Math.Sqrt(Math.Pow(point.X - from.X, 2) + Math.Pow(point.Y - from.Y, 2))
            : Math.Abs((dy * point.X) - (dx * point.Y) + (to.X * from.Y) - (to.Y * from.X)) / length;
    }

    private static void Append(StringBuilder path, IEnumerable<(int X, int Y)> points)
    {
        (int X, int Y)? last = null;
        foreach (var point in points)
        {
            path.Append(last is { } from
                ? string.Create(CultureInfo.InvariantCulture, $"{point.X - from.X},{point.Y - from.Y} ")
                : string.Create(CultureInfo.InvariantCulture, $"M{point.X},{point.Y}l"));
            last = point;
        }

        path.Length -= path[^1] is ' ' ? 1 : 0;
    }

    private ProvinceShape Shape(JsonElement geometry)
    {
        var path = new StringBuilder();
        List<(int X, int Y)> largest = [];
        foreach (var polygon in geometry.GetProperty("arcs").EnumerateArray())
        {
            foreach (var ring in polygon.EnumerateArray())
            {
                var points = Ring(ring);
                if (points.Distinct().Count() < 3)
                {
                    continue;
                }

                Append(path, points.SkipLast(1));
                path.Append('z');
                if (points.Count > largest.Count)
                {
                    largest = points;
                }
            }
        }

        var properties = geometry.GetProperty("properties");
        return new ProvinceShape(
            properties.GetProperty("code").GetString()!,
            properties.GetProperty("name_vi").GetString()!,
            path.ToString(),
            (largest.Min(point => point.X) + largest.Max(point => point.X)) / 2,
            (largest.Min(point => point.Y) + largest.Max(point => point.Y)) / 2);
    }

    private List<(int X, int Y)> Ring(JsonElement ring)
    {
        var points = new List<(int X, int Y)>();
        foreach (var element in ring.EnumerateArray())
        {
            var index = element.GetInt32();
            IEnumerable<(int X, int Y)> arc = index >= 0 ? _arcs[index] : Enumerable.Reverse(_arcs[~index]);
            points.AddRange(points.Count == 0 ? arc : arc.Skip(1));
        }

        return points;
    }
}
