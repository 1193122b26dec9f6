using System.Net.Http.Json;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Dashboard;
using Marketplace.Features.Programme.Published;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Programme;

public sealed class PublishFiguresTests
{
    private static readonly DateOnly July = new(2026, 7, 10);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>
    /// In July one seller of Lào Cai is hidden, and Yên Sơn with her. Then refunds make Tuyên Quang small as well: by itself that would hide her well enough, but
    /// whoever kept what Tuyên Quang had would have her figure as soon as Yên Sơn's were told.
    /// </summary>
    [Fact]
    public async Task What_was_withheld_once_is_never_told()
    {
        await using var market = await ProgrammeMarket.Open();
        var other = ProgrammeMarket.Unit(AdminLevel.Commune, "30001", "Yên Sơn", ProgrammeMarket.Unit(AdminLevel.Province, "40", "Tỉnh khác", null));
        await market.Given(other);
        market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, 8, 5)));
        await market.Sell(await market.Maker(market.SaPa), 700_000, July);
        await market.SellWidely(other, July, dong: 100_000);
        var orders = await market.SellWidely(market.LungTam, July, producers: 7, gender: Gender.Female);
        await market.Publish();
        var first = await Told(market, "B1");
        market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, 8, 20)));
        foreach (var order in orders.Take(10))
        {
            await market.Refund(order);
        }

        await market.Publish();
        var second = await Told(market, "B1");

        Assert.Equal((4_700_000, 2_800_000, null, null), (first["VN"].Value, first["08"].Value, first["15"].Value, first["40"].Value));
        Assert.Equal(("", "withheld", "withheld", "withheld"), (second["VN"].Suppressed, second["08"].Suppressed, second["15"].Suppressed, second["40"].Suppressed));
        Assert.Equal((2, "Withheld", 1), (second["08"].Vintage, second["08"].Restated, second["40"].Vintage));
        Assert.Equal(2_800_000, (await Told(market, "B1", vintage: 1))["08"].Value);
    }

    /// <summary>At the end of a quarter its total is told besides its months: what hides the months' small cells must be among what was never told.</summary>
    [Fact]
    public async Task A_figure_that_was_public_hides_no_other()
    {
        await using var market = await ProgrammeMarket.Open();
        market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, 8, 5)));
        await market.Sell(await market.Maker(market.SaPa), 700_000, July);
        await market.SellWidely(market.LungTam, July);
        await market.Publish();
        market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, 9, 5)));
        await market.SellWidely(market.SaPa, July.AddMonths(1), dong: 100_000);
        await market.SellWidely(market.LungTam, July.AddMonths(1));
        await market.Publish();
        market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, 10, 5)));
        await market.SellWidely(market.SaPa, July.AddMonths(2), dong: 300_000);
        await market.SellWidely(market.LungTam, July.AddMonths(2));
        await market.Publish();

        var all = (await market.Send(new ListValues("B1", null, "15", 1, 500)))!.Values.ToDictionary(value => value.Period, value => value.Suppressed);

        // August is the smallest figure beside July, but everybody has it.
        Assert.Equal(("withheld", ""), (all["2026-07"], all["2026-08"]));
        Assert.Contains("withheld", (string[])[all["2026-09"], all["2026-Q3"]]);
    }

    [Fact]
    public async Task Late_refunds_restate_with_their_cause_and_the_first_figure_stays_to_be_cited()
    {
        await using var market = await ProgrammeMarket.Open();
        market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, 8, 5)));
        await market.SellWidely(market.LungTam, July, producers: 8);
        var orders = await market.SellWidely(market.LungTam, July, producers: 5, dong: 50_000, gender: Gender.Female);
        Assert.NotEqual(0, await market.Publish());
        var first = await market.Read(db => db.PublishedFigures.AsNoTracking().OrderBy(row => row.Id).ToListAsync(Ct));

        Assert.Equal(0, await market.Publish());
        market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, 8, 20)));
        foreach (var order in orders)
        {
            await market.Refund(order);
        }

        await market.Publish();

        using var browser = market.AsGuest();
        var now = (await Told(market, "B1"))["VN"];
        var before = Assert.Single((await browser.GetFromJsonAsync<ApiValues>("/api/v1/indicators/B1/values?period=2026-07&place=VN&vintage=1", Ct))!.Values);
        var page = await browser.Open("/indicators?what=B1&where=VN&when=2026-07");
        var file = await browser.GetStringAsync("/indicators/figures.csv?what=B1&where=VN&when=2026-07", Ct);
        Assert.Equal((3_200_000, 2, "Late", 1), (now.Value, now.Vintage, now.Restated, now.DefinitionVersion));
        Assert.Equal((3_700_000, 1, ""), (before.Value, before.Vintage, before.Restated));
        Assert.Contains(page.Texts(".tile p"), text => text.Contains("bản thứ 2, ngày 20/08/2026, vì có đơn", StringComparison.Ordinal));
        Assert.Contains("headline,B1,VN,2026-07,3200000,VND,A,,,1,2,", file, StringComparison.Ordinal);
        Assert.Contains(page.Texts("tbody td:last-child"), text => text.StartsWith("bản 2, cách tính 1 Đã sửa: ", StringComparison.Ordinal));
        Assert.DoesNotContain(page.Texts("tbody td:last-child"), text => text.Contains("cách tính 1.", StringComparison.Ordinal));

        // Of what was written before, not a row has changed.
        var kept = await market.Read(db => db.PublishedFigures.AsNoTracking().OrderBy(row => row.Id).Take(first.Count).ToListAsync(Ct));
        Assert.Equal(first.Select(Written), kept.Select(Written));
    }

    private static object Written(PublishedFigure row) => (
        row.Id, (row.IndicatorCode, row.DefinitionVersion, row.UnitId, row.Grain, row.Start), row.Vintage, row.Amount, row.UnallocatedDong, row.Without, row.Quality, row.IsWithheld,
        Convert.ToHexString(row.InputHash), row.Cause, row.PublishedAt);

    /// <summary>One woman sold in July and in August. Whoever has the quarter and September would have what she earned in the two.</summary>
    [Fact]
    public async Task What_is_left_of_a_quarter_without_its_public_month_is_nobodys_alone()
    {
        await using var market = await ProgrammeMarket.Open();
        var alone = await market.Product(await market.Maker(market.SaPa));
        foreach (var month in (int[])[7, 8])
        {
            market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, month + 1, 5)));
            await market.Sell(alone, 700_000, new DateOnly(2026, month, 10));
            await market.Publish();
        }

        market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, 10, 5)));
        await market.SellWidely(market.SaPa, new DateOnly(2026, 9, 10));
        await market.Publish();

        var all = (await market.Send(new ListValues("B1", null, "15", 1, 500)))!.Values.ToDictionary(value => value.Period, value => value.Suppressed);
        Assert.Equal(("withheld", "withheld"), (all["2026-07"], all["2026-08"]));
        Assert.Contains("withheld", (string[])[all["2026-09"], all["2026-Q3"]]);
    }

    /// <summary>Each of two sellers would find the other's sales by taking her own from what the public provinces leave of the country.</summary>
    [Fact]
    public async Task What_is_left_of_the_country_without_its_public_provinces_is_not_two_sellers_alone()
    {
        await using var market = await ProgrammeMarket.Open();
        List<AdminUnit> communes = [];
        foreach (var number in Enumerable.Range(40, 3))
        {
            communes.Add(ProgrammeMarket.Unit(AdminLevel.Commune, $"300{number}", $"Xã {number}", ProgrammeMarket.Unit(AdminLevel.Province, $"{number}", $"Tỉnh {number}", null)));
            await market.Given(communes[^1]);
        }

        await market.Sell(await market.Maker(market.SaPa), 700_000, July);
        await market.Sell(await market.Maker(market.LungTam), 500_000, July);
        foreach (var commune in communes)
        {
            await market.SellWidely(commune, July, dong: 300_000);
        }

        await market.Publish();

        var told = await Told(market, "B1");
        Assert.Equal("", told["VN"].Suppressed);
        Assert.Contains(communes, commune => told[commune.Parent!.Code].Suppressed.Length == 0);
        Assert.Contains(communes, commune => told[commune.Parent!.Code].Suppressed == "withheld");
    }

    /// <summary>Two vintages with one order between them tell what that order was.</summary>
    [Fact]
    public async Task A_later_change_is_told_only_when_there_is_enough_of_it()
    {
        await using var market = await ProgrammeMarket.Open();
        market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, 8, 5)));
        var orders = await market.SellWidely(market.LungTam, July, producers: 12, gender: Gender.Female);
        await market.Publish();
        market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, 8, 20)));

        await market.Refund(orders[0]);
        Assert.Equal(0, await market.Publish());
        Assert.Equal((1, 4_800_000), (await Told(market, "B1"))["VN"] is var few ? (few.Vintage, few.Value) : default);
        Assert.Equal(4_600_000, (await market.Send(new ShowDashboard((await market.Manager(market.Country)).UserId, "B1", "VN", "2026-07", null)))!.Tiles.Single(tile => tile.Code == "B1").Amount);

        foreach (var order in orders.Skip(1).Take(9))
        {
            await market.Refund(order);
        }

        await market.Publish();
        Assert.Equal((2, 2_800_000, "Late", new DateOnly(2026, 8, 20)), (await Told(market, "B1"))["VN"] is var many ? (many.Vintage, many.Value, many.Restated, many.PublishedAt) : default);

        // At the end of the quarter, too, and for good: the last two refunds of July are in no public figure.
        foreach (var order in orders.Skip(10).Take(2))
        {
            await market.Refund(order);
        }

        market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, 10, 5)));
        await market.Publish();
        var quarter = Assert.Single((await market.Send(new ListValues("B1", "2026-Q3", "VN", 1, 500)))!.Values);
        Assert.Equal((2_800_000, 2_800_000), (quarter.Value, (await Told(market, "B1"))["VN"].Value));
    }

    /// <summary>What the two provinces' refunds make together is enough for the country, but each province would be told from the other.</summary>
    [Fact]
    public async Task Enough_change_in_one_province_does_not_tell_the_little_of_another()
    {
        await using var market = await ProgrammeMarket.Open();
        market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, 8, 5)));
        var (many, few) = (await market.SellWidely(market.LungTam, July, producers: 12, gender: Gender.Female), await market.SellWidely(market.SaPa, July, gender: Gender.Female));
        await market.Publish();
        market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, 8, 20)));
        foreach (var order in many.Take(10).Append(few[0]))
        {
            await market.Refund(order);
        }

        await market.Publish();

        var told = await Told(market, "B1");
        Assert.Equal((5_200_000, 2_800_000, 2_400_000), (told["VN"].Value, told["08"].Value, told["15"].Value));
    }

    /// <summary>Five makers in two orders: whoever placed one of them has the other.</summary>
    [Fact]
    public async Task Orders_of_several_makers_are_counted_once()
    {
        await using var market = await ProgrammeMarket.Open();
        List<Product> products = [];
        for (var i = 0; i < 5; i++)
        {
            products.Add(await market.Product(await market.Maker(market.LungTam)));
        }

        await market.Sell(products, 200_000, July);
        await market.Sell(products, 300_000, July);
        await market.Publish();

        Assert.Equal("withheld", (await Told(market, "B1"))["VN"].Suppressed);
    }

    /// <summary>
    /// Makers' refunds change what people received but not, rounded, their share of it. What the share still says for the country then must not stand beside what it
    /// is a share of, when what people received is withheld.
    /// </summary>
    [Fact]
    public async Task What_people_received_and_their_share_of_it_are_withheld_together()
    {
        await using var market = await ProgrammeMarket.Open();
        var other = ProgrammeMarket.Unit(AdminLevel.Commune, "30001", "Yên Sơn", ProgrammeMarket.Unit(AdminLevel.Province, "40", "Tỉnh khác", null));
        await market.Given(other);
        market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, 8, 5)));
        var makers = await market.SellWidely(market.LungTam, July, producers: 5, ordersEach: 4, gender: Gender.Female);
        for (var i = 0; i < 6; i++)
        {
            var cooperative = await market.Product(await market.Producer(market.LungTam, ProducerKind.Cooperative, memberCount: 8));
            await market.Sell(cooperative, 200_000, July);
            await market.Sell(cooperative, 200_000, July);
        }

        await market.SellWidely(other, July, dong: 40_000_000, gender: Gender.Female);
        await market.Publish();
        market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, 8, 20)));
        foreach (var order in makers.Where((_, i) => i % 4 < 3))
        {
            await market.Refund(order);
        }

        await market.Publish();

        var (payouts, shares) = (await Told(market, "C1"), await Told(market, "C2"));
        Assert.Equal("withheld", payouts["08"].Suppressed);
        Assert.All(payouts.Keys, place => Assert.Equal((place, payouts[place].Suppressed), (place, shares[place].Suppressed)));
    }

    /// <summary>A list that is loaded months later is nobody's refund.</summary>
    [Theory]
    [InlineData("", "danh sách xã của kỳ được nạp sau")]
    [InlineData("/en", "lists of the period were loaded later")]
    [InlineData("/fr", "listes de la période ont été chargés après coup")]
    public async Task A_list_that_is_loaded_late_is_named_among_the_causes(string language, string words)
    {
        await using var market = await ProgrammeMarket.Open(withList: false);
        await market.SellWidely(market.LungTam, July);
        await market.Publish();
        await market.Import("unit-classifications.csv", """
            commune_code,region,extremely_difficult,valid_from,valid_to,decision,scope
            00901,3,true,2026-02-01,,60/QĐ-BDTTG,national
            """);
        await market.Services.GetRequiredService<OutboxRunner>().RunDue(Ct);
        await market.Publish();

        using var browser = market.AsGuest();
        Assert.Contains((await browser.Open(language + "/indicators?what=D3&where=VN&when=2026-07")).Texts(".tile p"), text => text.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_definition_that_a_vintage_was_computed_by_stays_to_be_read()
    {
        await using var market = await ProgrammeMarket.Open();
        var lines = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "reference-data", "indicators.csv"), Ct);
        var row = lines.Single(line => line.StartsWith("B1,", StringComparison.Ordinal));
        await market.Import("indicators.csv", lines[0] + "\n" + row + "\n");
        await market.SellWidely(market.LungTam, July);
        await market.Publish();
        var first = (await Told(market, "B1"))["VN"].DefinitionVersion;

        await market.Import("indicators.csv", lines[0] + "\n" + row.Replace("− Σ refunds assigned", "minus refunds assigned", StringComparison.Ordinal) + "\n");
        await market.Services.GetRequiredService<OutboxRunner>().RunDue(Ct);
        await market.Publish();

        using var browser = market.AsGuest();
        var (old, now, page) = (await browser.Open($"/indicators/B1?version={first}"), await browser.Open("/indicators/B1"), await browser.Open("/indicators?what=B1&where=VN&when=2026-07"));
        Assert.Contains(old.Texts("dd"), text => text.Contains("Σ tiền hoàn", StringComparison.Ordinal));
        Assert.Contains(now.Texts("dd"), text => text.Contains("minus refunds assigned", StringComparison.Ordinal));
        Assert.Equal((first + 1, "Definition"), (await Told(market, "B1"))["VN"] is var told ? (told.DefinitionVersion, told.Restated) : default);
        Assert.Contains(page.QuerySelectorAll("a"), link => link.GetAttribute("href")!.EndsWith($"/indicators/B1?version={first + 1}", StringComparison.Ordinal));
        using var unknown = await browser.Get($"/indicators/B1?version={first + 2}");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Another_definition_is_another_vintage()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.SellWidely(market.LungTam, July);
        await market.Publish();
        await market.Read(db => db.Indicators.Where(indicator => indicator.Code == "B1").ExecuteUpdateAsync(set => set.SetProperty(indicator => indicator.Version, 2), Ct));

        await market.Publish();

        Assert.Equal(("Definition", 2, 2), (await Told(market, "B1"))["VN"] is var now ? (now.Restated, now.DefinitionVersion, now.Vintage) : default);
        Assert.Equal(1, (await Told(market, "C1"))["VN"].Vintage);
    }

    [Fact]
    public async Task Before_anything_was_published_nothing_is_told()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.SellWidely(market.LungTam, July);

        Assert.Empty((await market.Send(new ShowIndicators("B1", "VN", "2026-07")))!.Periods);
    }

    private static async Task<Dictionary<string, ApiValue>> Told(ProgrammeMarket market, string code, int? vintage = null) =>
        (await market.Send(new ListValues(code, "2026-07", null, 1, 500, vintage)))!.Values.ToDictionary(value => value.Place);
}
