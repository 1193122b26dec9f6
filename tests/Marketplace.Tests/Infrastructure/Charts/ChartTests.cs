using System.Globalization;
using System.Text.RegularExpressions;
using Marketplace.Infrastructure.Charts;
using Microsoft.AspNetCore.Html;

namespace Marketplace.Tests.Infrastructure.Charts;

public sealed partial class ChartTests
{
    /// <summary>Of 19 persons half are 9.5, and there is no line to label "9".</summary>
    [Theory]
    [InlineData("0 10 20", 3, 19)]
    [InlineData("0 1 2", 1, 0)]
    [InlineData("0 10 20", 20, 5)]
    [InlineData("-3 4 11", -3, 10)]
    [InlineData("0 1 2", 0, 0)]
    public void Lines_across_a_chart_stand_at_whole_figures_the_same_step_apart(string axis, long first, long last)
    {
        var svg = Drawn([new ChartPoint("1/26", first, ""), new ChartPoint("2/26", last, "")]);

        Assert.Equal(axis.Split(' '), Label().Matches(svg).Select(match => match.Groups[1].Value));
        var lines = Across().Matches(svg).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(lines[0] - lines[1], lines[1] - lines[2]);
    }

    private static string Drawn(IReadOnlyList<ChartPoint> points)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Chart.Line("Người có thu nhập", points, value => value.ToString(CultureInfo.InvariantCulture)).WriteTo(text, System.Text.Encodings.Web.HtmlEncoder.Default);
        return text.ToString();
    }

    [GeneratedRegex("text-anchor=\"end\">(-?\\d+)</text>")]
    private static partial Regex Label();

    [GeneratedRegex("class=\"grid\" d=\"M\\d+,(\\d+)H")]
    private static partial Regex Across();
}
