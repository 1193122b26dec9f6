using AngleSharp;
using Marketplace.Domain.People;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Programme;

/// <summary>What a manager takes along: the figures as a file, and the page on paper with its tables.</summary>
public sealed class DashboardFileTests
{
    private static readonly DateOnly Day = new(2026, 8, 20);

    /// <summary>ux-guide, print: "links spelled out"; styles write the address behind links that have a whole one.</summary>
    [Fact]
    public async Task On_paper_the_page_names_its_own_address_and_those_of_its_definitions()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Sell(await market.Maker(market.LungTam), 300_000, Day);
        using var browser = await market.As(await market.Manager(market.Country));

        var page = await browser.Open("/en/programme?what=B1&where=VN&when=2026-08&against=previous");

        Assert.Equal("http://localhost/en/programme?what=B1&where=VN&when=2026-08&against=previous", page.Texts("main .print-only").Single());
        var definitions = page.QuerySelectorAll("main a[href*='/indicators/']");
        Assert.NotEmpty(definitions);
        Assert.All(definitions, link => Assert.StartsWith("http://localhost/en/indicators/", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_chart_has_a_table_with_headings_and_the_page_can_be_printed_where_scripts_run()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Sell(await market.Maker(market.LungTam), 300_000, Day);
        using var browser = await market.As(await market.Manager(market.Country));

        var page = await browser.Open("/programme?where=VN&when=2026-08");

        Assert.Equal(["Khoản", "Số tiền"], page.Texts("details [aria-labelledby=money] thead th"));
        Assert.Equal(page.Texts(".legend:has(.key.s1) data"), page.Texts("[aria-labelledby=money] tbody td"));
        Assert.Equal(["Nhóm hàng", "Số tiền"], page.Texts("details [aria-labelledby=groups] thead th"));
        Assert.True(page.QuerySelector("button[data-print]")!.HasAttribute("hidden"));
        Assert.NotNull(page.QuerySelector("script[src*='js/programme/print']"));
    }

    [Fact]
    public async Task The_file_says_what_the_page_says()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Sell(await market.Maker(market.LungTam), 300_000, Day);
        await market.Sell(await market.Maker(market.SaPa), 100_000, Day.AddMonths(-1));
        using var browser = await market.As(await market.Manager(market.Country));
        const string choices = "?what=B1&where=VN&when=2026-08&against=previous";

        var html = await browser.GetStringAsync("/programme" + choices, TestContext.Current.CancellationToken);
        var page = await new BrowsingContext(Configuration.Default).OpenAsync(response => response.Content(html), TestContext.Current.CancellationToken);
        var shown = page.QuerySelectorAll("table data, .tile data").Select(data => data.GetAttribute("value")!).ToHashSet();
        var lines = DashboardSteps.Lines(await browser.GetStringAsync("/programme/figures.csv" + choices, TestContext.Current.CancellationToken));
        var file = lines.Select(line => line[5]).Where(value => value.Length > 0).ToHashSet();

        Assert.Contains("300000", file);
        Assert.Contains("100000", file);
        Assert.Subset(shown, file);
        foreach (var (section, count) in ((string, int)[])[("money", 4), ("group", 1)])
        {
            var rows = page.QuerySelectorAll($"details [aria-labelledby={section}] tbody tr, details [aria-labelledby={section}s] tbody tr");
            Assert.Equal(count, rows.Length);
            Assert.Equal(
                rows.Select(row => $"B1|VN|Việt Nam|2026-08|{row.QuerySelector("data")!.GetAttribute("value")}|VND||{row.QuerySelector("th")!.TextContent}"),
                lines.Where(line => line[0] == section).Select(line => string.Join('|', line[1..9])));
        }

        Assert.Equal(2, page.QuerySelectorAll("svg.choropleth g.map-inset text").Length);
        Assert.All(page.QuerySelectorAll("svg[role=img]"), svg => Assert.False(string.IsNullOrWhiteSpace(svg.QuerySelector("title")?.TextContent)));
        Assert.Empty(page.QuerySelectorAll("[style]"));
    }

