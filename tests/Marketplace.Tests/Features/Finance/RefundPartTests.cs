using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Programme;
using Marketplace.Features.Finance.Payouts;
using Marketplace.Features.Finance.RefundPart;
using Marketplace.Features.Finance.Refunds;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Features.Payments;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Finance;

public sealed class RefundPartTests : IDisposable
{
    private readonly ScriptedStripe _stripe = new();
    private readonly PaymentMarket _market;

    public RefundPartTests() => _market = new PaymentMarket(_stripe);

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_delivered_part_paid_by_transfer_gives_everything_back_and_stops_being_a_sale()
    {
        var order = await _market.Delivered();
        var (first, second) = (await _market.Officer(), await _market.Officer());
        Assert.Equal(300_000, await Recognised());

        Assert.Empty((await Refund(order, first.UserId)).Refusals);

        Assert.Equal(0, await Recognised());
        Assert.Equal([300_000, -300_000], await Facts());
        var refund = await _market.Read(db => db.Refunds.SingleAsync());
        Assert.Equal((RefundStatus.AwaitingPerson, Money.Vnd(335_000), (UserId?)first.UserId), (refund.Status, refund.Amount, refund.ApprovedBy));
        Assert.Equal((-335_000, 0, 0, 0), (
            await _market.Balance(LedgerAccount.BuyerCredit), await _market.Balance(LedgerAccount.ProducerPayable), await _market.Balance(LedgerAccount.FeeIncome),
            await _market.Balance(LedgerAccount.TaxWithheld)));
        await _market.LedgerCloses();

        Assert.Equal(["finance.four-eyes"], Codes(await _market.Send(new CompleteRefund(refund.Id, "FT1", first.UserId))));
        Assert.Equal(["finance.refund-account-needed"], Codes(await _market.Send(new CompleteRefund(refund.Id, "FT1", second.UserId))));
        Assert.Empty((await _market.Approve(refund.Id, first.UserId)).Refusals);
        Assert.Empty((await _market.Send(new CompleteRefund(refund.Id, "FT1", second.UserId))).Refusals);
        await NothingIsLeft(Currency.Vnd);
    }

    [Fact]
    public async Task A_card_gets_its_money_back_from_the_provider_once()
    {
        var order = await _market.Delivered(PaymentMethod.Card);

        Assert.Empty((await Refund(order, UserId.New())).Refusals);
        await _market.RunJobs();
        await _market.RunJobs();

        Assert.Equal(RefundStatus.Succeeded, (await _market.Read(db => db.Refunds.SingleAsync())).Status);
        Assert.Equal(1, _stripe.Books.Made);
        await NothingIsLeft(Currency.Vnd);
        await NothingIsLeft(Currency.Usd);
    }

