using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Features.Finance.Receipts;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Finance;

public sealed class ReceiptTests : IDisposable
{
    private readonly PaymentMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_transfer_without_a_code_is_matched_by_hand_and_pays_the_order()
    {
        var order = await _market.Waiting();
        var receipt = await Unclear(_market, 335_000);
        using var officer = await _market.As(await _market.Officer());

        using var matched = await officer.Post($"/finance/receipts/{receipt}/match", ("Form.OrderNumber", order.Number), ("Form.Reason", "Người mua gọi điện"));
        using var again = await officer.Post($"/finance/receipts/{receipt}/match", ("Form.OrderNumber", order.Number), ("Form.Reason", "Lần nữa"));

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity), (matched.StatusCode, again.StatusCode));
        Assert.Equal(OrderStatus.Confirmed, (await _market.Now(order)).Status);
        Assert.Equal(335_000, (await _market.Attempt(order)).ReceivedMinor);
        Assert.Equal(BankReceiptState.Matched, (await _market.Read(db => db.BankReceipts.SingleAsync())).State);
        Assert.Equal(335_000, await _market.Balance(LedgerAccount.Bank));
        Assert.Equal((0, 335_000), await Books(order));
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task Every_orders_own_books_close_when_a_transfer_moves_from_one_to_another_or_goes_back()
    {
        var (paid, waiting) = (await _market.Paid(), await _market.Waiting());
        using var second = await _market.Notify(_market.Body(paid.Number, 335_000, "p2"));
        using var third = await _market.Notify(_market.Body(paid.Number, 70_000, "p3"));
        await _market.RunJobs();
        var held = await _market.Read(db => db.BankReceipts.Where(receipt => receipt.State == BankReceiptState.Unmatched).OrderByDescending(receipt => receipt.AmountDong).Select(receipt => receipt.Id).ToListAsync());
        Assert.Equal((-405_000, 740_000), await Books(paid));

        Assert.Empty((await _market.Send(new MatchReceipt(held[0], waiting.Number, "Nhầm mã đơn", UserId.New()))).Refusals);
        Assert.Empty((await _market.Send(new ReturnReceipt(held[1], "Chuyển nhầm", UserId.New()))).Refusals);
        Assert.Empty((await _market.Send(new ReturnReceipt(held[1], "FT1", UserId.New()))).Refusals);

        Assert.Equal((0, 335_000), await Books(paid));
        Assert.Equal((0, 335_000), await Books(waiting));
        Assert.Equal((0, 670_000), (await _market.Balance(LedgerAccount.BuyerCredit), await _market.Balance(LedgerAccount.Bank)));
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task An_order_that_no_longer_waits_takes_no_transfer()
    {
        var order = await _market.Paid();
        var receipt = await Unclear(_market, 335_000);
        using var officer = await _market.As(await _market.Officer());

        using var answer = await officer.Post($"/en/finance/receipts/{receipt}/match", ("Form.OrderNumber", order.Number), ("Form.Reason", "x"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("no longer waits", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_a_transfer_back_needs_two_officers()
    {
        var receipt = await Unclear(_market, 50_000);
        using var first = await _market.As(await _market.Officer());
        using var second = await _market.As(await _market.Officer());
        var path = $"/finance/receipts/{receipt}/return";

        using var decided = await first.Post(path, ("Form.Reason", "Không rõ của ai"));
        using var same = await first.Post(path, ("Form.Reason", "FT1"));
        var between = await _market.Balance(LedgerAccount.Bank);
        using var done = await second.Post(path, ("Form.Reason", "FT1"));
        using var again = await second.Post(path, ("Form.Reason", "FT1"));

        Assert.Equal(
            [HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity],
            [decided.StatusCode, same.StatusCode, done.StatusCode, again.StatusCode]);
        Assert.Equal((50_000, 0), (between, await _market.Balance(LedgerAccount.Bank)));
        Assert.Equal(0, await _market.Balance(LedgerAccount.BuyerCredit));
    }

    /// <summary>What one order's entries leave: owed to the buyer, and at the bank.</summary>
    private Task<(long Credit, long Bank)> Books(Order order) => _market.Read(async db =>
    {
        var postings = await db.LedgerTransactions.Where(entry => entry.OrderId == order.Id).SelectMany(entry => entry.Postings).ToListAsync();
        return (Sum(LedgerAccount.BuyerCredit), Sum(LedgerAccount.Bank));

        long Sum(LedgerAccount account) => postings.Where(posting => posting.Account == account).Sum(posting => posting.Amount.MinorUnits);
    });

    internal static async Task<Guid> Unclear(PaymentMarket market, long amount)
    {
        using var answer = await market.Notify(market.Body("tien hang", amount, "unclear"));
        await market.RunJobs();
        return await market.Read(db => db.BankReceipts.Where(receipt => receipt.State == BankReceiptState.Unmatched).Select(receipt => receipt.Id.Value).SingleAsync());
    }
}
