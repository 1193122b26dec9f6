using System.Globalization;
using System.Text.RegularExpressions;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Infrastructure.Web;

/// <summary>Reads the colours where they are written and measures them as WCAG 2.2 does.</summary>
public sealed partial class TokenContrastTests
{
    private static readonly string Css = File.ReadAllText(Path.Combine(Repository.Root, "wwwroot-assets", "css", "02-tokens.css"));

    private static readonly Dictionary<string, string> Light = Colours(Css[..Css.IndexOf("@media", StringComparison.Ordinal)]);
    private static readonly Dictionary<string, string> Dark = Colours(Css[Css.LastIndexOf("[data-theme=\"dark\"]", StringComparison.Ordinal)..]);
    private static readonly Dictionary<string, string> DarkBySystem =
        Colours(Css[Css.IndexOf("@media", StringComparison.Ordinal)..Css.LastIndexOf("[data-theme=\"dark\"]", StringComparison.Ordinal)]);

    /// <summary>Foreground, background, least contrast: 4.5 for text, 3 for borders, outlines and chart marks.</summary>
    public static TheoryData<string, string, double> Pairs()
    {
        var pairs = new TheoryData<string, string, double>();
        foreach (var ground in new[] { "hemp", "paper" })
        {
            foreach (var text in new[] { "ink", "ink-2", "indigo", "indigo-d", "madder", "tea" })
            {
                pairs.Add(text, ground, 4.5);
            }

            foreach (var mark in new[] { "line", "focus", "chart-1", "chart-2", "chart-3", "chart-4", "chart-5", "chart-6" })
            {
                pairs.Add(mark, ground, 3);
            }
        }

        pairs.Add("ink", "hemp-2", 4.5);
        pairs.Add("ink-2", "hemp-2", 4.5);
        pairs.Add("on-indigo", "indigo", 4.5);
        pairs.Add("on-indigo", "indigo-d", 4.5);
        pairs.Add("on-madder", "madder", 4.5);
        pairs.Add("indigo", "indigo-t", 4.5);
        pairs.Add("indigo-d", "indigo-t", 4.5);
        pairs.Add("madder", "madder-t", 4.5);
        pairs.Add("tea", "tea-t", 4.5);
        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Colours_contrast_in_both_themes(string front, string back, double least)
    {
        var dark = Dark.GetValueOrDefault(front, Light[front]);

        Assert.True(Contrast(Light[front], Light[back]) >= least, $"light: {front} on {back} is {Contrast(Light[front], Light[back]):0.00}");
        Assert.True(Contrast(dark, Dark[back]) >= least, $"dark: {front} on {back} is {Contrast(dark, Dark[back]):0.00}");
    }

    /// <summary>Whatever is most stands out: dark on the light page, light on the dark one.</summary>
    [Fact]
    public void The_strongest_class_of_a_map_is_farthest_from_the_page_in_both_themes()
    {
        foreach (var theme in new[] { Light, Dark })
        {
            List<double> steps = [.. Enumerable.Range(1, 5).Select(step => Contrast(theme[$"map-{step}"], theme["paper"]))];

            Assert.Equal(steps.Order(), steps);
            Assert.True(steps[^1] >= 3 && Contrast(theme["map-5"], theme["hemp"]) >= 3);
        }
    }

    [Fact]
    public void Ink_on_turmeric_contrasts() => Assert.True(Contrast("#1b1a24", Light["turmeric"]) >= 4.5);

    [Fact]
    public void Dark_by_choice_is_dark_by_system() => Assert.Equal(DarkBySystem, Dark);

    [Fact]
    public void Colours_are_written_as_tokens_only()
    {
        var strays =
            from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "wwwroot-assets", "css"))
            // The outlines of maps hold against all five classes in both themes; paper is paper.
            where Path.GetFileName(file) is not ("02-tokens.css" or "40-charts.css" or "90-print.css")
            from Match match in Colour().Matches(Comment().Replace(File.ReadAllText(file), "").Replace("%23", "", StringComparison.Ordinal))
                // On turmeric and on the indigo of the footer, which do not change with the theme.
            where match.Value is not ("#1b1a24" or "#18214f" or "#f2efe7" or "#fff" or "#f0b12b")
            select $"{Path.GetFileName(file)}: {match.Value}";

        Assert.Empty(strays);
    }

    private static double Contrast(string front, string back)
    {
        var (one, other) = (Luminance(front), Luminance(back));
        return (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);
    }

    private static double Luminance(string colour)
    {
        var value = int.Parse(colour.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (0.2126 * Linear((value >> 16) & 255)) + (0.7152 * Linear((value >> 8) & 255)) + (0.0722 * Linear(value & 255));
    }

    private static double Linear(int channel) => channel / 255.0 is var share && share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);

    private static Dictionary<string, string> Colours(string css) =>
        Token().Matches(css).GroupBy(match => match.Groups[1].Value).ToDictionary(group => group.Key, group => group.First().Groups[2].Value);

    [GeneratedRegex("--([a-z0-9-]+): (#[0-9a-f]{6});")]
    private static partial Regex Token();

    [GeneratedRegex("#[0-9a-f]{3,8}\\b")]
    private static partial Regex Colour();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