    [Fact]
    public async Task Cash_that_the_courier_remitted_goes_back_from_the_bank()
    {
        var order = await _market.Delivered(PaymentMethod.CashOnDelivery);
        Assert.Equal(["finance.not-refundable"], Codes(await Refund(order, UserId.New())));
        await _market.Remitted(order);

        Assert.Empty((await Refund(order, UserId.New())).Refusals);
        var refund = (await _market.Read(db => db.Refunds.AsNoTracking().SingleAsync())).Id;
        await _market.Approve(refund);
        await _market.Send(new CompleteRefund(refund, "FT1", UserId.New()));

        Assert.Equal(0, await Recognised());
        await NothingIsLeft(Currency.Vnd);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_discount_in_the_providers_dashboard_the_rest_goes_back(bool isExplainedFirst)
    {
        var order = await _market.Delivered(PaymentMethod.Card);
        await _market.HearStripe(await _market.Attempt(order), "charge.refunded", "evt_r", amount: 100);
        var discount = await _market.Read(db => db.Refunds.Select(refund => refund.Id).SingleAsync());
        if (isExplainedFirst)
        {
            Assert.Empty((await _market.Send(new ExplainRefund(discount, "a discount", UserId.New()))).Refusals);
        }

        var page = await _market.Send(new ShowPartRefund(order.Parts.Single().Number));
        Assert.Equal((order.Charged.MinorUnits - 100, true), (page!.Amount.MinorUnits, page.CanBeRefunded));
        Assert.Empty((await Refund(order, UserId.New())).Refusals);
        await _market.RunJobs();
        if (!isExplainedFirst)
        {
            Assert.Empty((await _market.Send(new ExplainRefund(discount, "a discount", UserId.New()))).Refusals);
        }

        Assert.Equal(ProducerOrderStatus.Refunded, (await _market.Now(order)).Parts.Single().Status);
        Assert.Equal(order.Charged.MinorUnits - 100, (await _market.Read(db => db.Refunds.SingleAsync(refund => refund.Id != discount))).Amount.MinorUnits);
        await NothingIsLeft(Currency.Vnd);
        await NothingIsLeft(Currency.Usd);
    }

    [Fact]
    public async Task What_the_programme_bore_in_full_is_not_taken_from_the_maker_afterwards()
    {
        var order = await _market.Delivered(PaymentMethod.Card);
        await _market.HearStripe(await _market.Attempt(order), "charge.dispute.closed", "evt_d", status: "lost");

        Assert.Equal(["finance.not-refundable"], Codes(await Refund(order, UserId.New())));

        Assert.False((await _market.Send(new ShowPartRefund(order.Parts.Single().Number)))!.CanBeRefunded);
        Assert.Equal(-285_000, await _market.Balance(LedgerAccount.ProducerPayable));
    }

    [Fact]
    public async Task Twice_or_at_the_same_moment_it_is_refunded_and_reversed_once()
    {
        var order = await _market.Delivered();

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Refund(order, UserId.New()))));
        var again = await Refund(order, UserId.New());

        Assert.Single(results, result => result.Succeeded);
        Assert.Equal(["finance.not-refundable"], Codes(again));
        Assert.Equal([300_000, -300_000], await Facts());
        Assert.Equal(1, await _market.Read(db => db.LedgerTransactions.CountAsync(entry => entry.Kind == "refund")));
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task The_other_part_of_the_order_stays_a_sale()
    {
        var order = await _market.Delivered(parts: 2);

        await Refund(order, UserId.New());

        var parts = (await _market.Now(order)).Parts.OrderBy(part => part.Number).Select(part => part.Status);
        Assert.Equal([ProducerOrderStatus.Refunded, ProducerOrderStatus.Delivered], parts);
        Assert.Equal(300_000, await Recognised());
        Assert.Equal(-285_000, await _market.Balance(LedgerAccount.ProducerPayable));
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task What_was_not_delivered_is_not_refunded_this_way()
    {
        var order = await _market.Paid();

        Assert.Equal(["finance.not-refundable"], Codes(await Refund(order, UserId.New())));
        Assert.Equal(["finance.not-found"], Codes(await _market.Send(new RefundPart("CPNOSUCH-1", "x", UserId.New()))));
        Assert.Equal(0, await _market.Read(db => db.Refunds.CountAsync()));
    }

    [Fact]
    public async Task A_part_in_a_payout_that_waits_for_the_bank_is_not_refunded_and_a_refunded_one_is_never_due()
    {
        var order = await _market.Delivered(parts: 2);
        await _market.CanBePaid(order.Parts.First().ProducerId, new BankAccount("970436", "0123456789", "GIANG THI DO"));
        _market.Clock.Advance(TimeSpan.FromDays(8));
        await Refund(order, UserId.New());

        await _market.Send(new PreparePayouts(UserId.New()));

        Assert.Equal(285_000, (await _market.Read(db => db.Payouts.SingleAsync())).AmountDong);
        Assert.Equal(["finance.in-a-payout"], Codes(await _market.Send(new RefundPart(order.Parts.OrderBy(part => part.Number).Last().Number, "x", UserId.New()))));
    }

    private Task<Result> Refund(Order order, UserId officer) => _market.Send(new RefundPart(order.Parts.OrderBy(part => part.Number).First().Number, "Rách khi mở hộp", officer));

    private static IEnumerable<string> Codes(Result result) => result.Refusals.Select(refusal => refusal.Code);

    private Task<List<long>> Facts() => _market.Read(db => db.Sales.OrderBy(sale => sale.Id).Select(sale => sale.ValueDong).ToListAsync());

    /// <summary>What the roll-ups say was sold in the country this quarter.</summary>
    private Task<long> Recognised() => _market.Read(db => db.SalesRollups
        .Where(row => row.UnitId == RollupKeys.Country && row.Grain == PeriodGrain.Quarter && row.Dimension == Dimensions.Total).SumAsync(row => row.ValueDong));

    private async Task NothingIsLeft(Currency currency)
    {
        foreach (var account in Enum.GetValues<LedgerAccount>())
        {
            Assert.Equal((account, 0), (account, await _market.Balance(account, currency)));
        }
    }
}