    [Theory]
    [InlineData("2026-08", "previous", "2026-07", 300_000, "tăng 33,3 % so với tháng 7/2026")]
    [InlineData("2026-08", "year", "2025-08", 200_000, "tăng 100,0 % so với tháng 8/2025")]
    [InlineData("2026-Q3", "previous", "2026-Q2", 1_400_000, "giảm 50,0 % so với quý 2/2026")]
    [InlineData("2026-Q3", "year", "2025-Q3", 200_000, "tăng 250,0 % so với quý 3/2025")]
    public async Task A_figure_is_compared_with_the_period_before_or_a_year_ago_on_the_page_and_in_the_file(string when, string against, string compared, long earlier, string words)
    {
        await using var market = await ProgrammeMarket.Open();
        var product = await market.Product(await market.Maker(market.LungTam));
        foreach (var (dong, day) in ((long, DateOnly)[])[(400_000, Day), (300_000, Day.AddMonths(-1)), (1_400_000, Day.AddMonths(-3)), (200_000, Day.AddYears(-1))])
        {
            await market.Sell(product, dong, day);
        }

        using var browser = await market.As(await market.Manager(market.Country));
        var page = await browser.Open($"/programme?what=B1&where=VN&when={when}&against={against}");
        var file = await browser.GetStringAsync($"/programme/figures.csv?what=B1&where=VN&when={when}&against={against}", TestContext.Current.CancellationToken);

        var now = when == "2026-08" ? 400_000 : 700_000;
        Assert.Contains(page.Texts("#B1 p"), text => text.EndsWith(words, StringComparison.Ordinal));
        Assert.Contains($"headline,B1,VN,Việt Nam,{when},{now},VND,A,,{compared},{earlier},{now - earlier}\r\n", file, StringComparison.Ordinal);
        Assert.Contains($"place,B1,08,Tuyên Quang,{when},{now},VND,A,,{compared},{earlier},{now - earlier}\r\n", file, StringComparison.Ordinal);
    }

    /// <summary>ux-guide, dashboard: "ít hơn 5", also in exports and differences; nobody and five are told.</summary>
    [Fact]
    public async Task Of_groups_of_fewer_than_five_people_it_is_only_told_that_they_are()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.FiveSell(market.LungTam, Day, "mong", Gender.Female, 60_000);
        await market.Sell(await market.Maker(market.QuanBa, "dao", Gender.Male), 100_000, Day);
        await market.Sell(await market.Maker(market.QuanBa, "dao", Gender.Male), 100_000, Day.AddMonths(-1));
        using var browser = await market.As(await market.Manager(market.Country));

        foreach (var (what, lungTam, quanBa) in ((string, string, string)[])[("A1", "5", "nhóm ít hơn 5 người"), ("D1", "100,0 %", "nhóm ít hơn 5 người")])
        {
            var address = $"?what={what}&where=08&when=2026-08&against=previous";
            var page = await browser.Open("/programme" + address);
            var lines = DashboardSteps.Lines(await browser.GetStringAsync("/programme/figures.csv" + address, TestContext.Current.CancellationToken));

            Assert.Equal([lungTam, quanBa], page.QuerySelectorAll("[aria-labelledby=inside] td.num").Select(cell => cell.FirstElementChild!.TextContent.Trim()));
            Assert.EndsWith("không so được với tháng 7/2026", page.Texts("[aria-labelledby=inside] td.num p")[1], StringComparison.Ordinal);
            Assert.Contains(page.Texts($"#{what} .figure"), figure => figure == (what == "A1" ? "6" : "nhóm ít hơn 5 người"));
            Assert.Contains("nhóm ít hơn 5 người", page.Texts("[aria-labelledby=trend] td.num"));
            Assert.Equal(
                [("00901", what == "A1" ? "5" : "10000", "", what == "A1" ? "5" : ""), ("00907", "", "few", "")],
                lines.Where(line => line[0] == "place").Select(line => (line[2], line[5], line[8], line[11])));
            Assert.Equal([("few", "")], lines.Where(line => line[0] == "period" && line[4] == "2026-07").Select(line => (line[8], line[5])));
        }

        Assert.Equal("nhóm ít hơn 5 người", (await browser.Open("/programme?what=D1&where=00907&when=2026-08")).Texts("dl.summary dd")[0]);
    }
}
