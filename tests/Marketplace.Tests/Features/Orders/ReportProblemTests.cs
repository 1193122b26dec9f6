using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Orders;
using Marketplace.Features.Orders.ReportProblem;
using Marketplace.Infrastructure.Payments;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Orders;

/// <summary>How often and by whom a problem of an order can be told.</summary>
public sealed class ReportProblemTests : IDisposable
{
    private readonly CrowdedMarket _market = new();

    public void Dispose() => _market.Dispose();

    /// <summary>Whoever knows code and telephone, which stand on every slip, must not fill the queue nor anybody's inbox.</summary>
    [Fact]
    public async Task Five_open_problems_of_an_order_are_enough_until_one_is_settled()
    {
        var (placed, _) = await _market.Placed();
        await _market.GivenUser(Some.User(), Roles.Moderator);
        var anyone = _market.AsGuest();
        for (var turn = 0; turn < ReportProblem.MostOpen; turn++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await anyone.Report(placed)).StatusCode);
        }

        var refused = await anyone.Report(placed, "/fr", Pictures.Jpeg());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await Walk.Page(refused);
        Assert.Contains("5 problèmes de cette commande attendent déjà", page.QuerySelector("#Text-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Khăn bị rách một góc.", page.QuerySelector("[name=Text]")!.TextContent.Trim());
        Assert.Equal(ReportProblem.MostOpen, await _market.Read(db => db.OrderProblems.CountAsync()));
        Assert.Empty(_market.PrivateFiles());
        await _market.Close(placed);
        Assert.Equal(HttpStatusCode.Redirect, (await anyone.Report(placed)).StatusCode);
    }

    /// <summary>Code and telephone stand on the slip: a maker who has it must not keep the buyer from speaking, nor hold the money of another.</summary>
    [Fact]
    public async Task Who_only_follows_an_order_takes_no_word_from_its_buyer_and_holds_money_once()
    {
        var (placed, _) = await _market.Placed();
        var anyone = _market.AsGuest();
        var follower = placed with { Key = OrderKey.ForFollowing(placed.Key) };
        for (var turn = 0; turn < ReportProblem.MostOpenOfFollowers; turn++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await anyone.Report(follower, Pictures.Jpeg(300 + turn), Pictures.Jpeg(310 + turn))).StatusCode);
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await anyone.Report(follower)).StatusCode);
        Assert.NotEmpty(await Held());
        await _market.Close(placed);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await anyone.Report(follower, Pictures.Jpeg(320))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await anyone.Report(follower)).StatusCode);
        Assert.Empty(await Held());

        for (var turn = 0; turn < ReportProblem.MostOpen; turn++)
        {
            Assert.Equal(HttpStatusCode.Redirect, (await anyone.Report(placed, Pictures.Jpeg(400 + turn))).StatusCode);
        }

        Assert.NotEmpty(await Held());

        Task<List<OrderId>> Held() => _market.Read(db => db.OrdersHeld(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Of_what_is_told_of_an_order_within_an_hour_one_round_of_mails_goes_out()
    {
        var (placed, _) = await _market.Placed();
        await _market.GivenUser(Some.User(), Roles.Moderator);
        var anyone = _market.AsGuest();

        await anyone.Report(placed);
        var first = await Mails();
        _market.Clock.Advance(TimeSpan.FromMinutes(59));
        await anyone.Report(placed);
        var second = await Mails();
        _market.Clock.Advance(TimeSpan.FromMinutes(61));
        await anyone.Report(placed);

        Assert.Equal((2, 2, 4), (first, second, await Mails()));
        Assert.Equal(3, await _market.Read(db => db.OrderProblems.CountAsync(problem => problem.ClosedAt == null)));

        Task<int> Mails() => _market.Read(db => db.OutboxMessages.CountAsync(message => message.IdempotencyKey.StartsWith("problem:")));
    }

    [Fact]
    public async Task Of_many_problems_told_side_by_side_no_more_than_five_stay_open()
    {
        var (placed, _) = await _market.Placed();
        var anyone = _market.AsGuest();

        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => anyone.Report(placed))));
        }

        Assert.InRange(await _market.Read(db => db.OrderProblems.CountAsync()), 1, ReportProblem.MostOpen);
    }
}
