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

/// <summary>Refunds that a card provider is asked for: answers that are lost, late, refused or taken back.</summary>
public sealed class RefundAtProviderTests : IDisposable
{
    private readonly ScriptedStripe _stripe = new();
    private readonly PaymentMarket _market;

    public RefundAtProviderTests() => _market = new PaymentMarket(_stripe);

    public void Dispose() => _market.Dispose();

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
        Assert.Equal(1, _stripe.Books.Made);
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

        await _market.Cancel(order);
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

        await _market.Tell(waiting, "refund.updated", "succeeded", "evt_r1", "re_9");

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
        await _market.Tell(waiting, "refund.updated", "succeeded", "evt_r1", "re_9");

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

        await _market.Cancel(order);
        for (var round = 0; round < 2; round++)
        {
            _market.Clock.Advance(TimeSpan.FromHours(1));
            await _market.RunJobs();
        }

        Assert.Equal(RefundStatus.Pending, await _market.Read(db => db.Refunds.Select(refund => refund.Status).SingleAsync()));
        Assert.Null(gateways.Find(PaymentMethod.Card, Currency.Usd));
        _market.Clock.Advance(TimeSpan.FromHours(1));
        await _market.RunJobs();

        Assert.Equal((RefundStatus.Succeeded, 1), (await _market.Read(db => db.Refunds.Select(refund => refund.Status).SingleAsync()), _stripe.Books.Made));
        Assert.NotNull(gateways.Find(PaymentMethod.Card, Currency.Usd));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_officer_asks_the_provider_again_and_it_is_made_once(bool wasMadeWithoutAnAnswer)
    {
        var order = await _market.Paid(PaymentMethod.Card);
        _stripe.Faults.Enqueue((ScriptedStripe.No, wasMadeWithoutAnAnswer));
        await _market.Cancel(order);
        var refund = await _market.Read(db => db.Refunds.Select(refund => refund.Id.Value).SingleAsync());
        using var officer = await _market.As(await _market.Officer());

        var page = await officer.Open($"/finance/refunds/{refund}");
        using var asked = await officer.Post($"/finance/refunds/{refund}/request");
        using var again = await officer.Post($"/finance/refunds/{refund}/request");
        await _market.RunJobs();

        Assert.Single(page.QuerySelectorAll("form[action$='/request']"));
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity), (asked.StatusCode, again.StatusCode));
        Assert.Equal((RefundStatus.Succeeded, 1), (await _market.Read(db => db.Refunds.Select(row => row.Status).SingleAsync()), _stripe.Books.Made));
        Assert.Equal((0, 0), (await _market.Balance(LedgerAccount.CardClearing, Currency.Usd), await _market.Balance(LedgerAccount.BuyerCredit, Currency.Usd)));
    }

    [Theory]
    [InlineData(PaymentMethod.Card)]
    [InlineData(PaymentMethod.BankTransfer)]
    public async Task What_is_approved_or_came_by_transfer_is_asked_of_no_provider(PaymentMethod method)
    {
        var order = await _market.Paid(method);
        _stripe.Faults.Enqueue((ScriptedStripe.No, false));
        await _market.Cancel(order);
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
        _stripe.Books.RefundStatus = status;

        await _market.Cancel(order);

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
        _stripe.Books.RefundStatus = status;

        await _market.Cancel(order);
        var meanwhile = await _market.Read(db => db.Refunds.AsNoTracking().SingleAsync());
        await _market.Tell(meanwhile, "refund.updated", status, "evt_r1");
        var still = await _market.Read(db => db.Refunds.Select(refund => refund.Status).SingleAsync());
        await _market.Tell(meanwhile, "charge.refund.updated", "succeeded", "evt_r2");

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
        _stripe.Books.RefundStatus = first;
        await _market.Cancel(order);
        var sent = await _market.Read(db => db.Refunds.AsNoTracking().SingleAsync());

        await _market.Tell(sent, type, "failed", "evt_r1");
        await _market.Tell(sent, type, "failed", "evt_r2");

        var failed = await _market.Read(db => db.Refunds.AsNoTracking().SingleAsync());
        Assert.Equal((RefundStatus.AwaitingPerson, "expired_or_canceled_card"), (failed.Status, failed.Note));
        Assert.Equal((order.Charged.MinorUnits, -order.Charged.MinorUnits), (await _market.Balance(LedgerAccount.CardClearing, Currency.Usd), await _market.Balance(LedgerAccount.BuyerCredit, Currency.Usd)));
        var (approver, sender) = (await _market.Officer(), await _market.Officer());
        using var officer = await _market.As(sender);
        Assert.Contains(order.Number, await officer.GetStringAsync("/finance/refunds", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("expired_or_canceled_card", await officer.GetStringAsync($"/finance/refunds/{sent.Id.Value}", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await _market.Approve(sent.Id, approver.UserId);
        Assert.Empty((await _market.Send(new CompleteRefund(sent.Id, "FT9", sender.UserId))).Refusals);
        await _market.Tell(sent, type, "failed", "evt_r3");
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

        await _market.Cancel(order);
        _stripe.Books.ForgetKeys();
        _market.Clock.Advance(TimeSpan.FromHours(25));
        await _market.RunJobs();

        var refund = await _market.Read(db => db.Refunds.SingleAsync());
        Assert.Equal((RefundStatus.Succeeded, "re_1", 1), (refund.Status, refund.ProviderRefundId, _stripe.Books.Made));
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
        Assert.Equal((RefundStatus.Succeeded, 1), ((await market.Read(db => db.Refunds.SingleAsync())).Status, _stripe.Books.Made));
        Assert.Equal(0, await market.Balance(LedgerAccount.CardClearing, Currency.Usd));
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
