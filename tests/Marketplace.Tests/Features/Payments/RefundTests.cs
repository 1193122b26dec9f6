using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Features.Finance.RefundPart;
using Marketplace.Features.Finance.Refunds;
using Marketplace.Features.Payments.Refunds;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Payments;
using Marketplace.Tests.Features.Finance;
using Marketplace.Tests.Support;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Payments;

public sealed class RefundTests : IDisposable
{
    private readonly ScriptedStripe _stripe = new();
    private readonly PaymentMarket _market;

    public RefundTests() => _market = new PaymentMarket(_stripe);

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task One_declined_part_gives_its_share_back_and_takes_earning_fee_and_tax_back_in_one_entry()
    {
        var order = await _market.Paid(PaymentMethod.Card, parts: 2);
        var part = order.Parts.First();

        await _market.Do(order, confirmed => confirmed.Decline(part.Id, "no-material", _market.Clock.GetUtcNow(), Actor.System));
        await _market.RunJobs();

        var refund = await _market.Read(db => db.Refunds.SingleAsync());
        Assert.Equal((RefundStatus.Succeeded, part.ChargedMinor, "re_1"), (refund.Status, refund.Amount.MinorUnits, refund.ProviderRefundId));
        Assert.Equal(-285_000, await _market.Balance(LedgerAccount.ProducerPayable));
        Assert.Equal(-10_500, await _market.Balance(LedgerAccount.FeeIncome));
        Assert.Equal(-4_500, await _market.Balance(LedgerAccount.TaxWithheld));
        var entry = await _market.Read(db => db.LedgerTransactions.Include(found => found.Postings).SingleAsync(found => found.Kind == "refund"));
        Assert.Contains(entry.Postings, posting => posting.Account == LedgerAccount.ProducerPayable && posting.Amount == Money.Vnd(285_000));
        await _market.LedgerCloses();
    }

