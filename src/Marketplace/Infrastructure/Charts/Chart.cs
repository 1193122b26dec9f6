using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Marketplace.Infrastructure.Localization;
using Microsoft.AspNetCore.Html;

namespace Marketplace.Infrastructure.Charts;

/// <summary>Charts drawn by the server: one title that says the message, every mark with words, colour never alone. A table of the same figures belongs below.</summary>
public static class Chart
{
    // Vietnamese letters as they are: a reference per letter would make a chart a third heavier.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    // Narrow, so that on a phone its words are still large enough to read.
    private const int Width = 480;
    private const int LineHeight = 260;
    private const int Right = 456;
    private const int Top = 32;
    private const int Bottom = 220;
    private const int MostSteps = 4;

    /// <summary>Of a letter in units of the drawing, as large as letters are drawn anywhere: on phones.</summary>
    private const int LetterWidth = 11;
    private const int RowHeight = 58;
    private const int BarRight = 330;

    /// <summary>One measure over periods, oldest first, from a zero baseline; a gap where there is no figure.</summary>
    public static IHtmlContent Line(string title, IReadOnlyList<ChartPoint> points, Func<long, string> axis)
    {
        var (low, high) = Range(points.Select(point => point.Value));
        var step = RoundStep(high - low);
        (low, high) = (-Steps(-low, step) * step, Steps(high, step) * step);
        List<long> lines = [];
        for (var value = low; value <= high; value += step)
        {
            lines.Add(value);
        }

        var left = (lines.Max(value => axis(value).Length) * LetterWidth) + 10;
        var svg = Open("chart line-chart", Width, LineHeight, title);
        foreach (var value in lines)
        {
            var y = Y(value, low, high);
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{left},{y}H{Right}\"/><text class=\"axis\" x=\"{left - 6}\" y=\"{y + 5}\" text-anchor=\"end\">{Encode(axis(value))}</text>");
        }

