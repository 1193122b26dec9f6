using System.Net;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Programme.Facts;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Programme;

public sealed class DashboardTests
{
    private static readonly DateOnly Day = new(2026, 8, 20);

    [Fact]
    public async Task In_French_no_line_ends_before_its_colon()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.SellWidely(market.LungTam, Day);
        using var browser = await market.As(await market.Manager(market.Country));

        var page = await browser.Open("/fr/programme?what=B1&where=VN&when=2026-08");

        var (areas, parts) = (page.QuerySelectorAll(".map-area title"), page.QuerySelectorAll("ol.legend li"));
        Assert.Contains(areas, area => area.TextContent.StartsWith("Tuyên Quang", StringComparison.Ordinal));
        Assert.NotEmpty(parts);
        Assert.All(areas.Concat(parts), line => Assert.Contains("\u00a0: ", line.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Figures_follow_from_the_sales()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.FiveSell(market.LungTam, Day, "mong", Gender.Female, 60_000);
        await market.FiveSell(market.QuanBa, Day, "dao", Gender.Male, 20_000, "FR");
        await market.Sell(await market.Maker(market.QuanBa, "kinh", Gender.Male), 100_000, Day);
        await market.Sell(await market.Producer(market.SaPa, ProducerKind.Cooperative, memberCount: 8), 500_000, Day);

        var model = (await market.Show((await market.Manager(market.Country)).UserId, when: "2026-08"))!;

        Assert.Equal(
            [("B1", 1_000_000L), ("C1", 445_000L), ("C2", 4_450L), ("A1", 10L), ("D1", 6_000L), ("D3", 3_000L), ("A3", 10_000L), ("E1", 100_000L)],
            model.Tiles.Select(tile => (tile.Code, tile.Amount!.Value)));
        Assert.Equal([500_000L, 500_000L], model.Inside.Select(row => row.Amount!.Value));
        Assert.Equal(1_000_000, model.MoneyGoes.Sum(part => part.Amount));
    }

    [Fact]
    public async Task People_are_counted_at_each_level_and_never_added()
    {
        await using var market = await ProgrammeMarket.Open();
        var one = await market.Producer(market.LungTam, members: [.. Enumerable.Range(0, 5).Select(_ => (market.Person(), 2_000))]);
        await market.Sell(one, 100_000, Day);
        await market.Sell(one, 100_000, Day.AddMonths(-1));
        var manager = (await market.Manager(market.Country)).UserId;

        Assert.Equal(5, (await market.Show(manager, when: "2026-Q3")).Tile("A1"));
        Assert.Equal(5, (await market.Show(manager, when: "2026-07")).Tile("A1"));
        Assert.Equal(200_000, (await market.Show(manager, when: "2026-Q3")).Tile("B1"));
    }

    /// <summary>A hundred communes without a sale would bury the three that sold.</summary>
    [Fact]
    public async Task Places_with_nothing_to_tell_stand_apart()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Sell(await market.Maker(market.LungTam), 300_000, Day);
        using var browser = await market.As(await market.Manager(market.Country));

        var page = await browser.Open("/programme?where=08&when=2026-08");

        Assert.Equal(["Lùng Tám"], page.Texts("[aria-labelledby=inside] tbody th"));
        Assert.Equal(["Quản Bạ"], page.Texts("#inside ~ details.no-print th"));
    }

