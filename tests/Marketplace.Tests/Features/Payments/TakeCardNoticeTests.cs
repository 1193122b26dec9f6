using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Payments;

public sealed class TakeCardNoticeTests : IDisposable
{
    private const string Completed = "checkout.session.completed";
    private const string Succeeded = "checkout.session.async_payment_succeeded";
    private const string Failed = "checkout.session.async_payment_failed";
    private const string Expired = "checkout.session.expired";
    private const string Refunded = "charge.refunded";
    private readonly ScriptedStripe _stripe = new();
    private readonly PaymentMarket _market;

    public TakeCardNoticeTests() => _market = new PaymentMarket(_stripe);

    public void Dispose() => _market.Dispose();

    public static TheoryData<string> Orders()
    {
        string[] events = [Completed, Succeeded, Expired, Refunded];
        return [.. Permutations(events).Select(order => string.Join(' ', order))];
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task In_any_order_the_end_is_the_same(string sequence)
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        var attempt = await _market.Attempt(order);

        foreach (var type in sequence.Split(' '))
        {
            await _market.HearStripe(attempt, type, "evt_" + type, status: type == Completed ? "unpaid" : "paid");
            await _market.HearStripe(attempt, type, "evt_" + type, status: type == Completed ? "unpaid" : "paid");
        }

        _market.Clock.Advance(TimeSpan.FromHours(1));
        await _market.RunJobs();

        var ended = await _market.Attempt(order);
        Assert.Equal((PaymentStatus.Paid, attempt.Amount.MinorUnits, attempt.Amount.MinorUnits), (ended.Status, ended.ReceivedMinor, ended.RefundedMinor));
        Assert.Equal(OrderStatus.Cancelled, (await _market.Now(order)).Status);
        Assert.Equal((0, 0), (await _market.Balance(LedgerAccount.BuyerCredit, Currency.Usd), await _market.Balance(LedgerAccount.ProducerPayable)));
        Assert.Equal(0, await _market.Balance(LedgerAccount.CardClearing, Currency.Usd));
        Assert.Equal(1, await _market.Read(db => db.Refunds.CountAsync()));
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task A_paid_foreign_order_closes_in_both_currencies()
    {
        var order = await _market.Waiting(PaymentMethod.Card, parts: 3, Currency.Eur);

        await _market.HearStripe(await _market.Attempt(order), Completed, "evt_1");

        Assert.Equal(order.Charged.MinorUnits, await _market.Balance(LedgerAccount.CardClearing, Currency.Eur));
        Assert.Equal(-3 * 285_000, await _market.Balance(LedgerAccount.ProducerPayable));
        Assert.Equal(3 * 335_000, await _market.Balance(LedgerAccount.Exchange));
        await _market.LedgerCloses();
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(1, null)]
    [InlineData(0, "eur")]
    [InlineData(0, "vnd")]
    public async Task Another_amount_or_currency_is_held_for_a_person(int difference, string? currency)
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        var attempt = await _market.Attempt(order);

        await _market.HearStripe(attempt, Completed, "evt_1", attempt.Amount.MinorUnits + difference, currency);

        Assert.Equal(PaymentStatus.Mismatched, (await _market.Attempt(order)).Status);
        Assert.Equal(OrderStatus.AwaitingPayment, (await _market.Now(order)).Status);
        Assert.Equal((RefundStatus.AwaitingPerson, "mismatch"), await _market.Read(db => db.Refunds.Select(refund => ValueTuple.Create(refund.Status, refund.Reason)).SingleAsync()));
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task Finished_but_not_yet_paid_confirms_nothing()
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);

        await _market.HearStripe(await _market.Attempt(order), Completed, "evt_1", status: "unpaid");

