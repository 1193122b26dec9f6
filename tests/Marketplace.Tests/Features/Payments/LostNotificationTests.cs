using System.Net;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Features.Payments.Refunds;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Payments;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Payments;

/// <summary>The provider knows what became of a payment and nobody told us: it is asked by whoever waits, and before goods are free.</summary>
public sealed class LostNotificationTests : IAsyncLifetime, IDisposable
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
    public async Task A_payment_nobody_told_of_is_found_by_whoever_checks_and_told_later_changes_nothing()
    {
        var order = await Opened();
        _stripe.Books.Pay();

        var page = await Check(order);
        await _market.HearStripe(await _market.Attempt(order), "checkout.session.completed", "evt_late");

        Assert.NotNull(page.QuerySelector(".banner.success"));
        Assert.Equal(OrderStatus.Confirmed, (await _market.Now(order)).Status);
        Assert.Equal((1, 1, 0), await Booked());
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task Twenty_who_check_at_once_and_a_notification_make_one_sale()
    {
        var order = await Opened();
        _stripe.Books.Pay();
        var told = _market.HearStripe(await _market.Attempt(order), "checkout.session.completed", "evt_1");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Post(order)));
        await told;
        await _market.RunJobs();

        Assert.Equal((1, 1, 0), await Booked());
        Assert.Equal(1, await _market.Read(db => db.OutboxMessages.CountAsync(message => message.IdempotencyKey.StartsWith("order-confirmed:"))));
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task Whoever_checks_before_paying_reads_that_nothing_came_and_may_go_on()
    {
        var order = await Opened();

        var page = await Check(order);

        Assert.Contains("has no payment for this order yet", page.QuerySelector(".banner.info")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("form[action$='/card']"));
        Assert.Equal((PaymentStatus.Pending, 0), ((await _market.Attempt(order)).Status, await _market.Read(db => db.InboxMessages.CountAsync())));
    }

    [Theory]
    [InlineData(nameof(WireFault.Silence))]
    [InlineData(nameof(WireFault.Broken))]
    [InlineData(nameof(WireFault.Gibberish))]
    [InlineData(nameof(WireFault.NoKey))]
    public async Task While_the_provider_does_not_answer_that_is_said_and_nothing_changes(string fault)
    {
        var order = await Opened();
        _stripe.Books.Pay();
        _stripe.Fault = Enum.Parse<WireFault>(fault);

        var (status, page) = await Post(order);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("did not answer", page, StringComparison.Ordinal);
        Assert.Equal(PaymentStatus.Pending, (await _market.Attempt(order)).Status);
    }

    [Fact]
    public async Task What_is_read_is_weighed_like_what_is_told()
    {
        var order = await Opened();
        await _market.Read(db => db.PaymentAttempts.ExecuteUpdateAsync(all => all.SetProperty(attempt => attempt.Amount.MinorUnits, attempt => attempt.Amount.MinorUnits + 1)));
        _stripe.Books.Pay();

        await Check(order);

        Assert.Equal((PaymentStatus.Mismatched, OrderStatus.AwaitingPayment), ((await _market.Attempt(order)).Status, (await _market.Now(order)).Status));
    }

    [Fact]
    public async Task A_strangers_key_checks_nothing()
    {
        var order = await Opened();
        var asked = _stripe.Asked.Count;
        using var guest = _market.AsGuest();

        using var answer = await guest.Post($"/en/pay/{order.Number}/checks", ("key", "AAAAAAAAAAAAAAAAAAAAAA"));

        Assert.Equal((HttpStatusCode.NotFound, asked), (answer.StatusCode, _stripe.Asked.Count));
    }

    [Theory]
    [InlineData("succeeded", RefundStatus.Succeeded)]
    [InlineData("failed", RefundStatus.AwaitingPerson)]
    public async Task What_became_of_a_refund_nobody_told_of_is_asked_a_day_later(string status, RefundStatus expected)
    {
        await OnItsWayBack();
        _stripe.Books.EndRefunds(status);
        await Later(TimeSpan.FromHours(2));
        var meanwhile = await Refund();

        await Later(TimeSpan.FromDays(1));

        Assert.Equal((RefundStatus.Sent, expected), (meanwhile.Status, (await Refund()).Status));
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task A_refund_still_on_its_way_is_asked_for_once_a_day_and_what_is_told_of_it_meanwhile_counts_once()
    {
        await OnItsWayBack();
        for (var hour = 0; hour < 72; hour++)
        {
            await Later(TimeSpan.FromHours(1));
        }

        var path = "/v1/refunds/" + (await Refund()).ProviderRefundId;
        var asked = _stripe.Asked.Count(one => one.Path == path);
        _stripe.Books.EndRefunds("succeeded");
        await _market.Tell(await Refund(), "refund.updated", "succeeded", "evt_told");
        await Later(TimeSpan.FromDays(1));

        Assert.Equal((3, RefundStatus.Succeeded), (asked, (await Refund()).Status));
        await _market.LedgerCloses();
    }

    /// <summary>The newest of many must not be all that is ever asked for.</summary>
    [Fact]
    public async Task Of_more_refunds_than_are_asked_for_at_once_the_oldest_come_first_and_the_others_after_them()
    {
        await OnItsWayBack();
        var first = await Refund();
        await _market.Change(
            db => Task.FromResult(db),
            db => db.Refunds.AddRange(Enumerable.Range(1, 405).Select(number =>
            {
                var later = new Refund
                {
                    Id = RefundId.New(),
                    OrderId = first.OrderId,
                    AttemptId = first.AttemptId,
                    Amount = first.Amount,
                    Reason = first.Reason,
                    IdempotencyKey = $"later-{number}",
                    CreatedAt = first.CreatedAt.AddSeconds(number),
                };
                later.Ask();
                later.Accepted(new RefundedPayment($"re_later_{number}", IsFinal: false), first.CreatedAt);
                return later;
            })));
        _market.Clock.Advance(TimeSpan.FromDays(2));

        await _market.Send(new CheckRefunds());
        var once = await Asked();
        await _market.Read(db => db.Refunds.Where(refund => refund.Id == first.Id).ExecuteUpdateAsync(refund => refund.SetProperty(one => one.Status, RefundStatus.Succeeded)));
        await _market.Send(new CheckRefunds());
        var twice = await Asked();
        await _market.Send(new CheckRefunds());

        Assert.Contains(once, key => key.Contains($"{first.Id.Value:N}", StringComparison.Ordinal));
        Assert.Equal((200, 400, 406), (once.Count, twice.Count, (await Asked()).Count));

        Task<List<string>> Asked() =>
            _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("check-refund")).Select(message => message.IdempotencyKey).ToListAsync());
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_of_a_refund_is_asked_again()
    {
        await OnItsWayBack();
        _stripe.Books.EndRefunds("succeeded");
        _stripe.Fault = WireFault.Reset;
        await Later(TimeSpan.FromDays(1));
        var meanwhile = await Refund();

        _stripe.Fault = null;
        await Later(TimeSpan.FromMinutes(10));

        Assert.Equal((RefundStatus.Sent, RefundStatus.Succeeded), (meanwhile.Status, (await Refund()).Status));
    }

    [Fact]
    public async Task Goods_are_free_only_when_the_page_is_known_to_be_closed()
    {
        var order = await Opened();
        _stripe.Fault = WireFault.Reset;
        await TimeIsOver(order);
        Assert.Equal(OrderStatus.AwaitingPayment, (await _market.Now(order)).Status);

        _stripe.Fault = null;
        await Later(TimeSpan.FromMinutes(10));

        Assert.Contains(_stripe.Asked, asked => asked.Path == "/v1/checkout/sessions/cs_1/expire");
        Assert.Equal((OrderStatus.Expired, PaymentStatus.Expired), ((await _market.Now(order)).Status, (await _market.Attempt(order)).Status));
    }

    [Fact]
    public async Task Paid_in_the_last_second_the_payment_wins()
    {
        var order = await Opened();
        _stripe.Books.Pay();

        await TimeIsOver(order);

        Assert.Equal((OrderStatus.Confirmed, PaymentStatus.Paid), ((await _market.Now(order)).Status, (await _market.Attempt(order)).Status));
        Assert.Equal((1, 1, 0), await Booked());
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task A_provider_that_never_answers_frees_the_goods_after_a_day_and_what_was_paid_goes_back()
    {
        var order = await Opened();
        _stripe.Books.Pay();
        _stripe.Fault = WireFault.Reset;
        await TimeIsOver(order);
        await Later(TimeSpan.FromHours(25));
        Assert.Equal(OrderStatus.Expired, (await _market.Now(order)).Status);

        _stripe.Fault = null;
        await Later(TimeSpan.FromHours(2));

        Assert.Equal(
            (RefundReasons.Late, RefundStatus.Succeeded),
            await _market.Read(db => db.Refunds.Select(refund => new ValueTuple<string, RefundStatus>(refund.Reason, refund.Status)).SingleAsync()));
        Assert.Equal(OrderStatus.Expired, (await _market.Now(order)).Status);
        await _market.LedgerCloses();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Money_that_takes_days_is_found_when_time_is_over_and_again_when_its_days_are(bool comes)
    {
        var order = await Opened();
        _stripe.Books.Finish();
        await TimeIsOver(order);
        Assert.Equal((OrderStatus.AwaitingPayment, PaymentStatus.Underway), ((await _market.Now(order)).Status, (await _market.Attempt(order)).Status));
        Assert.Contains("on its way", (await Check(order)).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        if (comes)
        {
            _stripe.Books.Pay();
        }

        await Later(TimeSpan.FromDays(8));

        Assert.Equal(comes ? OrderStatus.Confirmed : OrderStatus.Expired, (await _market.Now(order)).Status);
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task A_delayed_payment_that_failed_may_be_tried_with_another_card()
    {
        var order = await Opened();
        _stripe.Books.Finish();
        await Check(order);
        _stripe.Books.Fail();

        var page = await Check(order);

        Assert.Equal(PaymentStatus.Failed, (await _market.Attempt(order)).Status);
        Assert.NotNull(page.QuerySelector("form[action$='/card']"));
    }

    [Fact]
    public async Task A_page_paid_after_its_order_was_cancelled_is_found_when_it_is_closed_and_the_money_goes_back()
    {
        var order = await Opened();
        _stripe.Books.Pay();

        await _market.Do(order, waiting => waiting.Cancel(_market.Clock.GetUtcNow(), Actor.System, "changed-mind"));
        await _market.RunJobs();

        Assert.Equal(RefundReasons.Late, await _market.Read(db => db.Refunds.Select(refund => refund.Reason).SingleAsync()));
        await _market.LedgerCloses();
    }

    private async Task<Order> Opened()
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        using var guest = _market.AsGuest();
        using var answer = await guest.Post($"/pay/{order.Number}/card", ("key", order.AccessKey));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return order;
    }

    /// <summary>A paid order was cancelled, and the provider says that the money is on its way.</summary>
    private async Task OnItsWayBack()
    {
        _stripe.Books.RefundStatus = "pending";
        await _market.Cancel(await _market.Paid(PaymentMethod.Card));
        Assert.Equal(RefundStatus.Sent, (await Refund()).Status);
    }

    private Task<Refund> Refund() => _market.Read(db => db.Refunds.AsNoTracking().SingleAsync());

    /// <summary>The order's hold runs out, and the jobs see it.</summary>
    private async Task TimeIsOver(Order order)
    {
        await Later((await _market.Now(order)).HoldUntil - _market.Clock.GetUtcNow() + TimeSpan.FromSeconds(1));
    }

    /// <summary>What is due then is done, and half a minute later what that made due.</summary>
    private async Task Later(TimeSpan time)
    {
        _market.Clock.Advance(time);
        await _market.RunJobs();
        _market.Clock.Advance(TimeSpan.FromSeconds(31));
        await _market.RunJobs();
    }

    private async Task<(HttpStatusCode Status, string Body)> Post(Order order)
    {
        using var guest = _market.AsGuest();
        using var answer = await guest.Post($"/en/pay/{order.Number}/checks", ("key", order.AccessKey));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The page that checking leads to.</summary>
    private async Task<AngleSharp.Html.Dom.IHtmlDocument> Check(Order order)
    {
        using var guest = _market.AsGuest();
        using var answer = await guest.Post($"/en/pay/{order.Number}/checks", ("key", order.AccessKey));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return await guest.Open(answer.Headers.Location!.ToString());
    }

    private Task<(int Receipts, int Sales, int Refunds)> Booked() => _market.Read(async db => (
        await db.LedgerTransactions.CountAsync(entry => entry.Kind == "receipt"), await db.LedgerTransactions.CountAsync(entry => entry.Kind == "sale"), await db.Refunds.CountAsync()));
}