    /// <summary>On the first of a month everything would have fallen by a hundred percent.</summary>
    [Fact]
    public async Task In_the_first_week_of_a_month_the_one_before_is_shown_first()
    {
        await using var market = await ProgrammeMarket.Open();
        market.Clock.SetUtcNow(new DateTimeOffset(2026, 9, 30, 17, 0, 0, TimeSpan.Zero));
        using var browser = await market.As(await market.Manager(market.Country));

        var first = await browser.Open("/programme");
        market.Clock.SetUtcNow(new DateTimeOffset(2026, 10, 7, 16, 59, 0, TimeSpan.Zero));
        var seventh = await browser.Open("/programme");
        market.Clock.SetUtcNow(new DateTimeOffset(2026, 10, 7, 17, 0, 0, TimeSpan.Zero));
        var eighth = await browser.Open("/programme");

        Assert.Equal(["2026-09", "2026-09", "2026-10"], new[] { first, seventh, eighth }.Select(Month));
        Assert.Contains("2026-10", first.QuerySelectorAll("#when option").Select(option => option.GetAttribute("value")));
        Assert.Contains("when=2026-10", first.QuerySelector("p.inset a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Null(eighth.QuerySelector("p.inset a"));

        static string? Month(AngleSharp.Html.Dom.IHtmlDocument page) => page.QuerySelector("#when option[selected]")!.GetAttribute("value");
    }

    [Theory]
    [InlineData("?what=%3Cscript%3E&where=&when=abc&against=%00")]
    [InlineData("?what=ZZ&when=2099-12&against=-1")]
    [InlineData("?when=2026-Q9")]
    public async Task Unknown_choices_take_the_default(string query)
    {
        await using var market = await ProgrammeMarket.Open();
        using var browser = await market.As(await market.Manager(market.Country));

        var usual = await browser.Open("/programme");
        var page = await browser.Open("/programme" + query);

        Assert.Equal(4, Chosen(usual).Count);
        Assert.Equal(Chosen(usual), Chosen(page));
        Assert.Equal(usual.Scripts.Length, page.Scripts.Length);

        static List<string> Chosen(AngleSharp.Html.Dom.IHtmlDocument shown) => [.. shown.QuerySelectorAll("main select option[selected]").Select(option => option.GetAttribute("value")!)];
    }

    [Fact]
    public async Task The_sales_behind_a_figure_sum_to_it()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.SellWidely(market.LungTam, Day, producers: 3);
        var manager = (await market.Manager(market.TuyenQuang)).UserId;

        var sales = (await market.Send(new ListSales(manager, null, null, "2026-08", 1)))!;

        Assert.Equal(6, sales.Total);
        Assert.Equal(sales.ValueDong, sales.Sales.Sum(sale => sale.ValueDong));
        Assert.Equal((await market.Show(manager, when: "2026-08")).Tile("B1"), sales.ValueDong);
    }

    /// <summary>Without a list nothing can be said of difficult places, but that something was sold can.</summary>
    [Fact]
    public async Task A_place_that_sold_is_not_among_those_with_nothing_whatever_is_asked_of_it()
    {
        await using var market = await ProgrammeMarket.Open(withList: false);
        await market.Sell(await market.Maker(market.LungTam), 300_000, Day);
        using var browser = await market.As(await market.Manager(market.Country));

        var page = await browser.Open("/programme?what=D3&where=VN&when=2026-08");

        Assert.Equal(["Tuyên Quang"], page.Texts("[aria-labelledby=inside] tbody th"));
        Assert.Equal(["Lào Cai"], page.Texts("#inside ~ details th"));
    }

    [Theory]
    [InlineData("D1", "50,0 % (5 / 10)", "nhóm ít hơn 5 người")]
    [InlineData("E1", "1", "16,7 % (100.000 ₫ / 600.000 ₫)")]
    public async Task What_a_definition_asks_for_beside_the_figure_is_told(string what, string first, string second)
    {
        await using var market = await ProgrammeMarket.Open();
        await market.FiveSell(market.LungTam, Day, "mong", Gender.Female, 60_000);
        await market.FiveSell(market.QuanBa, Day, "dao", Gender.Male, 20_000, "FR");
        await market.Sell(await market.Producer(market.SaPa, consents: false, members: (market.Person(), 10_000)), 200_000, Day);
        using var browser = await market.As(await market.Manager(market.Country));

        var page = await browser.Open($"/programme?what={what}&where=VN&when=2026-08");

        Assert.Equal([first, second], page.Texts("dl.summary dd"));
    }
}