        Assert.Equal(PaymentStatus.Underway, (await _market.Attempt(order)).Status);
        Assert.Equal(OrderStatus.AwaitingPayment, (await _market.Now(order)).Status);
    }

    [Fact]
    public async Task Money_after_a_failure_still_pays_a_waiting_order()
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        var attempt = await _market.Attempt(order);

        await _market.HearStripe(attempt, Failed, "evt_1");
        await _market.HearStripe(attempt, Succeeded, "evt_2");

        Assert.Equal(OrderStatus.Confirmed, (await _market.Now(order)).Status);
    }

    [Theory]
    [InlineData(Failed)]
    [InlineData(Expired)]
    public async Task When_nothing_brings_money_any_more_the_goods_are_held_for_minutes_only(string type)
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        var attempt = await _market.Attempt(order);
        await _market.HearStripe(attempt, Completed, "evt_1", status: "unpaid");
        var held = (await _market.Now(order)).HoldUntil;

        await _market.HearStripe(attempt, type, "evt_2");

        Assert.True(held >= _market.Clock.GetUtcNow().AddDays(7).AddMinutes(-1));
        Assert.InRange((await _market.Now(order)).HoldUntil, _market.Clock.GetUtcNow().AddMinutes(1), _market.Clock.GetUtcNow().AddHours(1));
    }

    public static TheoryData<string> Ends() => [.. Permutations([Completed, Failed, Expired]).Concat(Permutations([Completed, Failed])).Select(order => string.Join(' ', order))];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task A_payment_that_failed_holds_the_goods_for_minutes_in_whatever_order_it_is_told(string sequence)
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        var attempt = await _market.Attempt(order);

        foreach (var type in sequence.Split(' '))
        {
            await _market.HearStripe(attempt, type, "evt_" + type, status: "unpaid");
        }

        Assert.Equal(_market.Clock.GetUtcNow().AddMinutes(45), (await _market.Now(order)).HoldUntil);
    }

    [Fact]
    public async Task Money_that_no_attempt_is_known_of_ends_before_the_officers()
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        var told = PaymentMarket.StripeEvent(await _market.Attempt(order), Completed, "evt_1")
            .Replace((await _market.Attempt(order)).Id.Value.ToString("N"), Guid.NewGuid().ToString("N"), StringComparison.Ordinal);
        await _market.Hear(PaymentProviders.Stripe, "evt_1", Completed, told);

        for (var round = 0; round < 12; round++)
        {
            await _market.RunJobs();
            _market.Clock.Advance(TimeSpan.FromMinutes(61));
        }

        using var officer = await _market.As(await _market.Officer());
        Assert.Contains("stripe " + Completed, (await officer.Open("/finance/undelivered")).Texts("tbody td"));
    }

    [Fact]
    public async Task Money_for_an_expired_order_goes_back_by_itself()
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        _market.Clock.Advance(TimeSpan.FromHours(25));
        await _market.Do(order, waiting => waiting.Expire(_market.Clock.GetUtcNow()));

        await _market.HearStripe(await _market.Attempt(order), Completed, "evt_1");

        var refund = await _market.Read(db => db.Refunds.SingleAsync());
        Assert.Equal((RefundStatus.Succeeded, "late", order.Charged), (refund.Status, refund.Reason, refund.Amount));
        Assert.Equal(OrderStatus.Expired, (await _market.Now(order)).Status);
        Assert.Equal(0, await _market.Balance(LedgerAccount.CardClearing, Currency.Usd));
        Assert.Equal(0, await _market.Balance(LedgerAccount.BuyerCredit, Currency.Usd));
    }

    [Fact]
    public async Task Two_attempts_that_both_bring_money_make_one_sale_and_one_refund()
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        var first = await _market.Attempt(order);
        await _market.HearStripe(first, Expired, "evt_1");
        var second = Another(order);
        await _market.Given(second);

        await _market.Hear("stripe", "evt_2", Completed, PaymentMarket.StripeEvent(first, Completed, "evt_2"));
        await _market.Hear("stripe", "evt_3", Completed, PaymentMarket.StripeEvent(second, Completed, "evt_3").Replace("cs_1", "cs_2", StringComparison.Ordinal));
        await _market.RunJobs();

        Assert.Equal("duplicate", (await _market.Read(db => db.Refunds.SingleAsync())).Reason);
        Assert.Equal(order.Charged.MinorUnits, await _market.Balance(LedgerAccount.CardClearing, Currency.Usd));
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task Late_money_of_one_attempt_closes_the_page_of_the_other()
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        var first = await _market.Attempt(order);
        await _market.HearStripe(first, Expired, "evt_1");
        var second = Another(order);
        second.Opened("cs_2", "https://checkout.example/cs_2");
        await _market.Given(second);

        await _market.HearStripe(first, Completed, "evt_2");
        await _market.RunJobs();

        Assert.Equal(PaymentStatus.Cancelled, await _market.Read(db => db.PaymentAttempts.Where(attempt => attempt.Id == second.Id).Select(attempt => attempt.Status).SingleAsync()));
        Assert.Single(_stripe.Asked, asked => asked.Path == "/v1/checkout/sessions/cs_2/expire");
    }

    private PaymentAttempt Another(Order order) => new()
    {
        Id = PaymentAttemptId.New(),
        OrderId = order.Id,
        Method = PaymentMethod.Card,
        Provider = "stripe",
        Amount = order.Charged,
        MemoCode = OrderCode.New(),
        CreatedAt = _market.Clock.GetUtcNow(),
        ExpiresAt = _market.Clock.GetUtcNow().AddHours(24),
    };

    private static IEnumerable<string[]> Permutations(string[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany(first => Permutations([.. items.Where(item => item != first)]).Select(rest => (string[])[first, .. rest]));
}
