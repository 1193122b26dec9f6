using System.Net;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Features.Orders.Expire;
using Marketplace.Features.Payments.Cards;
using Marketplace.Infrastructure.Payments;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Payments;

/// <summary>Opening a card page at a provider that answers late, wrongly, twice or not at all.</summary>
public sealed class StartCardTests : IAsyncLifetime, IDisposable
{
    private StripeServer _stripe = null!;
    private PaymentMarket _market = null!;

    public async ValueTask InitializeAsync()
    {
        _stripe = await StripeServer.Start();
        _market = new PaymentMarket(stripeServer: _stripe.Address);
    }

    public void Dispose() => _market.Dispose();

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await _stripe.DisposeAsync();
    }

    [Fact]
    public async Task Two_tabs_get_the_same_page_and_nobody_is_charged_twice()
    {
        var order = await Order();
        using var barrier = new Barrier(2);

        var tabs = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            barrier.SignalAndWait(TestContext.Current.CancellationToken);
            return Press(order);
        })));

        Assert.All(tabs, tab => Assert.Equal((HttpStatusCode.Redirect, "https://checkout.example/cs_1"), tab));
        Assert.Equal((1, 1), (_stripe.Books.Made, await _market.Read(db => db.PaymentAttempts.CountAsync())));
        Assert.Single(_stripe.Asked.Select(asked => asked.Key).Distinct());
    }

    [Theory]
    [InlineData(nameof(WireFault.Silence), false)]
    [InlineData(nameof(WireFault.Silence), true)]
    [InlineData(nameof(WireFault.Reset), false)]
    [InlineData(nameof(WireFault.Reset), true)]
    [InlineData(nameof(WireFault.Broken), true)]
    [InlineData(nameof(WireFault.Gibberish), true)]
    [InlineData(nameof(WireFault.NoKey), false)]
    public async Task Without_an_answer_nothing_is_lost_and_the_next_press_gets_the_one_page(string fault, bool worksFirst)
    {
        var order = await Order();
        (_stripe.Fault, _stripe.WorksFirst) = (Enum.Parse<WireFault>(fault), worksFirst);

        var first = await Press(order);
        var unknown = await _market.Attempt(order);
        _stripe.Fault = null;
        var second = await Press(order);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, PaymentStatus.Unknown), (first.Status, unknown.Status));
        Assert.Equal((HttpStatusCode.Redirect, "https://checkout.example/cs_1"), second);
        Assert.Equal((PaymentStatus.Pending, "cs_1"), await Known(order));
        Assert.Equal(1, _stripe.Books.Made);
        Assert.Single(_stripe.Asked.Select(asked => (asked.Key, asked.Body)).Distinct());
    }

    [Fact]
    public async Task A_buyer_who_never_comes_back_leaves_nothing_unknown_and_no_goods_held_for_ever()
    {
        var order = await Order();
        (_stripe.Fault, _stripe.WorksFirst) = (WireFault.Reset, true);
        await Press(order);
        _stripe.Fault = null;

        await _market.RunJobs();
        Assert.Equal(PaymentStatus.Unknown, (await _market.Attempt(order)).Status);
        _market.Clock.Advance(ReadBackCard.Patience);
        await _market.RunJobs();

        Assert.Equal((PaymentStatus.Pending, "cs_1"), await Known(order));
        _market.Clock.Advance(TimeSpan.FromDays(2));
        await _market.RunJobs();
        _market.Clock.Advance(TimeSpan.FromMinutes(1));
        await _market.RunJobs();
        Assert.Equal(OrderStatus.Expired, (await _market.Now(order)).Status);
        Assert.Contains(_stripe.Asked, asked => asked.Path == "/v1/checkout/sessions/cs_1/expire");
    }

    [Fact]
    public async Task A_page_opened_for_an_order_that_ends_meanwhile_is_closed_and_nobody_is_sent_there()
    {
        var order = await Order();
        _stripe.Meanwhile = () => _market.Do(order, waiting => waiting.Cancel(_market.Clock.GetUtcNow(), Actor.System, "changed-mind"));
        using var guest = _market.AsGuest();

        using var answer = await guest.Post($"/en/pay/{order.Number}/card", ("key", order.AccessKey));
        await _market.RunJobs();

        Assert.Equal((HttpStatusCode.UnprocessableEntity, null), (answer.StatusCode, answer.Headers.Location));
        Assert.Contains("no longer waits", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Single(_stripe.Asked, asked => asked.Path == "/v1/checkout/sessions/cs_1/expire");
        Assert.Equal((PaymentStatus.Cancelled, ""), await Known(order));
    }

    [Fact]
    public async Task The_provider_is_given_no_address_that_manages_the_order()
    {
        var order = await Order();

        await Press(order);

        var asked = _stripe.Asked.First(asked => asked.Path == "/v1/checkout/sessions").Body;
        Assert.Contains(OrderKey.ForFollowing(order.AccessKey), asked, StringComparison.Ordinal);
        Assert.DoesNotContain(order.AccessKey, asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_no_is_said_and_asked_anew_under_another_key()
    {
        var order = await Order();
        _stripe.Fault = WireFault.Refused;

        var first = await Press(order);
        var refused = await _market.Attempt(order);
        _stripe.Fault = null;
        var second = await Press(order);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, PaymentStatus.Created), (first.Status, refused.Status));
        Assert.Equal(HttpStatusCode.Redirect, second.Status);
        Assert.Equal(2, _stripe.Asked.Select(asked => asked.Key).Distinct().Count());
        Assert.Equal(1, await _market.Read(db => db.PaymentAttempts.CountAsync()));
    }

    [Fact]
    public async Task While_the_provider_is_silent_cards_are_not_offered_and_orders_keep()
    {
        var order = await Order();
        var gateways = _market.Services.GetRequiredService<PaymentGateways>();
        Assert.NotNull(gateways.Find(PaymentMethod.Card, Currency.Usd));
        _stripe.Fault = WireFault.Broken;
        for (var i = 0; i < 3; i++)
        {
            await Press(order);
        }

        Assert.Null(gateways.Find(PaymentMethod.Card, Currency.Usd));
        Assert.Equal(OrderStatus.AwaitingPayment, (await _market.Now(order)).Status);
        _stripe.Fault = null;
        Assert.Equal(HttpStatusCode.Redirect, (await Press(order)).Status);
        Assert.NotNull(gateways.Find(PaymentMethod.Card, Currency.Usd));
    }

    [Fact]
    public async Task Goods_are_held_longer_than_the_page_is_open_but_not_for_ever()
    {
        var order = await Order();
        await _market.Read(db => db.Orders.ExecuteUpdateAsync(all => all.SetProperty(one => one.HoldUntil, _market.Clock.GetUtcNow().AddMinutes(45))));
        await _market.Read(db => db.PaymentAttempts.ExecuteUpdateAsync(all => all.SetProperty(one => one.ExpiresAt, _market.Clock.GetUtcNow().AddMinutes(40))));
        await _market.Read(db => db.PolicyValues.Where(policy => policy.Code == "card-hold-limit-minutes").ExecuteUpdateAsync(all => all.SetProperty(policy => policy.Value, 120)));
        _market.Clock.Advance(TimeSpan.FromMinutes(42));

        await Press(order);

        var closes = long.Parse(System.Web.HttpUtility.ParseQueryString(_stripe.Asked.Single().Body)["expires_at"]!, System.Globalization.CultureInfo.InvariantCulture);
        var held = (await _market.Now(order)).HoldUntil;
        Assert.Equal(_market.Clock.GetUtcNow().AddMinutes(31).ToUnixTimeSeconds(), closes);
        Assert.Equal(closes + 300, held.ToUnixTimeSeconds());
        _market.Clock.Advance(TimeSpan.FromMinutes(32));
        await _market.Send(new ExpireOrders());
        Assert.Equal(OrderStatus.AwaitingPayment, (await _market.Now(order)).Status);

        // The card fails; a page that would be open more than two hours after the order is not opened any more.
        await _market.HearStripe(await _market.Attempt(order), "checkout.session.expired", "evt_1");
        await _market.Read(db => db.Orders.ExecuteUpdateAsync(all => all.SetProperty(one => one.HoldUntil, _market.Clock.GetUtcNow().AddHours(1))));
        _market.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Press(order)).Status);
        Assert.Single(_stripe.Asked);
    }

    private Task<Order> Order() => _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);

    private async Task<(PaymentStatus, string)> Known(Order order)
    {
        var attempt = await _market.Attempt(order);
        return (attempt.Status, attempt.SessionId);
    }

    private async Task<(HttpStatusCode Status, string Location)> Press(Order order)
    {
        using var guest = _market.AsGuest();
        using var answer = await guest.Post($"/pay/{order.Number}/card", ("key", order.AccessKey));
        return (answer.StatusCode, answer.Headers.Location?.ToString() ?? "");
    }
}
