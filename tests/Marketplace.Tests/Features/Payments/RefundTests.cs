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

/// <summary>Money on its way back: how much, taken from whom, and never more than came.</summary>
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

    private async Task<bool> GiveBackAll(Order order)
    {
        var result = await _market.Send(new GiveBack(order.Id));
        return result.Succeeded;
    }

    internal sealed record GiveBack(OrderId Order) : Marketplace.Infrastructure.Pipeline.ICommand<Result>, Marketplace.Infrastructure.Pipeline.ITransactional;

    /// <summary>A maker who refused nothing is not called one who did, because another had.</summary>
    [Fact]
    public async Task Each_parts_money_goes_back_for_that_parts_reason()
    {
        var order = await _market.Paid(PaymentMethod.Card, parts: 2);
        var parts = order.Parts.OrderBy(part => part.Number).ToList();
        await _market.Do(order, confirmed => confirmed.Decline(parts[0].Id, "no-material", _market.Clock.GetUtcNow(), Actor.System));
        await _market.RunJobs();

        await _market.Do(order, confirmed => confirmed.Cancel(_market.Clock.GetUtcNow(), Actor.System, "changed-mind"));
        await _market.RunJobs();

        Assert.Equal(
            [(parts[0].Id, RefundReasons.Declined), (parts[1].Id, RefundReasons.Cancelled)],
            (await _market.Read(db => db.Refunds.AsNoTracking().ToListAsync())).OrderBy(refund => refund.CreatedAt).ThenBy(refund => refund.Reason == RefundReasons.Cancelled)
                .Select(refund => (refund.PartId!.Value, refund.Reason)));
    }

    internal sealed class GiveBackHandler(Marketplace.Infrastructure.Data.MarketplaceDb db, RefundBook refunds) : MediatR.IRequestHandler<GiveBack, Result>
    {
        public async Task<Result> Handle(GiveBack request, CancellationToken cancellationToken)
        {
            var attempt = await db.PaymentAttempts.SingleAsync(attempt => attempt.OrderId == request.Order, cancellationToken);
            return refunds.GiveBackCredit(attempt, attempt.Amount, RefundReasons.Late);
        }
    }
}
