using System.Globalization;
using System.Net;
using System.Text.Json;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Features.Finance.Overview;
using Marketplace.Features.Finance.Payouts;
using Marketplace.Features.Finance.RefundPart;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Payments;

/// <summary>The buyer's bank claims a card payment back: where the money is, and who bears it in the end.</summary>
public sealed class DisputeTests : IDisposable
{
    private const string Created = "charge.dispute.created";
    private const string Updated = "charge.dispute.updated";
    private const string Withdrawn = "charge.dispute.funds_withdrawn";
    private const string Reinstated = "charge.dispute.funds_reinstated";
    private const string Closed = "charge.dispute.closed";

    private readonly ScriptedStripe _stripe = new();
    private readonly PaymentMarket _market;

    public DisputeTests() => _market = new PaymentMarket(_stripe);

    public void Dispose() => _market.Dispose();

    public static TheoryData<string> LostInAnyOrder() => [.. Orders(Created, Withdrawn, Closed)];

    public static TheoryData<string> WonInAnyOrder() => [.. Orders(Created, Withdrawn, Reinstated, Closed)];

    [Theory]
    [MemberData(nameof(LostInAnyOrder))]
    public async Task Lost_over_delivered_goods_the_programme_bears_it_and_the_maker_is_paid_in_whatever_order_it_is_told(string events)
    {
        var order = await Delivered();

        await Hear(order, events, "lost");

        Assert.Equal(ProducerOrderStatus.Delivered, (await _market.Now(order)).Parts.Single().Status);
        Assert.Equal((0, 0, order.Charged.MinorUnits, 0), await Dollars());
        Assert.Equal(-285_000, await _market.Balance(LedgerAccount.ProducerPayable));
        var refund = await _market.Read(db => db.Refunds.SingleAsync());
        Assert.Equal((RefundReasons.Dispute, order.Charged, false), (refund.Reason, refund.Amount, refund.IsUnexplained));
        await _market.LedgerCloses();
        await IsOver(DisputeState.Lost, order.Charged);
        Assert.Equal((0, 1), (await Open(), await Payouts()));
    }

    [Theory]
    [MemberData(nameof(WonInAnyOrder))]
    public async Task Won_everything_is_as_before_in_whatever_order_it_is_told(string events)
    {
        var order = await Delivered();

        await Hear(order, events, "won");

        Assert.Equal((order.Charged.MinorUnits, 0, 0, 0), await Dollars());
        Assert.Equal(0, await _market.Read(db => db.Refunds.CountAsync()));
        await _market.LedgerCloses();
        await IsOver(DisputeState.Won, order.Charged);
        Assert.Equal((0, 1), (await Open(), await Payouts()));
    }

    [Theory]
    [InlineData("won")]
    [InlineData("lost")]
    public async Task A_later_dispute_of_the_same_payment_is_open_though_an_earlier_one_is_over(string earlier)
    {
        var order = await Delivered();
        var attempt = await _market.Attempt(order);
        await _market.HearStripe(attempt, Closed, "evt_1", amount: 100, status: earlier, dispute: "du_1");

        await _market.HearStripe(attempt, Created, "evt_2", amount: 100, status: "needs_response", dispute: "du_2");

        Assert.Equal((1, 0), (await Open(), await Payouts()));
        await _market.HearStripe(attempt, Closed, "evt_3", amount: 100, status: "won", dispute: "du_2");
        Assert.Equal(0, await Open());
        Assert.Equal(
            [("du_1", earlier == "won" ? DisputeState.Won : DisputeState.Lost), ("du_2", DisputeState.Won)],
            await _market.Read(db => db.Disputes.OrderBy(dispute => dispute.ProviderDisputeId).Select(dispute => new ValueTuple<string, DisputeState>(dispute.ProviderDisputeId, dispute.State)).ToListAsync()));
    }

