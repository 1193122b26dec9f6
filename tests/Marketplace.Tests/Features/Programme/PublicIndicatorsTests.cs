using System.Net;
using System.Net.Http.Json;
using Marketplace.Domain.Common;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Published;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Seeding;
using Marketplace.Infrastructure.Seeding.Reference;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Programme;

public sealed class PublicIndicatorsTests
{
    private static readonly DateOnly Day = new(2026, 7, 20);

    [Fact]
    public async Task What_many_sold_is_published_rounded()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.SellWidely(market.LungTam, Day, dong: 123_456);
        await market.Publish();

        var model = (await market.Send(new ShowIndicators("B1", "08", "2026-07")))!;

        Assert.Equal(1_500_000, model.Tiles.Single(tile => tile.Code == "B1").Amount);
    }

    [Fact]
    public async Task Provinces_stand_below_the_country_in_the_order_of_the_Vietnamese_alphabet()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Given([.. Some.Provinces()]);
        await market.SellWidely(market.LungTam, Day);
        await market.Publish();

        var model = (await market.Send(new ShowIndicators("B1", "VN", "2026-07")))!;

        Assert.Equal(["Việt Nam", .. Some.NamesInOrder, "Lào Cai", "Tuyên Quang"], model.Places.Select(place => place.Name));
        Assert.Equal([.. Some.NamesInOrder, "Lào Cai", "Tuyên Quang"], model.Provinces.Select(row => row.Name));
    }

    /// <summary>Lào Cai has one seller of 777,000 đồng: hidden everywhere, and Tuyên Quang with it, because the country's total is public.</summary>
    [Fact]
    public async Task A_small_cell_is_hidden_on_every_output_alike()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.SellWidely(market.LungTam, Day);
        await market.Sell(await market.Maker(market.SaPa), 777_000, Day);
        await market.Publish();
        using var browser = market.AsGuest();

        var page = await browser.GetStringAsync("/indicators?what=B1&where=VN&when=2026-07", TestContext.Current.CancellationToken);
        var province = await browser.GetStringAsync("/indicators?what=B1&where=15&when=2026-07", TestContext.Current.CancellationToken);
        var file = await browser.GetStringAsync("/indicators/figures.csv?what=B1&where=VN&when=2026-07", TestContext.Current.CancellationToken);
        var json = await browser.GetStringAsync("/api/v1/indicators/B1/values", TestContext.Current.CancellationToken);

        foreach (var output in (string[])[page, province, file, json])
        {
            Assert.DoesNotContain("777", output, StringComparison.Ordinal);
            Assert.DoesNotMatch("(?<![0-9.,])800[.,]?000(?![0-9])", output);
        }

        Assert.Contains("Không công bố", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        var model = (await market.Send(new ShowIndicators("B1", "VN", "2026-07")))!;
        Assert.All(model.Provinces, row => Assert.Null(row.Amount));
        Assert.NotNull(model.Tiles.Single(tile => tile.Code == "B1").Amount);
        var values = (await browser.GetFromJsonAsync<ApiValues>("/api/v1/indicators/B1/values?period=2026-07", TestContext.Current.CancellationToken))!.Values;
        Assert.Equal(["", "withheld", "withheld"], values.OrderBy(value => value.Place switch { "VN" => 0, "15" => 1, _ => 2 }).Select(value => value.Suppressed));
    }

    [Fact]
    public async Task One_large_seller_hides_the_cell()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.SellWidely(market.LungTam, Day);
        await market.Sell(await market.Maker(market.LungTam), 90_000_000, Day);
        await market.Publish();

        Assert.Null((await market.Send(new ShowIndicators("B1", "08", "2026-07")))!.Tiles.Single(tile => tile.Code == "B1").Amount);
    }

    [Fact]
    public async Task Exports_of_few_are_hidden_where_all_sales_are_not()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.SellWidely(market.LungTam, Day, producers: 8);
        await market.Sell(await market.Maker(market.LungTam), 200_000, Day, "FR");
        await market.Publish();

        var model = (await market.Send(new ShowIndicators("E1", "VN", "2026-07")))!;

        Assert.NotNull(model.Tiles.Single(tile => tile.Code == "B1").Amount);
        Assert.Null(model.Tiles.Single(tile => tile.Code == "E1").Amount);
    }

    /// <summary>Six producers sold, but only one of them, a person, is known by name: what people received would be her income.</summary>
    [Fact]
    public async Task What_one_person_received_is_hidden_where_all_sales_are_not()
    {
        await using var market = await ProgrammeMarket.Open();
        for (var i = 0; i < 5; i++)
        {
            var cooperative = await market.Producer(market.LungTam, ProducerKind.Cooperative, memberCount: 8);
            await market.Sell(cooperative, 200_000, Day);
            await market.Sell(cooperative, 200_000, Day);
        }

        await market.Sell(await market.Maker(market.LungTam), 200_000, Day);
        await market.Publish();

        var model = (await market.Send(new ShowIndicators("C1", "VN", "2026-07")))!;

        Assert.NotNull(model.Tiles.Single(tile => tile.Code == "B1").Amount);
        Assert.All(model.Tiles.Where(tile => tile.Code is "C1" or "C2"), tile => Assert.Equal((null, null), (tile.Amount, tile.UnallocatedDong)));
    }

    /// <summary>Many women are known by name, but all through one co-operative: women's share of what people received would be what it received.</summary>
    [Fact]
    public async Task What_the_women_of_one_cooperative_received_is_hidden_where_all_sales_are_not()
    {
        await using var market = await ProgrammeMarket.Open();
        for (var i = 0; i < 6; i++)
        {
            var product = await market.Product(await market.Maker(market.LungTam, gender: Gender.Male));
            await market.Sell(product, 200_000, Day);
            await market.Sell(product, 200_000, Day);
        }

        var cooperative = await market.Product(await market.Producer(
            market.LungTam, ProducerKind.Cooperative, memberCount: 6, members: [.. Enumerable.Range(0, 6).Select(_ => (market.Person(), 1_000))]));
        for (var i = 0; i < 10; i++)
        {
            await market.Sell(cooperative, 100_000, Day);
        }
        await market.Publish();

        var model = (await market.Send(new ShowIndicators("D1", "VN", "2026-07")))!;

        Assert.NotNull(model.Tiles.Single(tile => tile.Code == "B1").Amount);
        Assert.Null(model.Tiles.Single(tile => tile.Code == "D1").Amount);
    }

    [Fact]
    public async Task What_is_not_allocated_stands_beside_what_people_received_with_its_quality()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.SellWidely(market.LungTam, Day);
        for (var i = 0; i < 5; i++)
        {
            var cooperative = await market.Producer(market.LungTam, ProducerKind.Cooperative, memberCount: 8);
            await market.Sell(cooperative, 300_000, Day);
            await market.Sell(cooperative, 300_000, Day);
        }
        await market.Publish();

        using var browser = market.AsGuest();
        var model = (await market.Send(new ShowIndicators("C1", "VN", "2026-07")))!;
        var page = await browser.Open("/indicators?what=C1&where=VN&when=2026-07");
        var file = await browser.GetStringAsync("/indicators/figures.csv?what=C1&where=VN&when=2026-07", TestContext.Current.CancellationToken);
        var value = Assert.Single((await browser.GetFromJsonAsync<ApiValues>("/api/v1/indicators/C1/values?period=2026-07&place=VN", TestContext.Current.CancellationToken))!.Values);

        var tile = model.Tiles.Single(tile => tile.Code == "C1");
        Assert.Equal((2_100_000L, 2_700_000L, "A"), (tile.Amount!.Value, tile.UnallocatedDong!.Value, tile.Quality));
        Assert.Contains("Về tổ nhóm, chưa phân bổ cho người: 2.700.000 ₫", page.Texts(".tile p"));
        Assert.Contains("headline,C1,VN,2026-07,2100000,VND,A,2700000,", file, StringComparison.Ordinal);
        Assert.Equal((2_100_000L, 2_700_000L, "A"), (value.Value!.Value, value.Unallocated!.Value, value.Quality));
    }

    [Fact]
    public async Task A_month_that_runs_is_not_public()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.SellWidely(market.LungTam, market.Clock.GetUtcNow().VietnamDay());
        await market.Publish();

        var model = (await market.Send(new ShowIndicators("B1", "VN", "")))!;

        Assert.NotEqual("2026-09", model.When);
        using var guest = market.AsGuest();
        foreach (var unknown in (string[])["when=2026-09", "when=2026-Q3", "when=bao-gio", "what=ZZ", "where=99"])
        {
            await guest.Open("/indicators?" + unknown, HttpStatusCode.NotFound);
            await guest.Open("/indicators/figures.csv?" + unknown, HttpStatusCode.NotFound);
        }

        Assert.DoesNotContain(model.Periods, period => period.Code is "2026-09" or "2026-Q3");
    }

    /// <summary>With everything published in hand, no total less its published parts leaves one hidden figure.</summary>
    [Fact]
    public async Task Subtracting_what_is_published_recovers_nothing()
    {
        await using var market = await ProgrammeMarket.Open();
        market.Clock.Advance(TimeSpan.FromDays(45));
        await market.SellWidely(market.LungTam, Day);
        await market.SellWidely(market.LungTam, Day.AddMonths(1), dong: 300_000);
        await market.SellWidely(market.SaPa, Day, dong: 400_000);
        await market.Sell(await market.Maker(market.SaPa), 777_000, Day.AddMonths(1));
        await market.Publish();
        var cube = (await market.Send(new ListValues("B1", null, null, 1, 500)))!.Values.ToDictionary(value => (value.Place, value.Period), value => value.Value is null && value.Suppressed.Length > 0);
        string[] columns = ["2026-07", "2026-08", "2026-09", "2026-Q3"];

        Assert.Contains(true, cube.Values);
        Assert.All(columns, column => Assert.NotEqual(1, cube.Count(cell => cell.Key.Period == column && cell.Value)));
        Assert.All((string[])["VN", "08", "15"], place => Assert.NotEqual(1, columns.Count(column => cube[(place, column)])));
    }

    [Fact]
    public async Task Machines_get_tags_and_may_come_from_anywhere()
    {
        await using var market = await ProgrammeMarket.Open();
        using var browser = market.AsGuest();

        using var elsewhere = new HttpRequestMessage(HttpMethod.Get, "/api/v1/indicators");
        elsewhere.Headers.Add("Origin", "https://elsewhere.example");
        var first = await browser.SendAsync(elsewhere, TestContext.Current.CancellationToken);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/v1/indicators");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        Assert.Equal("*", Assert.Single(first.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal(HttpStatusCode.NotModified, (await browser.SendAsync(again, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/api/v1/indicators/ZZ/values", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync("/api/v1/indicators/B1/values?page=0", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync("/api/v1/indicators/B1/values?period=yesterday", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("size=501", "size")]
    [InlineData("vintage=0", "vintage")]
    [InlineData("period=yesterday", "period")]
    [InlineData("place=99", "place")]
    public async Task What_cannot_be_read_is_said_with_its_name(string query, string parameter)
    {
        await using var market = await ProgrammeMarket.Open();
        await market.SellWidely(market.LungTam, Day);
        await market.Publish();
        using var browser = market.AsGuest();

        using var answer = await browser.GetAsync("/api/v1/indicators/B1/values?" + query, TestContext.Current.CancellationToken);
        var problem = await answer.Content.ReadFromJsonAsync<Microsoft.AspNetCore.Mvc.ValidationProblemDetails>(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(parameter, Assert.Single(problem!.Errors).Key);
        Assert.NotEmpty(problem.Errors[parameter].Single());
    }

    [Theory]
    [InlineData("/indicators/D1", HttpStatusCode.OK)]
    [InlineData("/en/indicators/D1", HttpStatusCode.OK)]
    [InlineData("/fr/indicators", HttpStatusCode.OK)]
    [InlineData("/indicators/ZZ", HttpStatusCode.NotFound)]
    public async Task Every_indicator_has_its_definition(string path, HttpStatusCode expected)
    {
        await using var market = await ProgrammeMarket.Open();
        using var browser = market.AsGuest();

        Assert.Equal(expected, (await browser.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_definition_is_read_in_the_readers_language_to_the_last_line()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Import("indicators.csv", await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "reference-data", "indicators.csv"), TestContext.Current.CancellationToken));
        using var browser = market.AsGuest();

        var page = await browser.Open("/indicators/C2");

        Assert.Contains(page.Texts("main dd"), text => text.StartsWith("100 × C1 ÷ (giá người mua trả", StringComparison.Ordinal));
        Assert.Contains("%", page.Texts("main dd"));
        Assert.Empty(page.QuerySelectorAll("main dd[lang=en]:not(:first-of-type)"));
    }

    [Fact]
    public async Task In_French_no_line_of_the_map_ends_before_its_colon()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.SellWidely(market.LungTam, Day);
        await market.Publish();
        using var browser = market.AsGuest();

        var page = await browser.Open("/fr/indicators?what=B1&where=VN&when=2026-07");

        var areas = page.QuerySelectorAll(".map-area title").Select(title => title.TextContent).ToList();
        Assert.Contains(areas, area => area.StartsWith("Tuyên Quang", StringComparison.Ordinal));
        Assert.All(areas, area => Assert.Contains("\u00a0: ", area, StringComparison.Ordinal));
    }

    /// <summary>The English beside each translation is the text of the reference data, so a change of one is noticed in the other.</summary>
    [Fact]
    public void Translated_formulas_and_rules_belong_to_the_definitions_in_force()
    {
        var rows = DataFiles.BesideTheApplication.Rows<ProgrammeFiles.IndicatorRow>("indicators.csv").ToDictionary(row => row.Code);

        Assert.All(HeadlineIndicators.Codes, code => Assert.Equal(
            (rows[code].Formula, rows[code].QualityFlagRule), (Texts.In("en", "programme.formula-of." + code), Texts.In("en", "programme.quality-rule-of." + code))));
        Assert.All(rows.Values, row => Assert.True(Texts.Has("programme.unit-of." + row.Unit), row.Unit));
    }

    [Fact]
    public async Task A_public_figure_is_compared_with_the_period_before_as_it_was_published()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.SellWidely(market.LungTam, Day.AddMonths(-1), dong: 100_000);
        await market.SellWidely(market.LungTam, Day, dong: 150_000);
        await market.Publish();

        var model = (await market.Send(new ShowIndicators("B1", "VN", "2026-07")))!;

        Assert.Matches("^tăng 50[.,]0 % so với tháng 6/2026$", model.Tiles.Single(tile => tile.Code == "B1").Change!.Words);
        Assert.Null((await market.Send(new ShowIndicators("B1", "VN", "2026-06")))!.Tiles.Single(tile => tile.Code == "B1").Change);
    }
}
