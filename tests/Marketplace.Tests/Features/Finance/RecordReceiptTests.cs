using System.Globalization;
using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Features.Finance;
using Marketplace.Features.Finance.Receipts;
using Marketplace.Features.Finance.Remittances;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Finance;

public sealed class RecordReceiptTests : IDisposable
{
    private const string Page = "/finance/receipts/new";

    private readonly PaymentMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_transfer_that_an_officer_recorded_pays_an_order_when_another_says_so()
    {
        var order = await _market.Waiting();
        using var first = await _market.As(await _market.Officer());
        using var second = await _market.As(await _market.Officer());

        using var recorded = await first.Post(Page, ("Form.AmountDong", "335.000"), ("Form.ReceivedAt", At(TimeSpan.FromHours(2))), ("Form.Reference", " FT26245 "), ("Form.Content", order.Number + " chuyen tien"));
        var receipt = await _market.Read(db => db.BankReceipts.SingleAsync());
        var (own, others) = (await first.Open($"/finance/receipts/{receipt.Id.Value}"), await second.Open($"/finance/receipts/{receipt.Id.Value}"));
        using var bySame = await first.Post($"/finance/receipts/{receipt.Id.Value}/match", ("Form.OrderNumber", order.Number), ("Form.Reason", "Sao kê"));
        using var backBySame = await first.Post($"/finance/receipts/{receipt.Id.Value}/return", ("Form.Reason", "Sao kê"));
        var meanwhile = (await _market.Now(order)).Status;
        using var byOther = await second.Post($"/finance/receipts/{receipt.Id.Value}/match", ("Form.OrderNumber", order.Number), ("Form.Reason", "Sao kê"));

        Assert.Equal((HttpStatusCode.Redirect, "/finance/receipts"), (recorded.StatusCode, recorded.Headers.Location!.ToString()));
        Assert.Equal((335_000, UnmatchedReasons.ByHand, _market.Account.Account, _market.Clock.GetUtcNow().AddHours(-2)), (receipt.AmountDong, receipt.Reason, receipt.Account, receipt.ReceivedAt));
        Assert.Equal((0, 1), (own.QuerySelectorAll("main form").Length, others.QuerySelectorAll("main form").Length));
        Assert.Equal(order.Number, others.QuerySelector("[name='Form.OrderNumber']")!.GetAttribute("value"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, OrderStatus.AwaitingPayment), (bySame.StatusCode, backBySame.StatusCode, meanwhile));
        Assert.Equal((HttpStatusCode.Redirect, OrderStatus.Confirmed), (byOther.StatusCode, (await _market.Now(order)).Status));
        Assert.Equal((335_000, "receipt.record"), (await _market.Balance(LedgerAccount.Bank), await _market.Read(db => db.AuditEvents.Where(entry => entry.Detail == "FT26245").Select(entry => entry.Action).SingleAsync())));
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task Couriers_cash_that_an_officer_recorded_is_settled_by_another()
    {
        var number = (await _market.Delivered(PaymentMethod.CashOnDelivery)).Parts.Single().Number;
        var (one, other) = (UserId.New(), UserId.New());
        Assert.Empty(await Record("FT1", 330_000, one));
        var receipt = await _market.Read(db => db.BankReceipts.Select(found => found.Id).SingleAsync());

        var bySame = await _market.Send(new SettleRemittance(receipt, [new StatementLine(1, number, 5_000)], one));
        var byOther = await _market.Send(new SettleRemittance(receipt, [new StatementLine(1, number, 5_000)], other));

        Assert.Equal([FourEyes.Missing], bySame.Refusals);
        Assert.Empty(byOther.Refusals);
        Assert.Equal((330_000, 5_000, 0, 0), (
            await _market.Balance(LedgerAccount.Bank), await _market.Balance(LedgerAccount.PaymentCosts), await _market.Balance(LedgerAccount.CourierReceivable),
            await _market.Balance(LedgerAccount.BuyerCredit)));
        await _market.LedgerCloses();
    }

    [Theory]
    [InlineData("FT26245", "7", "FT26245", 50_000)]
    [InlineData("FT26245", "7", "FT26245", 49_000)]
    [InlineData("", "7001", "7001", 50_000)]
    [InlineData("FT26245", "7001", "7001", 50_000)]
    public async Task What_the_bank_told_of_is_not_recorded_again(string reference, string id, string typed, long amount)
    {
        using var told = await _market.Notify(_market.Body("tien hang", 50_000, id, reference));
        await _market.RunJobs();

        Assert.Equal([FinanceRefusals.KnownReceipt], await Record(typed, amount, UserId.New()));
        Assert.Equal(50_000, await _market.Balance(LedgerAccount.Bank));
    }

    [Fact]
    public async Task One_reference_is_recorded_once()
    {
        Assert.Empty(await Record("FT26245", 50_000, UserId.New()));
        Assert.Equal([FinanceRefusals.KnownReceipt], await Record("FT26245", 50_000, UserId.New()));
        Assert.Equal([FinanceRefusals.KnownReceipt], await Record("ft26245", 60_000, UserId.New()));
        Assert.Empty(await Record("FT26246", 50_000, UserId.New()));

        Assert.Equal(100_000, await _market.Balance(LedgerAccount.Bank));
    }

    [Fact]
    public async Task Two_officers_at_one_moment_record_a_reference_once()
    {
        using var barrier = new Barrier(2);

        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            barrier.SignalAndWait(TestContext.Current.CancellationToken);
            return Record("FT26245", 50_000, UserId.New());
        })));

        Assert.Single(answers, refusals => refusals.Count == 0);
        Assert.Equal(50_000, await _market.Balance(LedgerAccount.Bank));
    }

    [Theory]
    [InlineData("FT26245", "7", 0)]
    [InlineData("FT26245", "7", 3)]
    [InlineData("ft26245", "7", 3)]
    [InlineData("", "FT26245", 0)]
    public async Task What_the_bank_tells_of_later_is_in_the_books_already_and_another_of_that_name_is_not(string reference, string id, int days)
    {
        Assert.Empty(await Record("FT26245", 50_000, UserId.New()));
        _market.Clock.Advance(TimeSpan.FromDays(days));
        foreach (var number in (string[])[id, id, reference is "" ? id : "statement-9"])
        {
            using var told = await _market.Notify(_market.Body("tien hang", 50_000, number, reference));
            await _market.RunJobs();
        }

        Assert.Equal((1, 50_000), (await _market.Read(db => db.BankReceipts.CountAsync()), await _market.Balance(LedgerAccount.Bank)));

        if (reference.Length > 0)
        {
            _market.Clock.Advance(TimeSpan.FromDays(1));
            using var next = await _market.Notify(_market.Body("tien hang", 50_000, "8", reference));
            await _market.RunJobs();
            Assert.Equal(1, await _market.Read(db => db.BankReceipts.CountAsync(receipt => receipt.Reason == UnmatchedReasons.PossibleDuplicate)));
        }

        await _market.LedgerCloses();
    }

    [Fact]
    public async Task What_the_bank_tells_of_with_another_amount_waits_for_a_person()
    {
        var order = await _market.Waiting();
        Assert.Empty(await Record("FT26245", 33_500, UserId.New()));

        using var told = await _market.Notify(_market.Body(order.Number, 335_000, "7", "FT26245"));
        await _market.RunJobs();

        var held = await _market.Read(db => db.BankReceipts.SingleAsync(receipt => receipt.AmountDong == 335_000));
        Assert.Equal((BankReceiptState.Unmatched, UnmatchedReasons.OtherThanByHand), (held.State, held.Reason));
        Assert.Equal(OrderStatus.AwaitingPayment, (await _market.Now(order)).Status);
    }

    [Theory]
    [InlineData("Form.AmountDong", "")]
    [InlineData("Form.AmountDong", "0")]
    [InlineData("Form.AmountDong", "-1")]
    [InlineData("Form.AmountDong", "1,5")]
    [InlineData("Form.AmountDong", "abc")]
    [InlineData("Form.AmountDong", "<script>")]
    [InlineData("Form.AmountDong", "10000000000")]
    [InlineData("Form.ReceivedAt", "")]
    [InlineData("Form.ReceivedAt", "abc")]
    [InlineData("Form.ReceivedAt", "2026-02-30T10:00")]
    [InlineData("Form.ReceivedAt", "0001-01-01T00:00")]
    [InlineData("Form.ReceivedAt", "9999-12-31T23:59")]
    [InlineData("Form.ReceivedAt", "2026-09-01T10:01")]
    [InlineData("Form.ReceivedAt", "2026-06-03T09:59")]
    [InlineData("Form.Reference", "")]
    [InlineData("Form.Reference", "  ")]
    [InlineData("Form.Reference", "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm")]
    [InlineData("Form.Content", null)]
    public async Task What_no_statement_says_is_refused_and_kept(string field, string? typed)
    {
        using var officer = await _market.As(await _market.Officer());
        Dictionary<string, string> fields = new() { ["Form.AmountDong"] = "50000", ["Form.ReceivedAt"] = "2026-06-03T10:00", ["Form.Reference"] = "FT1", ["Form.Content"] = "tien hang" };
        fields[field] = typed ?? new string('m', 501);

        await officer.Refuses(Page, [.. fields.Select(pair => (pair.Key, pair.Value))]);
        Assert.Equal(0, await _market.Read(db => db.BankReceipts.CountAsync()));

        fields[field] = field switch { "Form.AmountDong" => "9.999.999.999", "Form.ReceivedAt" => "1/9/2026 10:00", "Form.Reference" => new string('m', 64), _ => new string('m', 500) };
        using var answer = await officer.Post(Page, [.. fields.Select(pair => (pair.Key, pair.Value))]);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private async Task<IReadOnlyList<Refusal>> Record(string reference, long amount, UserId officer) =>
        (await _market.Send(new RecordReceipt(amount, _market.Clock.GetUtcNow().AddMinutes(-5), reference, "", officer))).Refusals;

    private string At(TimeSpan ago) => (_market.Clock.GetUtcNow() - ago).InVietnam().ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
}
