using System.Net;
using System.Text.Json;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Features.Orders.Expire;
using Marketplace.Infrastructure.Localization;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Payments;

public sealed class TakeTransferTests : IDisposable
{
    private readonly PaymentMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task The_exact_amount_pays_the_order_and_the_books_show_whose_it_is()
    {
        var order = await _market.Waiting();

        await _market.Transfer(order, 335_000);

        Assert.Equal(PaymentStatus.Paid, (await _market.Attempt(order)).Status);
        Assert.Equal(OrderStatus.Confirmed, (await _market.Now(order)).Status);
        Assert.Equal(335_000, await _market.Balance(LedgerAccount.Bank));
        Assert.Equal(0, await _market.Balance(LedgerAccount.BuyerCredit));
        Assert.Equal(-285_000, await _market.Balance(LedgerAccount.ProducerPayable));
        Assert.Equal(-10_500, await _market.Balance(LedgerAccount.FeeIncome));
        Assert.Equal(-4_500, await _market.Balance(LedgerAccount.TaxWithheld));
        Assert.Equal(-35_000, await _market.Balance(LedgerAccount.ShippingPayable));
    }

    [Theory]
    [InlineData(13, 0)]
    [InlineData(15, 1)]
    public async Task The_promised_days_count_from_the_day_the_money_came(int hours, int days)
    {
        var order = await _market.Waiting(parts: 2);
        _market.Clock.Advance(TimeSpan.FromHours(hours));

        await _market.Transfer(order, 670_000);

        Assert.All((await _market.Now(order)).Parts, part => Assert.Equal(
            (new DateOnly(2026, 9, 4).AddDays(days), new DateOnly(2026, 9, 7).AddDays(days), new DateOnly(2026, 9, 10).AddDays(days)),
            (part.ShipBy, part.ArriveFrom, part.ArriveBy)));
        Assert.All(
            await _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("part-new:")).Select(message => message.Payload).ToListAsync()),
            letter => Assert.Contains(Format.Day(new DateOnly(2026, 9, 4).AddDays(days), "vi"), JsonSerializer.Deserialize<PersonalMessage>(letter)!.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_notification_twenty_times_at_once_has_one_effect()
    {
        var order = await _market.Waiting();
        var body = _market.Body(order.Number, 335_000);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var response = await _market.Notify(body);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }));
        await _market.RunJobsAtOnce();

        Assert.Equal(1, await _market.Read(db => db.InboxMessages.CountAsync()));
        Assert.Equal(1, await _market.Read(db => db.BankReceipts.CountAsync()));
        Assert.Equal(2, await _market.Read(db => db.LedgerTransactions.CountAsync()));
        Assert.Equal(335_000, await _market.Balance(LedgerAccount.Bank));
    }

    [Fact]
    public async Task The_same_movement_under_two_numbers_has_one_effect()
    {
        var order = await _market.Waiting();

        using var first = await _market.Notify(_market.Body(order.Number, 335_000, "1", "FT26245"));
        using var second = await _market.Notify(_market.Body(order.Number, 335_000, "statement-9", "FT26245"));
        await _market.RunJobs();

        Assert.Equal(335_000, await _market.Balance(LedgerAccount.Bank));
        Assert.Equal(1, await _market.Read(db => db.BankReceipts.CountAsync()));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("FT1", "FT2")]
    public async Task Another_movement_under_a_number_that_was_used_counts_and_an_equal_one_does_not(string first, string second)
    {
        var order = await _market.Waiting();
        var (some, rest) = (_market.Body(order.Number, 200_000, "1", first), _market.Body(order.Number, 135_000, "1", second));
        var elsewhere = _market.Body(order.Number, 200_000, "1", first, account: "999");

        foreach (var body in (string[])[some, rest, elsewhere, some, rest, elsewhere])
        {
            using var told = await _market.Notify(body);
            Assert.Equal(HttpStatusCode.OK, told.StatusCode);
            await _market.RunJobs();
        }

        Assert.Equal(3, await _market.Read(db => db.BankReceipts.CountAsync()));
        Assert.Equal(OrderStatus.Confirmed, (await _market.Now(order)).Status);
        Assert.Equal(535_000, await _market.Balance(LedgerAccount.Bank));
    }

    [Theory]
    [InlineData(@"\ud83d")]
    [InlineData(@"\ude00")]
    [InlineData(@"\ud83d\ud83d\ude00")]
    [InlineData(@"\\ud83d\ude00")]
    public async Task A_memo_that_was_cut_in_the_middle_of_an_emoji_still_names_its_order(string cut)
    {
        var order = await _market.Waiting();

        using var told = await _market.Notify(_market.Body(order.Number + "HERE", 335_000).Replace("HERE", cut, StringComparison.Ordinal));
        await _market.RunJobs();

        Assert.Equal(HttpStatusCode.OK, told.StatusCode);
        Assert.Equal(OrderStatus.Confirmed, (await _market.Now(order)).Status);
    }

    [Fact]
    public async Task The_same_reference_on_another_day_neither_vanishes_nor_counts_by_itself()
    {
        var order = await _market.Waiting();
        using var first = await _market.Notify(_market.Body(order.Number, 200_000, "1", "FT26245"));
        await _market.RunJobs();
        _market.Clock.Advance(TimeSpan.FromHours(23));

        using var second = await _market.Notify(_market.Body(order.Number, 200_000, "2", "FT26245"));
        using var again = await _market.Notify(_market.Body(order.Number, 200_000, "statement-9", "FT26245"));
        await _market.RunJobs();

        var held = await _market.Read(db => db.BankReceipts.SingleAsync(receipt => receipt.State == BankReceiptState.Unmatched));
        Assert.Equal((UnmatchedReasons.PossibleDuplicate, 200_000), (held.Reason, held.AmountDong));
        Assert.Equal((PaymentStatus.PartiallyPaid, 200_000), ((await _market.Attempt(order)).Status, (await _market.Attempt(order)).ReceivedMinor));
        Assert.Equal(400_000, await _market.Balance(LedgerAccount.Bank));
        using var officer = await _market.As(await _market.Officer());
        Assert.Contains("look at the statement", await officer.GetStringAsync("/en/finance/receipts", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_dong_less_keeps_waiting_and_the_rest_completes()
    {
        var order = await _market.Waiting();

        await _market.Transfer(order, 334_999, "1");
        var partly = await _market.Attempt(order);
        var waiting = (await _market.Now(order)).Status;
        await _market.Transfer(order, 1, "2");

        Assert.Equal((PaymentStatus.PartiallyPaid, 334_999), (partly.Status, partly.ReceivedMinor));
        Assert.Equal(OrderStatus.AwaitingPayment, waiting);
        Assert.Equal(OrderStatus.Confirmed, (await _market.Now(order)).Status);
    }

    [Fact]
    public async Task One_dong_more_pays_and_is_owed_back()
    {
        var order = await _market.Waiting();

        await _market.Transfer(order, 335_001);

        var refund = await _market.Read(db => db.Refunds.SingleAsync());
        Assert.Equal((RefundStatus.AwaitingPerson, 1, "overpaid"), (refund.Status, refund.Amount.MinorUnits, refund.Reason));
        Assert.Equal(-1, await _market.Balance(LedgerAccount.BuyerCredit));
        Assert.Equal(OrderStatus.Confirmed, (await _market.Now(order)).Status);
    }

    [Theory]
    [InlineData("khong co ma", "NoCode")]
    [InlineData("CP2222222W", "NoCode")]
    public async Task A_memo_without_a_valid_code_waits_for_a_person(string memo, string reason)
    {
        await _market.Waiting();

        using var response = await _market.Notify(_market.Body(memo, 335_000));
        await _market.RunJobs();

        var receipt = await _market.Read(db => db.BankReceipts.SingleAsync());
        Assert.Equal((BankReceiptState.Unmatched, reason), (receipt.State, receipt.Reason));
        Assert.Equal(-335_000, await _market.Balance(LedgerAccount.BuyerCredit));
    }

    [Fact]
    public async Task Money_for_an_unknown_order_waits_for_a_person()
    {
        using var response = await _market.Notify(_market.Body(OrderCode.Of(987_654), 335_000));
        await _market.RunJobs();

        Assert.Equal("UnknownCode", (await _market.Read(db => db.BankReceipts.SingleAsync())).Reason);
    }

    [Fact]
    public async Task A_second_transfer_of_a_paid_order_waits_for_a_person()
    {
        var order = await _market.Waiting();

        await _market.Transfer(order, 335_000, "1");
        await _market.Transfer(order, 335_000, "2");

        Assert.Equal("PaidTwice", (await _market.Read(db => db.BankReceipts.SingleAsync(receipt => receipt.State == BankReceiptState.Unmatched))).Reason);
        Assert.Equal(-335_000, await _market.Balance(LedgerAccount.BuyerCredit));
    }

    [Fact]
    public async Task Money_after_the_order_expired_confirms_nothing()
    {
        var order = await _market.Waiting();
        _market.Clock.Advance(TimeSpan.FromHours(25));
        await _market.Do(order, waiting => waiting.Expire(_market.Clock.GetUtcNow()));

        await _market.Transfer(order, 335_000);

        Assert.Equal(OrderStatus.Expired, (await _market.Now(order)).Status);
        Assert.Equal("TooLate", (await _market.Read(db => db.BankReceipts.SingleAsync())).Reason);
    }

    [Fact]
    public async Task Money_told_in_the_last_minute_pays_though_it_is_worked_off_after_the_hold()
    {
        var order = await _market.Waiting();
        _market.Clock.Advance(order.HoldUntil - TimeSpan.FromMinutes(1) - _market.Clock.GetUtcNow());
        using var told = await _market.Notify(_market.Body(order.Number, 335_000));
        _market.Clock.Advance(TimeSpan.FromMinutes(2));

        await _market.RunJobs();

        Assert.Equal(OrderStatus.Confirmed, (await _market.Now(order)).Status);
        Assert.Equal(BankReceiptState.Matched, (await _market.Read(db => db.BankReceipts.SingleAsync())).State);
    }

    [Theory]
    [InlineData(-1, false, OrderStatus.AwaitingPayment)]
    [InlineData(-1, true, OrderStatus.Expired)]
    [InlineData(1, false, OrderStatus.Expired)]
    public async Task An_order_does_not_end_while_what_was_told_in_time_is_not_worked_off(int minutesAfterTheHold, bool isGivenUp, OrderStatus end)
    {
        var order = await _market.Waiting();
        _market.Clock.Advance(order.HoldUntil.AddMinutes(minutesAfterTheHold) - _market.Clock.GetUtcNow());
        using var told = await _market.Notify(_market.Body(order.Number, 335_000));
        _market.Clock.Advance(TimeSpan.FromMinutes(2));
        await _market.Read(db => db.InboxMessages.ExecuteUpdateAsync(all => all.SetProperty(message => message.IsDead, isGivenUp)));

        await _market.Send(new ExpireOrders());

        Assert.Equal(end, (await _market.Now(order)).Status);
    }

    [Fact]
    public async Task Part_of_the_money_goes_back_when_the_order_is_cancelled()
    {
        var order = await _market.Waiting();
        await _market.Transfer(order, 100_000);

        await _market.Do(order, waiting => waiting.Cancel(_market.Clock.GetUtcNow(), Actor.System, "changed-mind"));

        var refund = await _market.Read(db => db.Refunds.SingleAsync());
        Assert.Equal((100_000, "cancelled"), (refund.Amount.MinorUnits, refund.Reason));
        Assert.False((await _market.Attempt(order)).IsLive);
    }

    [Fact]
    public async Task Money_going_out_is_none_of_ours()
    {
        var order = await _market.Waiting();

        using var outgoing = await _market.Notify(_market.Body(order.Number, 335_000, "1", type: "out"));
        await _market.RunJobs();

        Assert.Equal(0, await _market.Read(db => db.LedgerTransactions.CountAsync()));
        Assert.Equal(PaymentStatus.Created, (await _market.Attempt(order)).Status);
    }

    [Fact]
    public async Task Money_on_an_account_that_is_not_configured_waits_for_a_person_and_pays_nothing()
    {
        var order = await _market.Waiting();

        using var other = await _market.Notify(_market.Body(order.Number, 335_000, "2", account: "999"));
        await _market.RunJobs();

        var receipt = await _market.Read(db => db.BankReceipts.SingleAsync());
        Assert.Equal((BankReceiptState.Unmatched, UnmatchedReasons.OtherAccount, 335_000, "999"), (receipt.State, receipt.Reason, receipt.AmountDong, receipt.Account));
        Assert.Equal(PaymentStatus.Created, (await _market.Attempt(order)).Status);
        Assert.Equal(OrderStatus.AwaitingPayment, (await _market.Now(order)).Status);
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task The_longest_reference_of_a_bank_fits_into_the_books()
    {
        var order = await _market.Waiting();
        var (account, id, reference) = (new string('9', 32), new string('i', 64), new string('R', 64));
        var body = _market.Body(order.Number, 9_999_999_999_999, id, reference, account: account);

        using var other = await _market.Notify(body);
        using var again = await _market.Notify(body);
        await _market.RunJobs();

        Assert.InRange((await _market.Read(db => db.InboxMessages.Select(message => message.EventId).SingleAsync())).Length, 1, 128);

        var longest = await _market.Read(db => Task.FromResult(db.Model.FindEntityType(typeof(LedgerTransaction))!.FindProperty("Reference")!.GetMaxLength()));
        var posted = await _market.Read(db => db.LedgerTransactions.Select(entry => entry.Reference).SingleAsync());
        Assert.Contains(reference, posted, StringComparison.Ordinal);
        Assert.InRange(posted.Length, 101, longest!.Value);
    }
}
