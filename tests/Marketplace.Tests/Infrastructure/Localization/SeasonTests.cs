using System.Globalization;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Figures;
using Marketplace.Infrastructure.Localization;

namespace Marketplace.Tests.Infrastructure.Localization;

/// <summary>Parts of the year in words. The language is the thread's, so each test is one thread's from end to end.</summary>
public sealed class SeasonTests
{
    [Theory]
    [InlineData("vi", "solar", "9-10", "tháng 9–10")]
    [InlineData("en", "solar", "9-10", "September–October")]
    [InlineData("fr", "solar", "9-10", "septembre–octobre")]
    [InlineData("fr", "solar", "4", "avril")]
    [InlineData("vi", "lunar", "11-1", "tháng 11–1 âm lịch")]
    [InlineData("en", "lunar", "11-1", "lunar months 11–1")]
    [InlineData("fr", "lunar", "11-1", "mois lunaires 11–1")]
    [InlineData("en", "lunar", "8", "lunar month 8")]
    [InlineData("fr", "lunar", "1", "mois lunaire 1")]
    [InlineData("en", "any", "any", "all year")]
    [InlineData("en", "other", "varies", "by its own calendar")]
    [InlineData("en", "solar", "13", "13")]
    public void Months_are_named_and_ranges_joined_by_a_dash(string language, string calendar, string months, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Languages.Culture(language);

        Assert.Equal(expected, Season.Of(calendar, months));
    }

    [Theory]
    [InlineData("vi", "2026-Q3", "Q3/26", "quý 3/2026")]
    [InlineData("en", "2026-Q3", "Q3/26", "Q3 2026")]
    [InlineData("fr", "2026-Q3", "T3/26", "T3 2026")]
    [InlineData("vi", "2026-09", "9/26", "tháng 9/2026")]
    [InlineData("en", "2026-09", "9/26", "Sep 2026")]
    [InlineData("fr", "2026-09", "9/26", "sept. 2026")]
    public void An_axis_calls_a_period_as_the_words_beside_it_do(string language, string code, string onAxis, string inWords)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Languages.Culture(language);
        var period = ProgrammePeriod.Parse(code)!.Value;

        Assert.Equal((onAxis, inWords), (FigureText.Short(period), FigureText.Of(period)));
    }
}
