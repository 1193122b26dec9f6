using System.Net.Http.Json;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Places;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Published;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Programme;

public sealed class PublishFiguresTests
{
    private static readonly DateOnly July = new(2026, 7, 10);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>
    /// In July one seller of Lào Cai is hidden, and Yên Sơn with her. Then a refund makes Tuyên Quang small as well: by itself that would hide her well enough, but
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
        await market.SellWidely(market.LungTam, July, producers: 5, ordersEach: 1);
        Order? last = null;
        for (var i = 0; i < 5; i++)
        {
            last = await market.Sell(await market.Maker(market.LungTam), 200_000, July);
        }

        await market.Publish();
        var first = await Told(market, "B1");
        market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, 8, 20)));
        await market.Do(last!, new PartRefunded(last!.Id, last.Parts.Single().Id));
        await market.Publish();
        var second = await Told(market, "B1");

        Assert.Equal((3_900_000, 2_000_000, null, null), (first["VN"].Value, first["08"].Value, first["15"].Value, first["40"].Value));
        Assert.Equal(("", "withheld", "withheld", "withheld"), (second["VN"].Suppressed, second["08"].Suppressed, second["15"].Suppressed, second["40"].Suppressed));
        Assert.Equal((2, "Withheld", 1), (second["08"].Vintage, second["08"].Restated, second["40"].Vintage));
        Assert.Equal(2_000_000, (await Told(market, "B1", vintage: 1))["08"].Value);
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
    public async Task A_late_refund_restates_with_its_cause_and_the_first_figure_stays_to_be_cited()
    {
        await using var market = await ProgrammeMarket.Open();
        market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, 8, 5)));
        await market.SellWidely(market.LungTam, July, producers: 8);
        var order = await market.Sell(await market.Maker(market.LungTam), 500_000, July);
        Assert.NotEqual(0, await market.Publish());
        var first = await market.Read(db => db.PublishedFigures.AsNoTracking().OrderBy(row => row.Id).ToListAsync(Ct));

        Assert.Equal(0, await market.Publish());
        market.Clock.AdjustTime(VietnamTime.StartOf(new DateOnly(2026, 8, 20)));
        await market.Do(order, new PartRefunded(order.Id, order.Parts.Single().Id));
        await market.Publish();

        using var browser = market.AsGuest();
        var now = (await Told(market, "B1"))["VN"];
        var before = Assert.Single((await browser.GetFromJsonAsync<ApiValues>("/api/v1/indicators/B1/values?period=2026-07&place=VN&vintage=1", Ct))!.Values);
        var page = await browser.Open("/indicators?what=B1&where=VN&when=2026-07");
        var file = await browser.GetStringAsync("/indicators/figures.csv?what=B1&where=VN&when=2026-07", Ct);
        Assert.Equal((3_200_000, 2, "Late", 1), (now.Value, now.Vintage, now.Restated, now.DefinitionVersion));
        Assert.Equal((3_700_000, 1, ""), (before.Value, before.Vintage, before.Restated));
        Assert.Contains(page.Texts(".tile p"), text => text.Contains("bản thứ 2, ngày 20/8/2026, vì có đơn", StringComparison.Ordinal));
        Assert.Contains("headline,B1,VN,2026-07,3200000,VND,A,,,1,2,", file, StringComparison.Ordinal);

        // Of what was written before, not a row has changed.
        var kept = await market.Read(db => db.PublishedFigures.AsNoTracking().OrderBy(row => row.Id).Take(first.Count).ToListAsync(Ct));
        Assert.Equal(first.Select(Written), kept.Select(Written));
    }

    private static object Written(PublishedFigure row) => (
        row.Id, (row.IndicatorCode, row.DefinitionVersion, row.UnitId, row.Grain, row.Start), row.Vintage, row.Amount, row.UnallocatedDong, row.Without, row.Quality, row.IsWithheld,
        Convert.ToHexString(row.InputHash), row.Cause, row.PublishedAt);

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

        Assert.Empty((await market.Send(new ShowIndicators("B1", "VN", "2026-07"))).Periods);
    }

    private static async Task<Dictionary<string, ApiValue>> Told(ProgrammeMarket market, string code, int? vintage = null) =>
        (await market.Send(new ListValues(code, "2026-07", null, 1, 500, vintage)))!.Values.ToDictionary(value => value.Place);
}
