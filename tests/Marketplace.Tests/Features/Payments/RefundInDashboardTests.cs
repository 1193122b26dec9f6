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

/// <summary>Refunds that somebody made in the provider's own pages, past ours.</summary>
public sealed class RefundInDashboardTests : IDisposable
{
    private readonly ScriptedStripe _stripe = new();
    private readonly PaymentMarket _market;

    public RefundInDashboardTests() => _market = new PaymentMarket(_stripe);

    public void Dispose() => _market.Dispose();

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
        await _market.Cancel(order);
        await _market.Tell(await _market.Read(db => db.Refunds.AsNoTracking().SingleAsync()), "refund.failed", "failed", "evt_r1");

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

        await _market.Cancel(order);

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
}
