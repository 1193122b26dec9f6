using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Programme;
using Marketplace.Features.Programme.Dashboard;
using Marketplace.Features.Programme.Rollups;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Programme;

public sealed class RebuildTests
{
    private static readonly DateOnly Day = new(2026, 8, 10);
    private static readonly ProgrammePeriod Quarter = ProgrammePeriod.Of(PeriodGrain.Quarter, Day);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_administrator_has_everything_rebuilt_and_sees_how_far_it_came()
    {
        await using var market = await ProgrammeMarket.Open();
        var maker = await market.Maker(market.LungTam);
        await market.Sell(maker, 100_000, new DateOnly(2026, 1, 10));
        await market.Sell(maker, 200_000, new DateOnly(2026, 8, 20));
        var before = await Figures(market);
        await market.Read(db => db.SalesRollups.Where(row => row.ValueDong == 100_000).ExecuteUpdateAsync(set => set.SetProperty(row => row.ValueDong, 7), Ct));
        using var administrator = await market.As(await market.GivenUser(Some.User(), Roles.Administrator));

        // As outside of tests: no two messages are written at one moment.
        market.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(1);
        using var asked = await administrator.Post("/administration/rollups");
        market.Clock.AutoAdvanceAmount = TimeSpan.Zero;
        using var askedAgain = await administrator.Post("/administration/rollups");
        using var waiting = await administrator.Get("/administration/rollups");
        var untouched = await Figures(market);
        await market.Services.GetRequiredService<OutboxRunner>().RunDue(Ct);
        using var done = await administrator.Get("/administration/rollups");

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity), (asked.StatusCode, askedAgain.StatusCode));
        Assert.Contains("Xong 0/3 quý", await waiting.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.True(waiting.Headers.Contains("Refresh"));
        Assert.NotEqual(before, untouched);
        Assert.Contains("Xong 3/3 quý", await done.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.False(done.Headers.Contains("Refresh"));
        Assert.Equal(before, await Figures(market));
        Assert.Equal(1, await market.Read(db => db.AuditEvents.CountAsync(entry => entry.Action == "rollups.rebuild", Ct)));
    }

    [Fact]
    public async Task The_last_rebuild_is_still_shown_when_what_its_messages_said_is_forgotten()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Sell(await market.Maker(market.LungTam), 100_000, new DateOnly(2026, 8, 20));
        await market.Send(new RequestRebuild((await market.GivenUser(Some.User(), Roles.Administrator)).UserId));
        await market.Services.GetRequiredService<OutboxRunner>().RunDue(Ct);
        market.Clock.Advance(ForgetMessages.KeptFor + TimeSpan.FromDays(1));

        await market.Send(new ForgetMessages());

        Assert.Equal(TurnState.Done, Assert.Single((await market.Send(new ShowRebuild())).Turns).State);
    }

    [Fact]
    public async Task A_quarter_that_fails_is_shown_and_tried_again()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Sell(await market.Maker(market.LungTam), 100_000, new DateOnly(2026, 8, 20));
        var user = await market.GivenUser(Some.User(), Roles.Administrator);
        await market.Send(new RequestRebuild(user.UserId));
        await market.Read(db => db.OutboxMessages.Where(message => message.Kind == "programme.rebuild").ExecuteUpdateAsync(set => set.SetProperty(message => message.Payload, "{\"Quarter\":\"2026-08\"}"), Ct));

        await market.Services.GetRequiredService<OutboxRunner>().RunDue(Ct);
        var page = await market.Send(new ShowRebuild());

        Assert.Equal(TurnState.Delayed, Assert.Single(page.Turns).State);
        Assert.True(page.IsRunning);
    }

    [Fact]
    public async Task Without_sales_there_is_nothing_to_rebuild()
    {
        await using var market = await ProgrammeMarket.Open();
        using var administrator = await market.As(await market.GivenUser(Some.User(), Roles.Administrator));

        using var asked = await administrator.Post("/administration/rollups");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        Assert.Contains("Chưa có lượt bán nào", await asked.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sales_are_recognised_between_the_pieces_of_a_rebuild_and_the_end_is_as_if_it_had_been_done_at_rest()
    {
        await using var market = await ProgrammeMarket.Open();
        var (product, other) = await Damaged(market);
        var pieces = 0;
        market.BetweenPieces = async () =>
        {
            if (pieces++ < 8)
            {
                var order = await market.Sell(pieces % 3 == 0 ? other : product, 50_000 * pieces, Day.AddDays(pieces), pieces % 4 == 0 ? "FR" : "VN");
                if (pieces % 2 == 0)
                {
                    await market.Do(order, new PartRefunded(order.Id, order.Parts.Single().Id));
                }
            }
        };

        Assert.Empty((await market.Send(new RebuildRollups(Quarter))).Refusals);

        Assert.InRange(pieces, 9, 500);
        var mended = await market.Rollups();
        Assert.Equal(await AtRest(market), mended);
    }

    [Fact]
    public async Task A_rebuild_that_stops_half_way_does_the_rest_when_it_is_taken_up_again()
    {
        await using var market = await ProgrammeMarket.Open();
        await Damaged(market);
        var pieces = 0;
        market.BetweenPieces = () => ++pieces == 4 ? throw new InvalidOperationException("The power went.") : Task.CompletedTask;

        await Assert.ThrowsAsync<InvalidOperationException>(() => market.Send(new RebuildRollups(Quarter)));
        Assert.Empty((await market.Send(new RebuildRollups(Quarter))).Refusals);

        var mended = await market.Rollups();
        Assert.Equal(await AtRest(market), mended);
    }

    [Fact]
    public async Task Roll_ups_that_are_right_are_compared_without_holding_anybody_up()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Sell(await market.Maker(market.LungTam), 100_000, Day);
        market.BetweenPieces = () => throw new InvalidOperationException("Nothing was to be mended.");

        Assert.Empty((await market.Send(new RebuildRollups(Quarter))).Refusals);
    }

    [Fact]
    public async Task Sales_stand_under_every_successor_of_their_place_and_a_reversal_follows_them_there()
    {
        await using var market = await ProgrammeMarket.Open();
        market.Clock.AdjustTime(VietnamTime.StartOf(Day));
        var order = await market.Sell(await market.Maker(market.LungTam), 100_000, Day);
        await market.Succeed(market.LungTam, market.QuanBa);
        await market.Succeed(market.QuanBa, market.SaPa);

        Assert.Empty((await market.Send(new RebuildRollups(Quarter))).Refusals);
        Assert.Equal((100_000, 100_000), (await Total(market, market.QuanBa.Id), await Total(market, market.SaPa.Id)));
        await market.Do(order, new PartRefunded(order.Id, order.Parts.Single().Id));

        Assert.Equal((0, 0), (await Total(market, market.QuanBa.Id), await Total(market, market.SaPa.Id)));
        var reversed = await market.Rollups();
        Assert.Empty((await market.Send(new RebuildRollups(Quarter))).Refusals);
        Assert.Equal(reversed, await market.Rollups());
    }

    /// <summary>Loaded months after the sales, the list counts for them from its first day on.</summary>
    [Fact]
    public async Task A_list_of_places_that_is_loaded_late_has_everything_rebuilt_by_it()
    {
        await using var market = await ProgrammeMarket.Open(withList: false);
        await market.Sell(await market.Maker(market.LungTam), 300_000, Day);
        await market.Sell(await market.Maker(market.SaPa), 100_000, Day);

        await market.Import("unit-classifications.csv", """
            commune_code,region,extremely_difficult,valid_from,valid_to,decision,scope
            00901,3,true,2026-02-01,,60/QĐ-BDTTG,national
            00907,1,false,2026-02-01,2030-12-31,60/QĐ-BDTTG,national
            """);
        await market.Services.GetRequiredService<OutboxRunner>().RunDue(Ct);

        var tiles = (await market.Send(new ShowDashboard((await market.Manager(market.Country)).UserId, null, null, "2026-08", null)))!.Tiles.ToDictionary(tile => tile.Code, tile => tile.Amount);
        Assert.Equal((7_500, 5_000), (tiles["D3"], tiles["A3"]));
    }

    [Fact]
    public async Task A_list_that_names_a_place_nobody_knows_is_not_imported()
    {
        await using var market = await ProgrammeMarket.Open(withList: false);

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => market.Import("unit-classifications.csv", """
            commune_code,region,extremely_difficult,valid_from,valid_to,decision,scope
            99999,3,true,2026-02-01,,60/QĐ-BDTTG,national
            """));

        Assert.Contains("99999", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Successions_that_are_loaded_later_ask_for_a_rebuild()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.Sell(await market.Maker(market.LungTam), 100_000, Day);

        await market.Import("old-provinces.csv", "code,name_vi,new_code\n02,Hà Giang,08\n");

        Assert.Equal(1, await market.Read(db => db.OutboxMessages.CountAsync(message => message.Kind == "programme.rebuild", Ct)));
        Assert.Equal(0, await market.Publish());
    }

    /// <summary>Half of the roll-ups are those of before and half those of after; what is withheld because of it would be for good.</summary>
    [Fact]
    public async Task Nothing_is_published_after_a_rebuild_was_given_up_until_another_one_is_through()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.SellWidely(market.LungTam, new DateOnly(2026, 7, 10));
        var administrator = await market.GivenUser(Some.User(), Roles.Administrator);
        await market.Send(new RequestRebuild(administrator.UserId));
        await market.Read(db => db.OutboxMessages.Where(message => message.Kind == "programme.rebuild").ExecuteUpdateAsync(set => set.SetProperty(message => message.IsDead, true), Ct));
        using var browser = await market.As(administrator);

        Assert.Equal(0, await market.Publish());
        Assert.Contains("không công bố gì mới", (await browser.Open("/administration/rollups")).Texts("main p").Aggregate(string.Concat), StringComparison.Ordinal);
        market.Clock.Advance(TimeSpan.FromMinutes(5));
        await market.Send(new RequestRebuild(administrator.UserId));
        Assert.Equal(0, await market.Publish());
        await market.Services.GetRequiredService<OutboxRunner>().RunDue(Ct);
        Assert.NotEqual(0, await market.Publish());
    }

    /// <summary>As at a start that asks for a rebuild: the recurring jobs are looked at first.</summary>
    [Fact]
    public async Task What_a_rebuild_kept_from_being_published_is_published_as_soon_as_it_is_through()
    {
        await using var market = await ProgrammeMarket.Open();
        await market.SellWidely(market.LungTam, new DateOnly(2026, 7, 10));
        await market.Send(new RequestRebuild((await market.GivenUser(Some.User(), Roles.Administrator)).UserId));
        var runner = market.Services.GetRequiredService<JobRunner>();

        await runner.RunRecurring(Ct);
        var meanwhile = await Published(market);
        await runner.RunMessages(Ct);
        await runner.RunRecurring(Ct);
        var then = await Published(market);
        market.Clock.Advance(TimeSpan.FromMinutes(30));
        await runner.RunRecurring(Ct);

        Assert.Equal(0, meanwhile.Figures);
        Assert.NotEqual(0, then.Figures);
        Assert.Equal((then.Figures, then.LastRunAt), await Published(market));
    }

    private static Task<(int Figures, DateTimeOffset? LastRunAt)> Published(ProgrammeMarket market) => market.Read(async db =>
        (await db.PublishedFigures.CountAsync(Ct), await db.Set<Marketplace.Domain.Messaging.RecurringJobState>().Where(job => job.Name == "programme.publish").Select(job => job.LastRunAt).SingleAsync(Ct)));

    private static Task<long> Total(ProgrammeMarket market, int unit) => market.Read(db =>
        db.SalesRollups.Where(row => row.UnitId == unit && row.Grain == PeriodGrain.Quarter && row.Dimension == Dimensions.Total).SumAsync(row => row.ValueDong, Ct));

    /// <summary>Sums that are wrong, members and counts that are missing, and rows that no sale counts in.</summary>
    private static async Task<(Product Product, Product Other)> Damaged(ProgrammeMarket market)
    {
        var (product, other) = (await market.Product(await market.Maker(market.LungTam)), await market.Product(await market.Maker(market.SaPa, "dao", Gender.Male)));
        for (var day = 0; day < 6; day++)
        {
            await market.Sell(day % 2 == 0 ? product : other, 100_000 + day, Day.AddDays(5 * day));
        }

        await market.Read(db => db.SalesRollups.Where(row => row.Grain == PeriodGrain.Month).ExecuteUpdateAsync(set => set.SetProperty(row => row.ValueDong, 7).SetProperty(row => row.Facts, 9), Ct));
        await market.Read(db => db.SalesRollups.Where(row => row.UnitId == market.SaPa.Id && row.Dimension == Dimensions.Channel).ExecuteDeleteAsync(Ct));
        await market.Read(db => db.ActivityRollups.Where(row => row.UnitId == RollupKeys.Country).ExecuteDeleteAsync(Ct));
        await market.Read(db => db.ActivityRollups.Where(row => row.UnitId == market.LungTam.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ValueDong, 0), Ct));
        await market.Read(db => db.ReachRollups.Where(row => row.Grain == PeriodGrain.Quarter).ExecuteUpdateAsync(set => set.SetProperty(row => row.Persons, 99).SetProperty(row => row.TopProducerDong, 1), Ct));
        await market.Given(
            new SalesRollup { UnitId = market.QuanBa.Id, Grain = PeriodGrain.Day, Start = Day, Dimension = Dimensions.Channel, Key = "9", ValueDong = 5 },
            new ReachRollup { UnitId = market.QuanBa.Id, Grain = PeriodGrain.Month, Start = new DateOnly(2026, 8, 1), Slice = Slices.All, Orders = 5 });
        return (product, other);
    }

    /// <summary>What a rebuild from nothing, with nobody about, makes of the same facts.</summary>
    private static async Task<List<string>> AtRest(ProgrammeMarket market)
    {
        market.BetweenPieces = () => Task.CompletedTask;
        await market.Read(db => db.SalesRollups.ExecuteDeleteAsync(Ct));
        await market.Read(db => db.ActivityRollups.ExecuteDeleteAsync(Ct));
        await market.Read(db => db.ReachRollups.ExecuteDeleteAsync(Ct));
        Assert.Empty((await market.Send(new RebuildRollups(Quarter))).Refusals);
        return await market.Rollups();
    }

    private static Task<string> Figures(ProgrammeMarket market) => market.Read(async db => string.Join('\n',
    [
        .. (await db.SalesRollups.AsNoTracking().ToListAsync(Ct)).Select(row => $"{row.UnitId} {row.Grain} {row.Start:O} {row.Dimension} {row.Key} {row.ValueDong} {row.Facts}").Order(StringComparer.Ordinal),
        .. (await db.ReachRollups.AsNoTracking().ToListAsync(Ct)).Select(row => $"{row.UnitId} {row.Grain} {row.Start:O} {row.Slice} {row.Persons} {row.Producers} {row.TopProducerDong}").Order(StringComparer.Ordinal),
    ]));
}
