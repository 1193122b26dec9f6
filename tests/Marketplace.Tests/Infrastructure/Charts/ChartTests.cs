using System.Globalization;
using System.Text.RegularExpressions;
using Marketplace.Infrastructure.Charts;
using Microsoft.AspNetCore.Html;

namespace Marketplace.Tests.Infrastructure.Charts;

public sealed partial class ChartTests
{
    [Theory]
    [InlineData("0 5 10 15 20", 3, 19)]
    [InlineData("0 1", 1, 0)]
    [InlineData("0 5 10 15 20", 20, 5)]
    [InlineData("0 2 4 6", 2, 5)]
    [InlineData("-5 0 5 10", -3, 10)]
    [InlineData("0 50000000 100000000 150000000", 56_200_000, 112_400_000)]
    [InlineData("-2 -1 0", -2, 0)]
    [InlineData("0 1", 0, 0)]
    public void Lines_across_a_chart_stand_at_round_figures_the_same_step_apart(string axis, long first, long last)
    {
        var svg = Drawn([new ChartPoint("1/26", first, ""), new ChartPoint("2/26", last, "")]);

        Assert.Equal(axis.Split(' '), Label().Matches(svg).Select(match => match.Groups[1].Value));
        var lines = Across().Matches(svg).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.InRange(lines.Zip(lines.Skip(1), (above, below) => above - below).Distinct().Max() - lines.Zip(lines.Skip(1), (above, below) => above - below).Min(), 0, 1);
    }

    /// <summary>A figure that loses its first digit is another figure.</summary>
    [Fact]
    public void The_longest_label_of_the_axis_has_room()
    {
        var svg = Drawn([new ChartPoint("1/26", 1, ""), new ChartPoint("2/26", 150_000_000, "")], value => $"{value / 1_000_000},0 triệu");

        var places = Place().Matches(svg).Select(match => (X: int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), Label: match.Groups[2].Value)).Where(place => place.Label.EndsWith("triệu", StringComparison.Ordinal)).ToList();
        Assert.Equal(["0,0 triệu", "50,0 triệu", "100,0 triệu", "150,0 triệu"], places.Select(place => place.Label));
        Assert.All(places, place => Assert.True(place.X >= place.Label.Length * 10));
    }

    private static string Drawn(IReadOnlyList<ChartPoint> points, Func<long, string>? axis = null)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Chart.Line("Người có thu nhập", points, axis ?? (value => value.ToString(CultureInfo.InvariantCulture))).WriteTo(text, System.Text.Encodings.Web.HtmlEncoder.Default);
        return text.ToString();
    }

    [GeneratedRegex("text-anchor=\"end\">(-?\\d+)</text>")]
    private static partial Regex Label();

    [GeneratedRegex("class=\"axis\" x=\"(\\d+)\"[^>]*text-anchor=\"end\">([^<]*)<")]
    private static partial Regex Place();

    [GeneratedRegex("class=\"grid\" d=\"M\\d+,(\\d+)H")]
    private static partial Regex Across();
}