    [Theory]
    [InlineData("won", "lost")]
    [InlineData("lost", "won")]
    public async Task An_end_told_otherwise_later_changes_nothing_and_waits_for_an_officer(string first, string second)
    {
        var order = await Delivered();
        await Hear(order, $"{Created} {Withdrawn} {Closed}", first);
        var before = await Dollars();

        await _market.HearStripe(await _market.Attempt(order), Closed, "evt_otherwise", status: second);

        Assert.Equal(before, await Dollars());
        await IsOver(first == "won" ? DisputeState.Won : DisputeState.Lost, order.Charged);
        var message = await _market.Read(db => db.InboxMessages.AsNoTracking().SingleAsync(told => told.EventId == "evt_otherwise"));
        Assert.Null(message.DoneAt);
        Assert.Contains("payments.dispute-ended-otherwise", message.LastError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"{Created} {Updated}")]
    [InlineData($"{Updated} {Created}")]
    public async Task The_officers_see_what_is_claimed_why_since_when_and_until_when_to_answer(string events)
    {
        var order = await Delivered();
        var attempt = await _market.Attempt(order);
        var opened = new DateTimeOffset(2026, 8, 30, 5, 0, 0, TimeSpan.Zero);
        foreach (var told in events.Split(' '))
        {
            var days = told == Created ? 7 : 21;
            await _market.HearStripe(attempt, told, "evt_" + told, amount: 100, status: "needs_response", created: opened, due: opened.AddDays(days));
        }

        using var officer = await _market.As(await _market.Officer());
        var row = Assert.Single((await officer.Open("/en/finance/disputes")).QuerySelectorAll("tbody tr")).TextContent;

        Assert.Contains("Goods not received", row, StringComparison.Ordinal);
        Assert.Contains("Answer before 20 Sep 2026", row, StringComparison.Ordinal);
        Assert.Contains("30 Aug 2026", row, StringComparison.Ordinal);
        Assert.Contains("1.00", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_disputes_have_pages_one_after_the_other_and_none_stands_on_two()
    {
        var attempt = await _market.Attempt(await _market.Paid(PaymentMethod.Card));
        await _market.Given([.. Enumerable.Range(0, 60).Select(number => Dispute.Open(
            attempt, new PaymentNotice(PaymentNoticeKind.Disputed, $"du_{number:000}", Amount: Money.Vnd(1)), Some.Moment.AddDays(number / 40)))]);
        using var officer = await _market.As(await _market.Officer());
        var shown = new List<List<string>>();

        for (var address = "/finance/disputes"; address is not null;)
        {
            var page = await officer.Open(address);
            shown.Add([.. page.QuerySelectorAll("tbody td:first-child p").Select(name => name.TextContent)]);
            address = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal([25, 25, 10], shown.Select(page => page.Count));
        Assert.Equal([.. Enumerable.Range(40, 20).Reverse(), .. Enumerable.Range(0, 40).Reverse()], shown.SelectMany(page => page).Select(name => int.Parse(name[3..], CultureInfo.InvariantCulture)));
        Assert.Equal(25, (await officer.Open("/finance/disputes?after=nonsense")).QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task The_database_itself_knows_a_dispute_once()
    {
        var attempt = await _market.Attempt(await _market.Paid(PaymentMethod.Card));
        var notice = new PaymentNotice(PaymentNoticeKind.Disputed, "du_1", Amount: Money.Vnd(1));
        await _market.Given(Dispute.Open(attempt, notice, Some.Moment));

        await Assert.ThrowsAsync<DbUpdateException>(() => _market.Given(Dispute.Open(attempt, notice, Some.Moment)));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => _market.Read(db => db.Disputes.ExecuteUpdateAsync(set => set.SetProperty(dispute => dispute.State, DisputeState.Won))));
    }

    [Fact]
    public async Task While_it_is_open_the_money_is_shown_in_dispute_and_the_part_is_held()
    {
        var order = await Delivered();

        await Hear(order, $"{Created} {Withdrawn}", "needs_response");

        Assert.Equal((0, order.Charged.MinorUnits, 0, 0), await Dollars());
        Assert.Equal((1, 0), (await Open(), await Payouts()));
        using var officer = await _market.As(await _market.Officer());
        var page = await officer.GetStringAsync("/finance/trial-balance", TestContext.Current.CancellationToken);
        Assert.Contains("Tiền thẻ đang bị khiếu nại", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inquiry_that_moved_no_money_leaves_nothing_in_the_books()
    {
        var order = await Delivered();

        await Hear(order, $"{Created} {Closed}", "warning_closed");

        Assert.Equal((order.Charged.MinorUnits, 0, 0, 0), await Dollars());
        Assert.Equal((0, 1), (await Open(), await Payouts()));
    }

    [Fact]
    public async Task Where_the_rules_say_so_the_producer_bears_it()
    {
        _market.ProducerBearsDisputes = true;
        var order = await Delivered();

        await Hear(order, $"{Created} {Withdrawn} {Closed}", "lost");

        Assert.Equal(ProducerOrderStatus.Refunded, (await _market.Now(order)).Parts.Single().Status);
        await NothingIsLeft();
        Assert.Equal((0, 0), (await Open(), await Payouts()));
    }

    [Fact]
    public async Task Lost_before_anything_was_sent_the_order_ends_and_nobody_bears_anything()
    {
        var order = await _market.Paid(PaymentMethod.Card, parts: 2);

        await Hear(order, $"{Closed} {Withdrawn}", "lost");

        Assert.All((await _market.Now(order)).Parts, part => Assert.Equal(ProducerOrderStatus.Declined, part.Status));
        await NothingIsLeft();
    }

    [Fact]
    public async Task Lost_for_an_amount_that_is_no_parts_waits_for_an_officer_and_then_the_programme_bears_it()
    {
        var order = await Delivered();
        await Hear(order, $"{Created} {Withdrawn} {Closed}", "lost", amount: 100);
        Assert.Equal(0, await Payouts());
        var refund = await _market.Read(db => db.Refunds.SingleAsync());
        using var officer = await _market.As(await _market.Officer());

        using var explained = await officer.Post($"/finance/refunds/{refund.Id.Value}/explanation", ("Form.Reason", "a torn thread"));

        Assert.Equal(HttpStatusCode.Redirect, explained.StatusCode);
        Assert.Equal((order.Charged.MinorUnits - 100, 0, 100, 0), await Dollars());
        await _market.LedgerCloses();
        Assert.Equal(1, await Payouts());
    }

    [Fact]
    public async Task Told_before_the_payment_it_waits_for_it()
    {
        var order = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        await Hear(order, $"{Withdrawn} {Closed}", "lost");
        Assert.Equal(0, await _market.Read(db => db.LedgerTransactions.CountAsync()));

        await _market.HearStripe(await _market.Attempt(order), "checkout.session.completed", "evt_paid");
        _market.Clock.Advance(TimeSpan.FromMinutes(5));
        await _market.RunJobs();

        await NothingIsLeft();
        Assert.Equal(0, await Open());
    }

    [Fact]
    public async Task A_refund_in_the_dashboard_after_a_lost_dispute_counts_in_full()
    {
        var order = await Delivered();
        await Hear(order, $"{Created} {Withdrawn} {Closed}", "lost", amount: 100);

        await _market.HearStripe(await _market.Attempt(order), "charge.refunded", "evt_r", amount: 60);

        Assert.Equal([60L, 100L], (await _market.Read(db => db.Refunds.Select(refund => refund.Amount).ToListAsync())).Select(amount => amount.MinorUnits).Order());
        Assert.Equal(160, (await _market.Attempt(order)).RefundedMinor);
        Assert.Equal((order.Charged.MinorUnits - 160, 0, 0, 160), await Dollars());
    }

    [Fact]
    public async Task Lost_after_everything_was_given_back_is_a_loss_and_no_dead_end()
    {
        var order = await Delivered();
        await _market.HearStripe(await _market.Attempt(order), "charge.refunded", "evt_r");

        await Hear(order, $"{Created} {Withdrawn} {Closed}", "lost");

        Assert.Equal((-order.Charged.MinorUnits, 0, order.Charged.MinorUnits, 0), await Dollars());
        await _market.LedgerCloses();
        Assert.Equal(0, await Open());
    }

    [Fact]
    public async Task A_refund_that_waits_for_an_officer_is_made_by_losing_the_dispute_and_not_a_second_time()
    {
        var order = await _market.Paid(PaymentMethod.Card);
        await Hear(order, $"{Created} {Withdrawn}", "needs_response");
        _stripe.Faults.Enqueue((ScriptedStripe.No, false));
        await _market.Do(order, confirmed => confirmed.Cancel(_market.Clock.GetUtcNow(), Actor.System, "changed-mind"));
        await _market.RunJobs();
        Assert.Equal(RefundStatus.AwaitingPerson, (await _market.Read(db => db.Refunds.AsNoTracking().SingleAsync())).Status);

        await Hear(order, Closed, "lost");

        var refund = await _market.Read(db => db.Refunds.AsNoTracking().SingleAsync());
        Assert.Equal((RefundStatus.Succeeded, order.Charged), (refund.Status, refund.Amount));
        await NothingIsLeft();
        using var officer = await _market.As(await _market.Officer());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await officer.Post($"/finance/refunds/{refund.Id.Value}/approval", ("Form.Bank", "ACB"), ("Form.Number", "12345678"), ("Form.Holder", "MAI"))).StatusCode);
    }

    [Fact]
    public async Task What_an_officer_gives_back_of_a_disputed_part_is_made_by_losing_the_dispute_and_not_a_second_time()
    {
        var order = await Delivered();
        await Hear(order, $"{Created} {Withdrawn}", "needs_response");
        _stripe.Faults.Enqueue((ScriptedStripe.No, false));
        Assert.Empty((await _market.Send(new RefundPart(order.Parts.Single().Number, "torn", UserId.New()))).Refusals);
        await _market.RunJobs();
        Assert.Equal(RefundStatus.AwaitingPerson, (await _market.Read(db => db.Refunds.AsNoTracking().SingleAsync())).Status);

        await Hear(order, Closed, "lost");

        Assert.Equal((RefundStatus.Succeeded, order.Charged), await _market.Read(db => db.Refunds.Select(refund => new ValueTuple<RefundStatus, Money>(refund.Status, refund.Amount)).SingleAsync()));
        await NothingIsLeft();
    }

    [Fact]
    public async Task A_refund_in_the_dashboard_after_one_that_was_made_by_losing_the_dispute_counts_in_full()
    {
        var order = await _market.Paid(PaymentMethod.Card, parts: 2);
        var parts = order.Parts.OrderBy(part => part.Number).ToList();
        await Hear(order, $"{Created} {Withdrawn}", "needs_response", amount: parts[0].ChargedMinor);
        _stripe.Faults.Enqueue((ScriptedStripe.No, false));
        await _market.Do(order, confirmed => confirmed.Decline(parts[0].Id, "no-material", _market.Clock.GetUtcNow(), Actor.System));
        await _market.RunJobs();
        await Hear(order, Closed, "lost", amount: parts[0].ChargedMinor);

        await _market.HearStripe(await _market.Attempt(order), "charge.refunded", "evt_r", amount: parts[1].ChargedMinor);

        Assert.All((await _market.Now(order)).Parts, part => Assert.Equal(ProducerOrderStatus.Declined, part.Status));
        await NothingIsLeft();
    }

    [Fact]
    public async Task What_the_programme_bore_is_the_buyers_own_again_when_the_part_is_taken_back_later()
    {
        var order = await _market.Paid(PaymentMethod.Card);
        await _market.HearStripe(await _market.Attempt(order), "charge.refunded", "evt_r", amount: 100);
        var refund = await _market.Read(db => db.Refunds.SingleAsync());
        using var officer = await _market.As(await _market.Officer());
        using var explained = await officer.Post($"/finance/refunds/{refund.Id.Value}/explanation", ("Form.Reason", "a discount"));
        Assert.Equal((order.Charged.MinorUnits - 100, 0, 100, 0), await Dollars());

        await _market.Do(order, confirmed => confirmed.Cancel(_market.Clock.GetUtcNow(), Actor.System, "changed-mind"));
        await _market.RunJobs();

        await NothingIsLeft();
    }

    [Fact]
    public async Task Explained_after_the_order_was_cancelled_it_costs_nobody_anything()
    {
        var order = await _market.Paid(PaymentMethod.Card);
        await _market.HearStripe(await _market.Attempt(order), "charge.refunded", "evt_r", amount: 100);
        var refund = await _market.Read(db => db.Refunds.SingleAsync());
        await _market.Do(order, confirmed => confirmed.Cancel(_market.Clock.GetUtcNow(), Actor.System, "changed-mind"));
        using var officer = await _market.As(await _market.Officer());

        // Before the rest has left and afterwards: what is under way counts as gone.
        using var explained = await officer.Post($"/finance/refunds/{refund.Id.Value}/explanation", ("Form.Reason", "a discount"));
        await _market.RunJobs();

        Assert.Equal(HttpStatusCode.Redirect, explained.StatusCode);
        await NothingIsLeft();
    }

    [Theory]
    [InlineData("charge.refunded", "")]
    [InlineData(Closed, "lost")]
    public async Task Whose_goods_the_buyer_has_the_money_of_again_is_told_not_to_send_them(string told, string status)
    {
        var order = await _market.Paid(PaymentMethod.Card, parts: 2);

        await Hear(order, told, status);

        var letters = await _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("part-money-back:")).Select(message => message.Payload).ToListAsync());
        Assert.Equal(2, letters.Count);
        foreach (var part in order.Parts)
        {
            Assert.Single(letters, letter => JsonSerializer.Deserialize<PersonalMessage>(letter) is { To: "+84912345678" } message
                && message.Subject == $"Đơn {part.Number} đã huỷ, đừng gửi" && message.Text.StartsWith($"Tiền của đơn {part.Number} đã trả lại người mua", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_maker_declines_or_a_buyer_cancels_is_not_told_her_as_money_that_went_back(bool isDeclined)
    {
        var order = await _market.Paid(PaymentMethod.Card);

        await _market.Do(order, own => isDeclined
            ? own.Decline(order.Parts.Single().Id, "no-time", _market.Clock.GetUtcNow(), Actor.System)
            : own.Cancel(_market.Clock.GetUtcNow(), Actor.System, "buyer"));

        Assert.Equal(
            isDeclined ? 0 : 1, await _market.Read(db => db.OutboxMessages.CountAsync(message => message.IdempotencyKey.StartsWith("part-cancelled:"))));
        Assert.Equal(0, await _market.Read(db => db.OutboxMessages.CountAsync(message => message.IdempotencyKey.StartsWith("part-money-back:"))));
    }

    private static IEnumerable<string> Orders(params string[] events) => events.Length == 1
        ? events
        : events.SelectMany(first => Orders([.. events.Where(other => other != first)]).Select(rest => $"{first} {rest}"));

    private async Task<Order> Delivered()
    {
        var order = await _market.Delivered(PaymentMethod.Card);
        await _market.CanBePaid(order.Parts.Single().ProducerId, new BankAccount("970436", "0123456789", "GIANG THI DO"));
        return order;
    }

    /// <summary>Each twice, as providers do.</summary>
    private async Task Hear(Order order, string events, string status, long? amount = null)
    {
        var attempt = await _market.Attempt(order);
        foreach (var told in events.Split(' '))
        {
            await _market.HearStripe(attempt, told, "evt_" + told, amount, status: status);
            await _market.HearStripe(attempt, told, "evt_again_" + told, amount, status: status);
        }
    }

    private async Task<(long Clearing, long Disputed, long Losses, long Buyers)> Dollars() => (
        await _market.Balance(LedgerAccount.CardClearing, Currency.Usd), await _market.Balance(LedgerAccount.Disputed, Currency.Usd),
        await _market.Balance(LedgerAccount.Losses, Currency.Usd), await _market.Balance(LedgerAccount.BuyerCredit, Currency.Usd));

    private async Task NothingIsLeft()
    {
        foreach (var account in Enum.GetValues<LedgerAccount>())
        {
            Assert.Equal((account, 0L, 0L), (account, await _market.Balance(account), await _market.Balance(account, Currency.Usd)));
        }
    }

    private async Task IsOver(DisputeState how, Money amount)
    {
        var dispute = await _market.Read(db => db.Disputes.AsNoTracking().SingleAsync());
        Assert.Equal((how, amount, _market.Clock.GetUtcNow()), (dispute.State, dispute.Amount, dispute.ClosedAt));
    }

    private async Task<int> Open() => (await _market.Send(new ShowFinance())).Disputes;

    private async Task<int> Payouts()
    {
        _market.Clock.Advance(TimeSpan.FromDays(8));
        await _market.Send(new PreparePayouts(UserId.New()));
        return await _market.Read(db => db.Payouts.CountAsync());
    }
}