    [Theory]
    [InlineData("", "Tiền trả lại bạn", "đang được chuyển", "đã gửi ngày")]
    [InlineData("/en", "Money that goes back to you", "on its way", "sent on")]
    [InlineData("/fr", "Argent qui vous est rendu", "en cours", "envoyé le")]
    public async Task The_orders_page_says_what_goes_back_and_when_it_was_sent(string language, string heading, string onItsWay, string sent)
    {
        var order = await _market.Paid(PaymentMethod.Card, parts: 2);
        var page = $"{language}/orders/{order.Number}?key={order.AccessKey}";
        using var guest = _market.AsGuest();
        var before = await guest.Open(page);

        await _market.Do(order, confirmed => confirmed.Cancel(_market.Clock.GetUtcNow(), Actor.System, "buyer"));
        var cancelled = await guest.Open(page);
        await _market.RunJobs();
        var done = await guest.Open(page);

        Assert.Null(before.QuerySelector("#refunds"));
        Assert.Equal(heading, cancelled.QuerySelector("#refunds")!.TextContent);
        var amounts = (await _market.Read(db => db.Refunds.Select(refund => refund.Amount).ToListAsync()))
            .Select(amount => Format.Money(amount, language is "" ? "vi" : language[1..]).Replace('\u00a0', ' ')).Order(StringComparer.Ordinal);
        Assert.Equal(amounts.Select(amount => $"{amount} · {onItsWay}"), Rows(cancelled));
        Assert.Equal(amounts.Select(amount => $"{amount} · {sent}"), Rows(done).Select(row => row[..(row.IndexOf(sent, StringComparison.Ordinal) + sent.Length)]));
        Assert.All(done.QuerySelectorAll("ul[aria-labelledby=refunds] time"), time => Assert.Equal("2026-09-01", time.GetAttribute("datetime")));

        static IEnumerable<string> Rows(AngleSharp.Dom.IParentNode page) => page.Texts("ul[aria-labelledby=refunds] li").Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_returned_parcel_keeps_its_postage()
    {
        var order = await _market.Paid(PaymentMethod.BankTransfer);
        var part = order.Parts.Single();

        await _market.Do(order, confirmed =>
        {
            var now = _market.Clock.GetUtcNow();
            confirmed.Accept(part.Id, now, Actor.System);
            confirmed.Pack(part.Id, now, Actor.System);
            confirmed.Send(part.Id, "VNPost", "V1", now, Actor.System);
            return confirmed.Return(part.Id, "refused", now, Actor.System);
        });

        Assert.Equal(300_000, (await _market.Read(db => db.Refunds.SingleAsync())).Amount.MinorUnits);
        Assert.Equal(-35_000, await _market.Balance(LedgerAccount.ShippingPayable));
        Assert.Equal(0, await _market.Balance(LedgerAccount.ProducerPayable));
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task A_cancelled_paid_order_gives_everything_back_and_leaves_no_balance()
    {
        var order = await _market.Paid(PaymentMethod.Card, parts: 3);

        await _market.Do(order, confirmed => confirmed.Cancel(_market.Clock.GetUtcNow(), Actor.System, "changed-mind"));
        await _market.RunJobs();

        foreach (var account in Enum.GetValues<LedgerAccount>())
        {
            Assert.Equal((0, 0), (await _market.Balance(account), await _market.Balance(account, Currency.Usd)));
        }

        Assert.Equal(order.Charged.MinorUnits, (await _market.Attempt(order)).RefundedMinor);
    }

    [Fact]
    public async Task One_unit_more_than_came_is_refused()
    {
        var order = await _market.Paid(PaymentMethod.BankTransfer);
        var attempt = await _market.Attempt(order);

        Assert.Equal([PaymentRefusals.MoreThanReceived], attempt.GiveBack(Money.Vnd(335_001)).Refusals);
        Assert.Equal([PaymentRefusals.MoreThanReceived], attempt.GiveBack(new Money(1, Currency.Usd)).Refusals);
        Assert.Equal([PaymentRefusals.MoreThanReceived], attempt.GiveBack(Money.Vnd(0)).Refusals);
        Assert.True(attempt.GiveBack(Money.Vnd(335_000)).Succeeded);
        Assert.Equal([PaymentRefusals.MoreThanReceived], attempt.GiveBack(Money.Vnd(1)).Refusals);
    }

    [Fact]
    public async Task The_database_itself_refuses_to_give_back_more_than_came()
    {
        var order = await _market.Paid(PaymentMethod.BankTransfer);

        await Assert.ThrowsAnyAsync<Exception>(() => _market.Read(db => db.PaymentAttempts.Where(attempt => attempt.OrderId == order.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(attempt => attempt.RefundedMinor, 335_001L), TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Two_refunds_of_everything_at_once_give_back_once()
    {
        var order = await _market.Paid(PaymentMethod.BankTransfer);

        var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => GiveBackAll(order)));

        Assert.Single(results, succeeded => succeeded);
        Assert.Equal(1, await _market.Read(db => db.Refunds.CountAsync()));
        Assert.Equal(335_000, (await _market.Attempt(order)).RefundedMinor);
    }

    [Fact]
    public async Task A_lost_answer_is_asked_again_with_the_same_key_and_refunds_once()
    {
        var order = await _market.Paid(PaymentMethod.Card);
        for (var retry = 0; retry < 3; retry++)
        {
            _stripe.Faults.Enqueue((ScriptedStripe.TimedOut, true));
        }

        await _market.Do(order, confirmed => confirmed.Cancel(_market.Clock.GetUtcNow(), Actor.System, "changed-mind"));
        await _market.RunJobs();
        var meanwhile = (await _market.Read(db => db.Refunds.SingleAsync())).Status;
        _market.Clock.Advance(TimeSpan.FromHours(1));
        await _market.RunJobs();

        Assert.Equal(RefundStatus.Pending, meanwhile);
        Assert.Equal(RefundStatus.Succeeded, (await _market.Read(db => db.Refunds.SingleAsync())).Status);
        Assert.Equal(1, _stripe.Made);
        Assert.Single(_stripe.Asked.Select(asked => asked.Key).Distinct());
        await _market.LedgerCloses();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refund_that_is_never_answered_waits_for_a_person_until_the_provider_says_that_it_was_made(bool isApproved)
    {
        var order = await _market.Paid(PaymentMethod.Card);
        for (var request = 0; request < 100; request++)
        {
            _stripe.Faults.Enqueue((ScriptedStripe.TimedOut, false));
        }

        await Cancelled(order);
        for (var round = 0; round < 11; round++)
        {
            _market.Clock.Advance(TimeSpan.FromHours(1));
            await _market.RunJobs();
        }

        var waiting = await _market.Read(db => db.Refunds.AsNoTracking().SingleAsync());
        using var officer = await _market.As(await _market.Officer());
        Assert.Equal((RefundStatus.AwaitingPerson, RefundBook.NoAnswer), (waiting.Status, waiting.Note));
        Assert.Contains(order.Number, await officer.GetStringAsync("/finance/refunds", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("did not answer", await officer.GetStringAsync($"/en/finance/refunds/{waiting.Id.Value}", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, await _market.Read(db => db.OutboxMessages.CountAsync(message => message.IsDead)));
        if (isApproved)
        {
            await _market.Approve(waiting.Id);
        }

        await Tell(waiting, "refund.updated", "succeeded", "evt_r1", "re_9");

        var (status, clearing) = isApproved ? (RefundStatus.AwaitingPerson, order.Charged.MinorUnits) : (RefundStatus.Succeeded, 0);
        Assert.Equal(status, await _market.Read(db => db.Refunds.Select(refund => refund.Status).SingleAsync()));
        Assert.Equal(clearing, await _market.Balance(LedgerAccount.CardClearing, Currency.Usd));
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task What_an_officer_decided_and_the_provider_never_answered_to_is_made_when_the_provider_says_so()
    {
        var order = await _market.Delivered(PaymentMethod.Card);
        for (var request = 0; request < 100; request++)
        {
            _stripe.Faults.Enqueue((ScriptedStripe.TimedOut, false));
        }

        Assert.Empty((await _market.Send(new RefundPart(order.Parts.Single().Number, "torn", UserId.New()))).Refusals);
        for (var round = 0; round < 11; round++)
        {
            _market.Clock.Advance(TimeSpan.FromHours(1));
            await _market.RunJobs();
        }

        var waiting = await _market.Read(db => db.Refunds.AsNoTracking().SingleAsync());
        Assert.Equal((RefundStatus.AwaitingPerson, null), (waiting.Status, waiting.ApprovedBy));
        await Tell(waiting, "refund.updated", "succeeded", "evt_r1", "re_9");

        Assert.Equal(RefundStatus.Succeeded, await _market.Read(db => db.Refunds.Select(refund => refund.Status).SingleAsync()));
        Assert.Equal(0, await _market.Balance(LedgerAccount.CardClearing, Currency.Usd));
        await _market.LedgerCloses();
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task While_our_key_is_not_accepted_refunds_are_asked_again_and_cards_not_offered(HttpStatusCode answer)
    {
        var order = await _market.Paid(PaymentMethod.Card);
        var gateways = _market.Services.GetRequiredService<PaymentGateways>();
        for (var request = 0; request < 3; request++)
        {
            _stripe.Faults.Enqueue((() => new HttpResponseMessage(answer) { Content = new StringContent("""{"error":{"type":"invalid_request_error","message":"key"}}""") }, false));
        }

        await Cancelled(order);
        for (var round = 0; round < 2; round++)
        {
            _market.Clock.Advance(TimeSpan.FromHours(1));
            await _market.RunJobs();
        }

        Assert.Equal(RefundStatus.Pending, await _market.Read(db => db.Refunds.Select(refund => refund.Status).SingleAsync()));
        Assert.Null(gateways.Find(PaymentMethod.Card, Currency.Usd));
        _market.Clock.Advance(TimeSpan.FromHours(1));
        await _market.RunJobs();

        Assert.Equal((RefundStatus.Succeeded, 1), (await _market.Read(db => db.Refunds.Select(refund => refund.Status).SingleAsync()), _stripe.Made));
        Assert.NotNull(gateways.Find(PaymentMethod.Card, Currency.Usd));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_officer_asks_the_provider_again_and_it_is_made_once(bool wasMadeWithoutAnAnswer)
    {
        var order = await _market.Paid(PaymentMethod.Card);
        _stripe.Faults.Enqueue((ScriptedStripe.No, wasMadeWithoutAnAnswer));
        await Cancelled(order);
        var refund = await _market.Read(db => db.Refunds.Select(refund => refund.Id.Value).SingleAsync());
        using var officer = await _market.As(await _market.Officer());

        var page = await officer.Open($"/finance/refunds/{refund}");
        using var asked = await officer.Post($"/finance/refunds/{refund}/request");
        using var again = await officer.Post($"/finance/refunds/{refund}/request");
        await _market.RunJobs();

        Assert.Single(page.QuerySelectorAll("form[action$='/request']"));
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity), (asked.StatusCode, again.StatusCode));
        Assert.Equal((RefundStatus.Succeeded, 1), (await _market.Read(db => db.Refunds.Select(row => row.Status).SingleAsync()), _stripe.Made));
        Assert.Equal((0, 0), (await _market.Balance(LedgerAccount.CardClearing, Currency.Usd), await _market.Balance(LedgerAccount.BuyerCredit, Currency.Usd)));
    }

    [Theory]
    [InlineData(PaymentMethod.Card)]
    [InlineData(PaymentMethod.BankTransfer)]
    public async Task What_is_approved_or_came_by_transfer_is_asked_of_no_provider(PaymentMethod method)
    {
        var order = await _market.Paid(method);
        _stripe.Faults.Enqueue((ScriptedStripe.No, false));
        await Cancelled(order);
        var refund = await _market.Read(db => db.Refunds.Select(refund => refund.Id).SingleAsync());
        if (method == PaymentMethod.Card)
        {
            await _market.Approve(refund);
        }

        using var officer = await _market.As(await _market.Officer());
        var page = await officer.Open($"/finance/refunds/{refund.Value}");
        using var asked = await officer.Post($"/finance/refunds/{refund.Value}/request");

        Assert.Empty(page.QuerySelectorAll("form[action$='/request']"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        Assert.Equal(RefundStatus.AwaitingPerson, await _market.Read(db => db.Refunds.Select(row => row.Status).SingleAsync()));
    }

    [Fact]
    public async Task A_refund_that_the_provider_refuses_waits_for_a_person()
    {
        var order = await _market.Paid(PaymentMethod.Card);
        _stripe.Faults.Enqueue((ScriptedStripe.No, false));

        await _market.Do(order, confirmed => confirmed.Cancel(_market.Clock.GetUtcNow(), Actor.System, "changed-mind"));
        await _market.RunJobs();

        var refund = await _market.Read(db => db.Refunds.SingleAsync());
        Assert.Equal((RefundStatus.AwaitingPerson, "card_declined"), (refund.Status, refund.Note));
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("canceled")]
    public async Task A_refund_that_comes_back_failed_waits_for_a_person_and_is_not_booked(string status)
    {
        var order = await _market.Paid(PaymentMethod.Card);
        _stripe.RefundStatus = status;

        await Cancelled(order);

        var refund = await _market.Read(db => db.Refunds.SingleAsync());
        Assert.Equal((RefundStatus.AwaitingPerson, status), (refund.Status, refund.Note));
        Assert.Equal(order.Charged.MinorUnits, await _market.Balance(LedgerAccount.CardClearing, Currency.Usd));
    }

    [Theory]
    [InlineData("pending")]
    [InlineData("requires_action")]
    public async Task A_pending_refund_ends_when_the_provider_says_so(string status)
    {
        var order = await _market.Paid(PaymentMethod.Card);
        _stripe.RefundStatus = status;

        await Cancelled(order);
        var meanwhile = await _market.Read(db => db.Refunds.AsNoTracking().SingleAsync());
        await Tell(meanwhile, "refund.updated", status, "evt_r1");
        var still = await _market.Read(db => db.Refunds.Select(refund => refund.Status).SingleAsync());
        await Tell(meanwhile, "charge.refund.updated", "succeeded", "evt_r2");

        Assert.Equal((RefundStatus.Sent, RefundStatus.Sent), (meanwhile.Status, still));
        Assert.Equal(RefundStatus.Succeeded, await _market.Read(db => db.Refunds.Select(refund => refund.Status).SingleAsync()));
        Assert.Equal((0, 0), (await _market.Balance(LedgerAccount.CardClearing, Currency.Usd), await _market.Balance(LedgerAccount.BuyerCredit, Currency.Usd)));
    }

    [Theory]
    [InlineData("pending", "refund.failed")]
    [InlineData("succeeded", "refund.updated")]
    public async Task A_refund_that_fails_after_it_was_sent_is_reversed_and_a_person_sends_it(string first, string type)
    {
        var order = await _market.Paid(PaymentMethod.Card);
        _stripe.RefundStatus = first;
        await Cancelled(order);
        var sent = await _market.Read(db => db.Refunds.AsNoTracking().SingleAsync());

        await Tell(sent, type, "failed", "evt_r1");
        await Tell(sent, type, "failed", "evt_r2");

        var failed = await _market.Read(db => db.Refunds.AsNoTracking().SingleAsync());
        Assert.Equal((RefundStatus.AwaitingPerson, "expired_or_canceled_card"), (failed.Status, failed.Note));
        Assert.Equal((order.Charged.MinorUnits, -order.Charged.MinorUnits), (await _market.Balance(LedgerAccount.CardClearing, Currency.Usd), await _market.Balance(LedgerAccount.BuyerCredit, Currency.Usd)));
        var (approver, sender) = (await _market.Officer(), await _market.Officer());
        using var officer = await _market.As(sender);
        Assert.Contains(order.Number, await officer.GetStringAsync("/finance/refunds", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("expired_or_canceled_card", await officer.GetStringAsync($"/finance/refunds/{sent.Id.Value}", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await _market.Approve(sent.Id, approver.UserId);
        Assert.Empty((await _market.Send(new CompleteRefund(sent.Id, "FT9", sender.UserId))).Refusals);
        await Tell(sent, type, "failed", "evt_r3");
        Assert.Equal((order.Charged.MinorUnits, -order.Charged.MinorUnits, 0), (
            await _market.Balance(LedgerAccount.CardClearing, Currency.Usd), await _market.Balance(LedgerAccount.Bank, Currency.Usd), await _market.Balance(LedgerAccount.BuyerCredit, Currency.Usd)));
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task A_refund_asked_again_after_the_provider_forgot_its_key_is_found_not_made_twice()
    {
        var order = await _market.Paid(PaymentMethod.Card);
        for (var retry = 0; retry < 3; retry++)
        {
            _stripe.Faults.Enqueue((ScriptedStripe.TimedOut, true));
        }

        await Cancelled(order);
        _stripe.ForgetKeys();
        _market.Clock.Advance(TimeSpan.FromHours(25));
        await _market.RunJobs();

        var refund = await _market.Read(db => db.Refunds.SingleAsync());
        Assert.Equal((RefundStatus.Succeeded, "re_1", 1), (refund.Status, refund.ProviderRefundId, _stripe.Made));
        Assert.Equal(0, await _market.Balance(LedgerAccount.CardClearing, Currency.Usd));
    }

    [Fact]
    public async Task An_answer_that_could_not_be_written_down_is_asked_for_again_with_the_same_key()
    {
        using var market = new LosingOnce(_stripe);
        var order = await market.Paid(PaymentMethod.Card);
        await market.Do(order, confirmed => confirmed.Cancel(market.Clock.GetUtcNow(), Actor.System, "changed-mind"));
        await market.RunJobs();
        var lost = await market.Read(db => db.Refunds.SingleAsync());

        market.Clock.Advance(TimeSpan.FromMinutes(1));
        await market.RunJobs();

        Assert.Equal(RefundStatus.Pending, lost.Status);
        Assert.Equal((RefundStatus.Succeeded, 1), ((await market.Read(db => db.Refunds.SingleAsync())).Status, _stripe.Made));
        Assert.Equal(0, await market.Balance(LedgerAccount.CardClearing, Currency.Usd));
    }

    [Fact]
    public async Task A_refund_in_the_dashboard_of_a_delivered_parts_charge_takes_that_part_back()
    {
        var order = await _market.Delivered(PaymentMethod.Card);

        await _market.HearStripe(await _market.Attempt(order), "charge.refunded", "evt_r1");

        Assert.Equal(ProducerOrderStatus.Refunded, (await _market.Now(order)).Parts.Single().Status);
        foreach (var account in Enum.GetValues<LedgerAccount>())
        {
            Assert.Equal((0, 0), (await _market.Balance(account), await _market.Balance(account, Currency.Usd)));
        }
    }

    [Fact]
    public async Task A_refund_in_the_dashboard_after_one_by_hand_counts_in_full()
    {
        var order = await _market.Paid(PaymentMethod.Card, parts: 2);
        var parts = order.Parts.OrderBy(part => part.Number).ToList();
        _stripe.Faults.Enqueue((ScriptedStripe.No, false));
        await _market.Do(order, confirmed => confirmed.Decline(parts[0].Id, "no-material", _market.Clock.GetUtcNow(), Actor.System));
        await _market.RunJobs();
        var byHand = await _market.Read(db => db.Refunds.AsNoTracking().SingleAsync());
        await _market.Approve(byHand.Id);
        Assert.Empty((await _market.Send(new CompleteRefund(byHand.Id, "FT9", UserId.New()))).Refusals);

        await _market.HearStripe(await _market.Attempt(order), "charge.refunded", "evt_r1", amount: parts[1].ChargedMinor);

        Assert.All((await _market.Now(order)).Parts, part => Assert.Equal(ProducerOrderStatus.Declined, part.Status));
        Assert.Equal(order.Charged.MinorUnits, (await _market.Attempt(order)).RefundedMinor);
        Assert.Equal((parts[0].ChargedMinor, -parts[0].ChargedMinor, 0), (
            await _market.Balance(LedgerAccount.CardClearing, Currency.Usd), await _market.Balance(LedgerAccount.Bank, Currency.Usd), await _market.Balance(LedgerAccount.BuyerCredit, Currency.Usd)));
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task A_refund_in_the_dashboard_in_place_of_one_that_waits_for_a_person_is_that_one()
    {
        var order = await _market.Paid(PaymentMethod.Card, parts: 2);
        var parts = order.Parts.OrderBy(part => part.Number).ToList();
        foreach (var part in parts)
        {
            _stripe.Faults.Enqueue((ScriptedStripe.No, false));
            await _market.Do(order, confirmed => confirmed.Decline(part.Id, "no-material", _market.Clock.GetUtcNow(), Actor.System));
            await _market.RunJobs();
        }

        await _market.HearStripe(await _market.Attempt(order), "charge.refunded", "evt_r1", amount: parts[1].ChargedMinor);
        await _market.HearStripe(await _market.Attempt(order), "charge.refunded", "evt_r2", amount: parts[1].ChargedMinor);
        var one = await _market.Read(db => db.Refunds.AsNoTracking().OrderBy(refund => refund.CreatedAt).ToListAsync());
        await _market.HearStripe(await _market.Attempt(order), "charge.refunded", "evt_r3");

        Assert.Equal(1, one.Count(refund => refund.Status == RefundStatus.Succeeded && refund.Amount.MinorUnits == parts[1].ChargedMinor));
        Assert.Equal([RefundStatus.Succeeded, RefundStatus.Succeeded], await _market.Read(db => db.Refunds.Select(refund => refund.Status).ToListAsync()));
        foreach (var account in Enum.GetValues<LedgerAccount>())
        {
            Assert.Equal((0, 0), (await _market.Balance(account), await _market.Balance(account, Currency.Usd)));
        }
    }

    [Fact]
    public async Task A_refund_that_failed_after_it_was_sent_is_not_made_by_the_total_told_before()
    {
        var order = await _market.Paid(PaymentMethod.Card);
        await Cancelled(order);
        await Tell(await _market.Read(db => db.Refunds.AsNoTracking().SingleAsync()), "refund.failed", "failed", "evt_r1");

        await _market.HearStripe(await _market.Attempt(order), "charge.refunded", "evt_r2");

        Assert.Equal(RefundStatus.AwaitingPerson, await _market.Read(db => db.Refunds.Select(refund => refund.Status).SingleAsync()));
        Assert.Equal(order.Charged.MinorUnits, await _market.Balance(LedgerAccount.CardClearing, Currency.Usd));
    }

    [Fact]
    public async Task A_refund_in_the_dashboard_of_another_amount_is_held_for_an_officer_and_a_later_cancellation_gives_back_the_rest()
    {
        var order = await _market.Paid(PaymentMethod.Card);
        await _market.HearStripe(await _market.Attempt(order), "charge.refunded", "evt_r1", amount: 100);
        var made = await _market.Read(db => db.Refunds.SingleAsync());
        using var officer = await _market.As(await _market.Officer());
        var page = await officer.GetStringAsync("/finance/refunds", TestContext.Current.CancellationToken);
        using var nothing = await officer.Post($"/finance/refunds/{made.Id.Value}/explanation", ("Form.Reason", ""));
        using var explained = await officer.Post($"/finance/refunds/{made.Id.Value}/explanation", ("Form.Reason", "a discount"));
        using var again = await officer.Post($"/finance/refunds/{made.Id.Value}/explanation", ("Form.Reason", "a discount"));

        await Cancelled(order);

        Assert.Contains(order.Number, page, StringComparison.Ordinal);
        Assert.True(made.IsUnexplained);
        Assert.Equal(
            (System.Net.HttpStatusCode.UnprocessableEntity, System.Net.HttpStatusCode.Redirect, System.Net.HttpStatusCode.UnprocessableEntity),
            (nothing.StatusCode, explained.StatusCode, again.StatusCode));
        Assert.False(await _market.Read(db => db.Refunds.AnyAsync(refund => refund.IsUnexplained)));
        Assert.Equal(order.Charged.MinorUnits, (await _market.Attempt(order)).RefundedMinor);
        foreach (var account in Enum.GetValues<LedgerAccount>())
        {
            Assert.Equal((0, 0), (await _market.Balance(account), await _market.Balance(account, Currency.Usd)));
        }
    }

    [Theory]
    [MemberData(nameof(FinanceForms.NoTexts), MemberType = typeof(FinanceForms))]
    public async Task A_refund_in_the_dashboard_is_not_explained_without_words(string typed)
    {
        var order = await _market.Paid(PaymentMethod.Card);
        await _market.HearStripe(await _market.Attempt(order), "charge.refunded", "evt_r1", amount: 100);
        var made = await _market.Read(db => db.Refunds.Select(refund => refund.Id.Value).SingleAsync());
        using var officer = await _market.As(await _market.Officer());

        await officer.Refuses($"/finance/refunds/{made}/explanation", ("Form.Reason", typed));

        Assert.True(await _market.Read(db => db.Refunds.Select(refund => refund.IsUnexplained).SingleAsync()));
    }

    [Fact]
    public async Task What_an_unexplained_refund_touches_is_not_paid_out()
    {
        var order = await _market.Delivered(PaymentMethod.Card);
        await _market.CanBePaid(order.Parts.Single().ProducerId, new Marketplace.Infrastructure.Security.BankAccount("970436", "0123456789", "GIANG THI DO"));
        await _market.HearStripe(await _market.Attempt(order), "charge.refunded", "evt_r1", amount: 100);
        _market.Clock.Advance(TimeSpan.FromDays(8));

        await _market.Send(new Marketplace.Features.Finance.Payouts.PreparePayouts(UserId.New()));

        Assert.Equal(0, await _market.Read(db => db.Payouts.CountAsync()));
        Assert.Single((await _market.Send(new Marketplace.Features.Finance.Payouts.ListPayouts(1))).Held);
    }

    private async Task Cancelled(Order order)
    {
        await _market.Do(order, confirmed => confirmed.Cancel(_market.Clock.GetUtcNow(), Actor.System, "changed-mind"));
        await _market.RunJobs();
    }

    private async Task Tell(Refund refund, string type, string status, string id, string? providerId = null)
    {
        await _market.Hear(PaymentProviders.Stripe, id, type, $$$"""
            {"id":"{{{id}}}","object":"event","type":"{{{type}}}","livemode":false,"data":{"object":{"id":"{{{providerId ?? refund.ProviderRefundId}}}","object":"refund","status":"{{{status}}}",
            "failure_reason":"expired_or_canceled_card","amount":{{{refund.Amount.MinorUnits}}},"currency":"usd","metadata":{"refund":"{{{refund.Id.Value:N}}}" } } } }
            """);
        await _market.RunJobs();
    }

    private async Task<bool> GiveBackAll(Order order)
    {
        var result = await _market.Send(new GiveBack(order.Id));
        return result.Succeeded;
    }

    internal sealed record GiveBack(OrderId Order) : Marketplace.Infrastructure.Pipeline.ICommand<Result>, Marketplace.Infrastructure.Pipeline.ITransactional;

    internal sealed class GiveBackHandler(Marketplace.Infrastructure.Data.MarketplaceDb db, RefundBook refunds) : MediatR.IRequestHandler<GiveBack, Result>
    {
        public async Task<Result> Handle(GiveBack request, CancellationToken cancellationToken)
        {
            var attempt = await db.PaymentAttempts.SingleAsync(attempt => attempt.OrderId == request.Order, cancellationToken);
            return refunds.GiveBackCredit(attempt, attempt.Amount, RefundReasons.Late);
        }
    }

    /// <summary>The first answer of the provider meets somebody else's change, twice.</summary>
    private sealed class LosingOnce(HttpMessageHandler stripe) : PaymentMarket(stripe)
    {
        private readonly Loser _loser = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.AddSingleton<IPipelineBehavior<RecordRefund, Result>>(_loser));
        }

        private sealed class Loser : IPipelineBehavior<RecordRefund, Result>
        {
            private int _answers;

            public async Task<Result> Handle(RecordRefund request, RequestHandlerDelegate<Result> next, CancellationToken cancellationToken) =>
                _answers++ == 0 ? new Refusal("common.changed-meanwhile") : await next();
        }
    }
}
