using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Features.Programme.Rollups;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Programme;

public sealed class RebuildTests
{
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

        using var asked = await administrator.Post("/administration/rollups");
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

    private static Task<string> Figures(ProgrammeMarket market) => market.Read(async db => string.Join('\n',
    [
        .. (await db.SalesRollups.AsNoTracking().ToListAsync(Ct)).Select(row => $"{row.UnitId} {row.Grain} {row.Start:O} {row.Dimension} {row.Key} {row.ValueDong} {row.Facts}").Order(StringComparer.Ordinal),
        .. (await db.ReachRollups.AsNoTracking().ToListAsync(Ct)).Select(row => $"{row.UnitId} {row.Grain} {row.Start:O} {row.Slice} {row.Persons} {row.Producers} {row.TopProducerDong}").Order(StringComparer.Ordinal),
    ]));
}
