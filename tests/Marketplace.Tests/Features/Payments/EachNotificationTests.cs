using System.Globalization;
using System.Net;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Payments.Sandbox;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Payments;

/// <summary>
/// Every kind of notification, through its own endpoint: twenty deliveries at the same moment change what one changes, down to the letters written. Their
/// order is the business of <see cref="TakeCardNoticeTests"/>, <see cref="DisputeTests"/> and, for the bank and the sandbox, of this class.
/// </summary>
public sealed class EachNotificationTests
{
    private const string Completed = "checkout.session.completed";

    public static TheoryData<string, string> Cards => new()
    {
        { "", Completed },
        { "", "checkout.session.completed unpaid" },
        { "", "checkout.session.async_payment_succeeded" },
        { "checkout.session.completed unpaid", "checkout.session.async_payment_succeeded" },
        { "checkout.session.completed unpaid", "checkout.session.async_payment_failed" },
        { "", "checkout.session.expired" },
        { Completed, "charge.refunded" },
        { Completed, "charge.dispute.created" },
        { Completed, "charge.dispute.updated" },
        { Completed, "charge.dispute.funds_withdrawn" },
        { "checkout.session.completed, charge.dispute.funds_withdrawn", "charge.dispute.funds_reinstated" },
        { "checkout.session.completed, charge.dispute.created", "charge.dispute.closed lost" },
        { "checkout.session.completed, charge.dispute.created", "charge.dispute.closed won" },
        { Completed, "refund.updated succeeded" },
        { Completed, "refund.failed failed" },
        { Completed, "charge.refund.updated canceled" },
    };

    [Theory]
    [MemberData(nameof(Cards))]
    public async Task What_Stripe_tells_twenty_times_at_once_counts_as_if_told_once(string before, string told)
    {
        using var stripe = new ScriptedStripe { Books = { RefundStatus = "pending" } };
        using var market = new PaymentMarket(stripe);
        await TwentyAreOne(market, await Changed(1), await Changed(20));

        async Task<Effect> Changed(int times)
        {
            var order = await market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
            foreach (var earlier in before.Split(", ", StringSplitOptions.RemoveEmptyEntries))
            {
                await Tell(earlier, 1);
            }

            if (told.Contains("refund.", StringComparison.Ordinal))
            {
                await market.Do(order, waiting => waiting.Cancel(market.Clock.GetUtcNow(), Actor.System, "changed-mind"));
                await Quiet(market);
            }

            return await Effect.Of(market, order, () => Tell(told, times));

            async Task Tell(string what, int often)
            {
                var (type, status) = what.Split(' ') is [var named, var how] ? (named, how) : (what, "paid");
                var refund = await market.Read(db => db.Refunds.Where(one => one.OrderId == order.Id).Select(one => (Guid?)one.Id.Value).FirstOrDefaultAsync());
                var body = PaymentMarket.StripeEvent(await market.Attempt(order), type, $"evt_{order.Number}_{type}", status: status, dispute: "du_1")
                    .Replace("_1\"", $"_{order.Number}\"", StringComparison.Ordinal)
                    .Replace("\"attempt\":", $"\"refund\":\"{refund:N}\",\"attempt\":", StringComparison.Ordinal);
                await AtOnce(market, often, () => market.NotifyStripe(body, market.SignStripe(body)));
            }
        }
    }

    [Theory]
    [InlineData(335_000, false)]
    [InlineData(335_000, true)]
    [InlineData(300_000, false)]
    [InlineData(400_000, false)]
    [InlineData(1_000, true)]
    public async Task What_the_bank_tells_twenty_times_at_once_counts_as_if_told_once(long amount, bool isLate)
    {
        using var market = new PaymentMarket();
        await TwentyAreOne(market, await Changed(1), await Changed(20));

        async Task<Effect> Changed(int times)
        {
            var order = await market.Waiting();
            if (isLate)
            {
                market.Clock.Advance(TimeSpan.FromHours(25));
                await Quiet(market);
            }

            var body = market.Body(order.Number, amount, "t-" + order.Number);
            return await Effect.Of(market, order, () => AtOnce(market, times, () => market.Notify(body)));
        }
    }

    [Theory]
    [InlineData(SandboxEvent.Paid)]
    [InlineData(SandboxEvent.Declined)]
    [InlineData(SandboxEvent.Expired)]
    public async Task What_the_sandbox_tells_twenty_times_at_once_counts_as_if_told_once(string type)
    {
        using var market = new PaymentMarket();
        await TwentyAreOne(market, await Changed(1), await Changed(20));

        async Task<Effect> Changed(int times)
        {
            var order = await market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
            var attempt = await market.Attempt(order);
            return await Effect.Of(market, order, () => AtOnce(market, times, () => Tell(market, attempt, type)));
        }
    }

    public static TheoryData<string> SandboxOrders => Permutations(SandboxEvent.Paid, SandboxEvent.Declined, SandboxEvent.Expired);

