using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Marketplace.Infrastructure.Localization;
using Microsoft.AspNetCore.Html;

namespace Marketplace.Infrastructure.Charts;

/// <summary>One province on a map: its class from 1 to 5, or 0 for no data; what a pointer reads; where it leads.</summary>
public sealed record MapArea(string ProvinceCode, int Class, string Text, string? Href = null);

/// <summary>
/// Maps of the country drawn by the server. Hoàng Sa and Trường Sa are part of every map, as two labelled boxes, because the shipped outlines lack
/// them; there is no way to draw a map without.
/// </summary>
public static class ProvinceMap
{
    private const int Right = 520;
    private static readonly Lazy<Topology> Fine = new(() => Topology.Load(0.7));
    private static readonly Lazy<Topology> Coarse = new(() => Topology.Load(2.6));
    private static readonly Lazy<string> CoarseBorders = new(() => Coarse.Value.Borders());
    private static readonly Lazy<IReadOnlyList<Inset>> Insets = new(LoadInsets);
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    // One for each province and language, drawn when it is first asked for.
    private static readonly ConcurrentDictionary<(string Code, string Title), IHtmlContent> Locators = new();

    private sealed record Inset(string NameVi, string NameEn, string ProvinceCode, double Longitude, double Latitude);

    /// <summary>A small map with one province filled, about 4 KB; the text alternative names the province.</summary>
    public static IHtmlContent Locator(string provinceCode, string provinceName) =>
        Locators.GetOrAdd((provinceCode, Texts.Get("programme.locator", provinceName)), static key => Draw(key.Code, key.Title));

    private static HtmlString Draw(string provinceCode, string title)
    {
        var svg = Open("map locator", title);
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"map-borders\" d=\"{CoarseBorders.Value}\"/>");
        if (Coarse.Value.Provinces.FirstOrDefault(shape => shape.Code == provinceCode) is { } chosen)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"map-chosen\" d=\"{chosen.Path}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"map-pin\" cx=\"{chosen.CentreX}\" cy=\"{chosen.CentreY}\" r=\"9\"/>");
        }

        AppendInsets(svg, inset => inset.ProvinceCode == provinceCode ? "map-chosen" : "map-0");
        return new HtmlString(svg.Append("</svg>").ToString());
    }

    /// <summary>All provinces in five classes; areas without data are hatched. A table of the same figures belongs beside it.</summary>
    public static IHtmlContent Choropleth(string title, IReadOnlyList<MapArea> areas)
    {
        var byCode = areas.ToDictionary(area => area.ProvinceCode);
        var svg = Open("map choropleth", title, areas.Any(area => area.Href is not null) ? "group" : "img");
        svg.Append("<defs><pattern id=\"map-hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path class=\"map-hatch\" d=\"M0,0V6\"/></pattern></defs>");
        foreach (var shape in Fine.Value.Provinces)
        {
            var area = byCode.GetValueOrDefault(shape.Code) ?? new MapArea(shape.Code, 0, Texts.Get("common.pair", shape.Name, Texts.Get("programme.no-data")));
            var path = string.Create(CultureInfo.InvariantCulture,
                $"<path class=\"map-area map-{area.Class}\"{(area.Class == 0 ? " fill=\"url(#map-hatch)\"" : "")} d=\"{shape.Path}\"><title>{Encoder.Encode(area.Text)}</title></path>");
            svg.Append(area.Href is { } href ? $"<a href=\"{Encoder.Encode(href)}\" aria-label=\"{Encoder.Encode(area.Text)}\">{path}</a>" : path);
        }

        AppendInsets(svg, inset => $"map-{byCode.GetValueOrDefault(inset.ProvinceCode)?.Class ?? 0}");
        return new HtmlString(svg.Append("</svg>").ToString());
    }

    private static StringBuilder Open(string classes, string title, string role = "img") => new StringBuilder(8_000).Append(CultureInfo.InvariantCulture,
        $"<svg class=\"{classes}\" viewBox=\"0 0 {Right} {Topology.Height}\" role=\"{role}\" aria-label=\"{Encoder.Encode(title)}\"><title>{Encoder.Encode(title)}</title>");

    private static void AppendInsets(StringBuilder svg, Func<Inset, string> classOf)
    {
        foreach (var inset in Insets.Value)
        {
            var (x, y) = Topology.Place(inset.Longitude, inset.Latitude);
            var name = Encoder.Encode(Languages.Pick(inset.NameVi, inset.NameEn));
            svg.Append(CultureInfo.InvariantCulture, $"<g class=\"map-inset\"><rect x=\"{x - 60}\" y=\"{y - 34}\" width=\"120\" height=\"72\"/>");
            foreach (var (dx, dy) in (ReadOnlySpan<(int, int)>)[(-26, -14), (-8, -20), (10, -8), (24, -16), (-14, 0), (18, 2)])
            {
                svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"map-islet {classOf(inset)}\" cx=\"{x + dx}\" cy=\"{y + dy}\" r=\"4\"/>");
            }

            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y + 30}\" text-anchor=\"middle\">{name}</text></g>");
        }
    }

    private static List<Inset> LoadInsets()
    {
        using var stream = typeof(ProvinceMap).Assembly.GetManifestResourceStream("map-insets.csv")!;
        using var reader = new StreamReader(stream);
        var columns = reader.ReadLine()!.Split(',').Index().ToDictionary(column => column.Item, column => column.Index);
        var insets = new List<Inset>();
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var cells = line.Split(',');
            insets.Add(new Inset(cells[columns["name_vi"]], cells[columns["name_en"]].Split(" (")[0], cells[columns["province_code"]],
                double.Parse(cells[columns["approx_lon"]], CultureInfo.InvariantCulture), double.Parse(cells[columns["approx_lat"]], CultureInfo.InvariantCulture)));
        }

        return insets;
    }
}
