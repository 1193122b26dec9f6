using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Features.Finance.Overview;
using Marketplace.Features.Finance.Receipts;
using Marketplace.Features.Orders.Expire;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Payments;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Payments;

/// <summary>Notifications, return pages, officers and clocks that meet on one order.</summary>
public sealed class PaymentRaceTests : IDisposable
{
    private readonly ScriptedStripe _stripe = new();
    private readonly PaymentMarket _market;

    public PaymentRaceTests() => _market = new PaymentMarket(_stripe);

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task The_return_page_tells_what_is_stored_and_decides_nothing()
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        using var guest = _market.AsGuest();
        var pay = $"/pay/{order.Number}?key={order.AccessKey}";

        var returnedFirst = await guest.Open(pay + "&session_id=cs_1&paid=true");
        var before = (await _market.Now(order)).Status;
        await _market.HearStripe(await _market.Attempt(order), "checkout.session.completed", "evt_1");
        var afterwards = await guest.Open(pay);

        Assert.NotNull(returnedFirst.QuerySelector("form[action$='/card']"));
        Assert.Equal(OrderStatus.AwaitingPayment, before);
        Assert.NotNull(afterwards.QuerySelector(".banner.success"));
    }

    [Fact]
    public async Task A_browser_that_never_comes_back_changes_nothing()
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);

        await _market.HearStripe(await _market.Attempt(order), "checkout.session.completed", "evt_1");

        Assert.Equal(OrderStatus.Confirmed, (await _market.Now(order)).Status);
        Assert.Equal(1, await _market.Read(db => db.OutboxMessages.CountAsync(message => message.IdempotencyKey.StartsWith("order-confirmed:"))));
    }

    [Fact]
    public async Task Notifications_workers_and_return_pages_at_one_moment_make_one_sale()
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        var attempt = await _market.Attempt(order);
        await _market.Hear(PaymentProviders.Stripe, "evt_1", "checkout.session.completed", PaymentMarket.StripeEvent(attempt, "checkout.session.completed", "evt_1"));
        await _market.Hear(PaymentProviders.Stripe, "evt_2", "checkout.session.async_payment_succeeded", PaymentMarket.StripeEvent(attempt, "checkout.session.async_payment_succeeded", "evt_2"));
        var ids = await _market.Read(db => db.InboxMessages.Select(message => message.Id).ToListAsync());
        using var barrier = new Barrier(ids.Count + 4);

        var processed = ids.ConvertAll(id => Task.Run(() => At(barrier, () => _market.Send(new ProcessInboxMessage(id)))));
        var pages = Enumerable.Range(0, 4).Select(_ => Task.Run(() => At(barrier, () => Open(order))));
        var answers = await Task.WhenAll(pages);
        await Task.WhenAll(processed);
        await _market.RunJobs();

        Assert.All(answers, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal((1, 1), await _market.Read(async db => (
            await db.LedgerTransactions.CountAsync(entry => entry.Kind == "receipt"), await db.LedgerTransactions.CountAsync(entry => entry.Kind == "sale"))));
        Assert.Equal(OrderStatus.Confirmed, (await _market.Now(order)).Status);
        Assert.Equal(0, await _market.Read(db => db.Refunds.CountAsync()));
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task An_officer_and_the_bank_at_one_moment_pay_an_order_once()
    {
        var order = await _market.Waiting();
        using var nameless = await _market.Notify(_market.Body("tien hang", 335_000, "1", "R1"));
        await _market.RunJobs();
        var receipt = await _market.Read(db => db.BankReceipts.Select(one => one.Id).SingleAsync());
        using var named = await _market.Notify(_market.Body(order.Number, 335_000, "2", "R2"));
        var message = await _market.Read(db => db.InboxMessages.Where(one => one.DoneAt == null).Select(one => one.Id).SingleAsync());
        using var barrier = new Barrier(2);

        var byHand = Task.Run(() => At(barrier, () => _market.Send(new MatchReceipt(receipt, order.Number, "Khách báo", UserId.New()))));
        var byBank = Task.Run(() => At(barrier, () => _market.Send(new ProcessInboxMessage(message))));
        await Task.WhenAll(byHand, byBank);
        await _market.RunJobs();

        Assert.Equal(1, await _market.Read(db => db.LedgerTransactions.CountAsync(entry => entry.Kind == "sale")));
        Assert.Equal(335_000, (await _market.Attempt(order)).ReceivedMinor);
        Assert.Equal(1, await _market.Read(db => db.BankReceipts.CountAsync(one => one.State == BankReceiptState.Unmatched)));
        await _market.LedgerCloses();
    }

    [Theory]
    [InlineData("checkout.session.async_payment_succeeded", OrderStatus.Confirmed)]
    [InlineData("checkout.session.async_payment_failed", OrderStatus.Expired)]
    public async Task Money_that_takes_days_is_waited_for_as_long_as_the_rules_allow(string told, OrderStatus end)
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        var attempt = await _market.Attempt(order);
        await _market.HearStripe(attempt, "checkout.session.completed", "evt_1", status: "unpaid");
        _market.Clock.Advance(TimeSpan.FromDays(6));
        await _market.Send(new ExpireOrders());
        var meanwhile = (await _market.Now(order)).Status;

        await _market.HearStripe(attempt, told, "evt_2");
        _market.Clock.Advance(TimeSpan.FromDays(2));
        await _market.Send(new ExpireOrders());

        Assert.Equal((OrderStatus.AwaitingPayment, end), (meanwhile, (await _market.Now(order)).Status));
        await _market.LedgerCloses();
    }

    [Theory]
    [InlineData("checkout.session.async_payment_succeeded", 1)]
    [InlineData("checkout.session.async_payment_failed", 0)]
    public async Task What_comes_after_the_last_day_goes_back(string told, int refunds)
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        var attempt = await _market.Attempt(order);
        await _market.HearStripe(attempt, "checkout.session.completed", "evt_1", status: "unpaid");
        _market.Clock.Advance(TimeSpan.FromDays(8));
        await _market.RunJobs();

        // This provider knows nothing of the page it told of, so that a day more is waited for its answer.
        _market.Clock.Advance(TimeSpan.FromHours(25));
        await _market.RunJobs();

        await _market.HearStripe(attempt, told, "evt_2");
        await _market.RunJobs();

        Assert.Equal(OrderStatus.Expired, (await _market.Now(order)).Status);
        Assert.Equal(refunds, await _market.Read(db => db.Refunds.CountAsync(refund => refund.Reason == RefundReasons.Late && refund.Status == RefundStatus.Succeeded)));
        await _market.LedgerCloses();
    }

    [Theory]
    [InlineData("charge.dispute.created charge.dispute.funds_withdrawn charge.dispute.closed", 0)]
    [InlineData("charge.dispute.closed charge.dispute.created", 0)]
    [InlineData("charge.dispute.funds_withdrawn charge.dispute.created", 1)]
    public async Task A_dispute_is_on_the_officers_page_until_it_is_closed_in_whatever_order_it_is_told(string events, int open)
    {
        var order = await _market.Paid(PaymentMethod.Card);
        var attempt = await _market.Attempt(order);

        foreach (var told in events.Split(' '))
        {
            await _market.HearStripe(attempt, told, "evt_" + told);
            await _market.HearStripe(attempt, told, "evt_" + told);
        }

        Assert.Equal(open, (await _market.Send(new ShowFinance())).Disputes);
        using var officer = await _market.As(await _market.Officer());
        var page = await officer.Open("/finance/disputes");
        Assert.Single(page.QuerySelectorAll("tbody tr"));
        Assert.EndsWith($"/finance/orders/{order.Number}", Assert.Single(page.QuerySelectorAll("tbody a")).GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(OrderStatus.Confirmed, (await _market.Now(order)).Status);
    }

    private async Task<HttpStatusCode> Open(Order order)
    {
        using var guest = _market.AsGuest();
        using var page = await guest.Get($"/pay/{order.Number}?key={order.AccessKey}");
        return page.StatusCode;
    }

    private static Task<T> At<T>(Barrier barrier, Func<Task<T>> act)
    {
        barrier.SignalAndWait(TestContext.Current.CancellationToken);
        return act();
    }
}