    [Theory]
    [MemberData(nameof(SandboxOrders))]
    public async Task In_whichever_order_the_sandbox_tells_money_wins(string sequence)
    {
        using var market = new PaymentMarket();
        var order = await market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        var attempt = await market.Attempt(order);

        foreach (var type in sequence.Split(' '))
        {
            await AtOnce(market, 2, () => Tell(market, attempt, type));
        }

        Assert.Equal((OrderStatus.Confirmed, PaymentStatus.Paid), ((await market.Now(order)).Status, (await market.Attempt(order)).Status));
        await market.LedgerCloses();
    }

    public static TheoryData<string> BankOrders => Permutations("100000", "200000", "35000");

    [Theory]
    [MemberData(nameof(BankOrders))]
    public async Task In_whichever_order_the_parts_of_a_transfer_come_they_pay_it(string sequence)
    {
        using var market = new PaymentMarket();
        var order = await market.Waiting();

        foreach (var amount in sequence.Split(' '))
        {
            var body = market.Body(order.Number, long.Parse(amount, CultureInfo.InvariantCulture), "t-" + amount);
            await AtOnce(market, 2, () => market.Notify(body));
        }

        Assert.Equal((OrderStatus.Confirmed, 335_000L), ((await market.Now(order)).Status, (await market.Attempt(order)).ReceivedMinor));
        Assert.Equal(0, await market.Read(db => db.Refunds.CountAsync()));
        await market.LedgerCloses();
    }

    private static async Task TwentyAreOne(PaymentMarket market, Effect once, Effect twenty)
    {
        Assert.Equal(once, twenty);
        await market.LedgerCloses();
    }

    /// <summary>Delivered at once, and worked off by four workers at once.</summary>
    private static async Task AtOnce(PaymentMarket market, int times, Func<Task<HttpResponseMessage>> deliver)
    {
        await Task.WhenAll(Enumerable.Range(0, times).Select(async _ =>
        {
            using var answer = await deliver();
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }));
        await market.RunJobsAtOnce(times > 1 ? 4 : 1);
        await Quiet(market);
    }

    private static async Task Quiet(PaymentMarket market)
    {
        market.Clock.Advance(TimeSpan.FromMinutes(1));
        await market.RunJobs();
        market.Clock.Advance(TimeSpan.FromMinutes(1));
        await market.RunJobs();
    }

    private static async Task<HttpResponseMessage> Tell(PaymentMarket market, PaymentAttempt attempt, string type)
    {
        var body = new SandboxEvent($"{attempt.Id.Value:N}-{type}", type, attempt.Id.Value, $"sbx_{attempt.Id.Value:N}", attempt.Amount.MinorUnits, attempt.Amount.Currency.Code).ToJson();
        var sent = market.Clock.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/sandbox") { Content = new StringContent(body) };
        request.Headers.Add(SandboxWebhookController.TimestampHeader, sent.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(SandboxWebhookController.SignatureHeader, SignedBody.Sign(market.Services.GetRequiredService<SandboxSecret>().Value, sent, body));
        using var client = market.CreateClient();
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static TheoryData<string> Permutations(string a, string b, string c) =>
        [$"{a} {b} {c}", $"{a} {c} {b}", $"{b} {a} {c}", $"{b} {c} {a}", $"{c} {a} {b}", $"{c} {b} {a}"];

    /// <summary>What one kind of notification changed: rows more than before, and how its order and payment stand.</summary>
    private sealed record Effect(
        int Told, int Receipts, int Effects, int Entries, long Posted, int Refunds, int Refunded, int Disputes, int Letters, int Audited, OrderStatus Order, double HeldFor,
        PaymentStatus Attempt)
    {
        public static async Task<Effect> Of(PaymentMarket market, Order order, Func<Task> happens)
        {
            var before = await Count(market, order);
            await happens();
            var after = await Count(market, order);
            Assert.NotEqual(before with { Told = after.Told }, after);
            return after with
            {
                Told = after.Told - before.Told,
                Receipts = after.Receipts - before.Receipts,
                Effects = after.Effects - before.Effects,
                Entries = after.Entries - before.Entries,
                Posted = after.Posted - before.Posted,
                Refunds = after.Refunds - before.Refunds,
                Refunded = after.Refunded - before.Refunded,
                Disputes = after.Disputes - before.Disputes,
                Letters = after.Letters - before.Letters,
                Audited = after.Audited - before.Audited,
            };
        }

        private static Task<Effect> Count(PaymentMarket market, Order about) => market.Read(async db =>
        {
            var order = await db.Orders.AsNoTracking().SingleAsync(one => one.Id == about.Id);
            return new Effect(
                await db.InboxMessages.CountAsync(), await db.BankReceipts.CountAsync(), await db.PaymentEffects.CountAsync(), await db.LedgerTransactions.CountAsync(),
                (await db.Postings.AsNoTracking().ToListAsync()).Sum(posting => Math.Abs(posting.Amount.MinorUnits)), await db.Refunds.CountAsync(),
                await db.Refunds.CountAsync(refund => refund.Status == RefundStatus.Succeeded), await db.Disputes.CountAsync(), await db.OutboxMessages.CountAsync(),
                await db.AuditEvents.CountAsync(), order.Status, (order.HoldUntil - order.PlacedAt).TotalMinutes,
                (await db.PaymentAttempts.AsNoTracking().SingleAsync(one => one.OrderId == order.Id)).Status);
        });
    }
}