        var path = new StringBuilder();
        var pen = 'M';
        for (var i = 0; i < points.Count; i++)
        {
            if (points[i].Value is not { } value)
            {
                pen = 'M';
                continue;
            }

            path.Append(CultureInfo.InvariantCulture, $"{pen}{X(i, points.Count, left)},{Y(value, low, high)}");
            pen = 'L';
        }

        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"line s1\" d=\"{path}\"/>");
        var every = points.Count > 9 ? 3 : 2;
        for (var i = 0; i < points.Count; i++)
        {
            var (x, isLast) = (X(i, points.Count, left), i == points.Count - 1);
            if ((points.Count - 1 - i) % every == 0)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<text class=\"axis\" x=\"{(isLast ? Width : x)}\" y=\"{Bottom + 22}\" text-anchor=\"{(isLast ? "end" : "middle")}\">{Encode(points[i].Label)}</text>");
            }

            if (points[i].Value is { } value)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"mark s1\" cx=\"{x}\" cy=\"{Y(value, low, high)}\" r=\"{(isLast ? 6 : 4)}\"><title>{Encode(Texts.Get("common.pair", points[i].Label, points[i].Text))}</title></circle>");
                if (isLast)
                {
                    svg.Append(CultureInfo.InvariantCulture, $"<text class=\"direct\" x=\"{Right + 8}\" y=\"{Y(value, low, high) - 12}\" text-anchor=\"end\">{Encode(points[i].Text)}</text>");
                }
            }
        }

        return Close(svg);
    }

    /// <summary>Horizontal bars from zero, each labelled with its figure or with why there is none.</summary>
    public static IHtmlContent Bars(string title, IReadOnlyList<ChartPoint> rows)
    {
        var high = Math.Max(1, rows.Max(row => Math.Abs(row.Value ?? 0)));
        var svg = Open("chart bar-chart", Width, (rows.Count * RowHeight) + 8, title);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var y = (i * RowHeight) + 4;
            var length = (int)((Int128)Math.Abs(row.Value ?? 0) * BarRight / high);
            var label = string.Create(CultureInfo.InvariantCulture, $"<text class=\"axis\" x=\"0\" y=\"{y + 15}\">{Encode(Cut(row.Label))}</text>");
            svg.Append(row.Href is { } href ? $"<a href=\"{Encode(href)}\">{label}</a>" : label);
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{(row.Value < 0 ? "bar s2" : "bar s1")}\" x=\"0\" y=\"{y + 22}\" width=\"{length}\" height=\"22\"><title>{Encode(Texts.Get("common.pair", row.Label, row.Text))}</title></rect>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"direct\" x=\"{length + 6}\" y=\"{y + 40}\">{Encode(row.Text)}</text>");
        }

        return Close(svg);
    }

    /// <summary>One bar cut into its parts; the legend with names and figures is the caller's list.</summary>
    public static IHtmlContent Stacked(string title, IReadOnlyList<Part> parts)
    {
        var whole = Math.Max(1, parts.Sum(part => Math.Max(0, part.Amount)));
        var svg = Open("chart stacked-chart", Width, 48, title);
        var before = 0L;
        for (var i = 0; i < parts.Count; i++)
        {
            var amount = Math.Max(0, parts[i].Amount);
            var from = (int)((Int128)before * Width / whole);
            var to = (int)((Int128)(before + amount) * Width / whole);
            before += amount;
            if (to > from)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"bar s{(i % 6) + 1}\" x=\"{from}\" y=\"4\" width=\"{Math.Max(1, to - from - 2)}\" height=\"36\"><title>{Encode(Texts.Get("common.pair", parts[i].Name, parts[i].Text))}</title></rect>");
                if (to - from > 28)
                {
                    svg.Append(CultureInfo.InvariantCulture, $"<text class=\"on-bar\" x=\"{(from + to) / 2}\" y=\"27\" text-anchor=\"middle\">{i + 1}</text>");
                }
            }
        }

        return Close(svg);
    }

    /// <summary>A small multiple beside a figure; hidden from readers who hear the page, because the tile says the same in words.</summary>
    public static IHtmlContent Spark(IReadOnlyList<long?> values)
    {
        var (low, high) = Range(values);
        var path = new StringBuilder();
        var pen = 'M';
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value)
            {
                pen = 'M';
                continue;
            }

            path.Append(CultureInfo.InvariantCulture, $"{pen}{(values.Count < 2 ? 60 : i * 116 / (values.Count - 1)) + 2},{26 - (int)((Int128)(value - low) * 22 / Math.Max(1, high - low))}");
            pen = 'L';
        }

        return new HtmlString(string.Create(CultureInfo.InvariantCulture, $"<svg class=\"spark\" viewBox=\"0 0 120 30\" aria-hidden=\"true\"><path class=\"line s1\" d=\"{path}\"/></svg>"));
    }

    private static (long Low, long High) Range(IEnumerable<long?> values)
    {
        var (low, high) = (0L, 0L);
        foreach (var value in values)
        {
            (low, high) = (Math.Min(low, value ?? 0), Math.Max(high, value ?? 0));
        }

        return low == high ? (0, 1) : (low, high);
    }

    /// <summary>1, 2 or 5 of some power of ten, so that readers need not reckon, and few lines. Figures are counted in whole persons, đồng or hundredths of a percent.</summary>
    private static long RoundStep(long span)
    {
        for (var power = 1L; ; power *= 10)
        {
            foreach (var step in (ReadOnlySpan<long>)[power, 2 * power, 5 * power])
            {
                if (Steps(span, step) <= MostSteps)
                {
                    return step;
                }
            }
        }
    }

    /// <summary>How many cover it; none where there is nothing to cover.</summary>
    private static long Steps(long amount, long step) => amount <= 0 ? 0 : ((amount - 1) / step) + 1;

    private static int X(int index, int count, int left) => count < 2 ? Right : left + 12 + ((Right - left - 12) * index / (count - 1));

    private static int Y(long value, long low, long high) => Bottom - (int)((Int128)(value - low) * (Bottom - Top) / (high - low));

    private static string Cut(string text) => text.Length <= 40 ? text : text[..39] + "…";

    private static string Encode(string text) => Encoder.Encode(text);

    private static StringBuilder Open(string classes, int width, int height, string title) => new StringBuilder(4_000).Append(
        CultureInfo.InvariantCulture, $"<svg class=\"{classes}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{Encode(title)}\"><title>{Encode(title)}</title>");

    private static HtmlString Close(StringBuilder svg) => new(svg.Append("</svg>").ToString());
}
