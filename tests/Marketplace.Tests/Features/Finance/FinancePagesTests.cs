using System.Globalization;
using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Features.Finance.Payouts;
using Marketplace.Features.Finance.TrialBalance;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Finance;

public sealed class FinancePagesTests : IDisposable
{
    private readonly PaymentMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("/en")]
    public async Task Every_page_opens_for_the_officer_and_for_nobody_else(string language)
    {
        var pages = await Desk();
        using var officer = await _market.As(await _market.Officer());
        using var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
        using var guest = _market.AsGuest();

        foreach (var page in pages)
        {
            await officer.Open(language + page);
            using var refused = await moderator.Get(language + page);
            using var asked = await guest.Get(language + page);
            Assert.Contains(refused.StatusCode, new[] { HttpStatusCode.Forbidden, HttpStatusCode.NotFound });
            Assert.Contains(asked.StatusCode, new[] { HttpStatusCode.Redirect, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound });
        }
    }

    [Fact]
    public async Task The_trial_balance_is_the_sum_of_the_postings_and_zero_in_each_currency()
    {
        await Desk();
        var card = await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd);
        await _market.Given(LedgerEntries.Receipt(PaymentProviders.Stripe, "cs_9", card.Id, card.Charged, _market.Clock.GetUtcNow()));

        var model = await _market.Send(new ShowTrialBalance());

        Assert.Equal(["VND", "USD"], model.Currencies.Select(currency => currency.Currency));
        var postings = await _market.Read(db => db.Postings.AsNoTracking().ToListAsync());
        foreach (var currency in model.Currencies)
        {
            Assert.True(currency.Closes);
            foreach (var row in currency.Accounts)
            {
                var own = postings.Where(posting => posting.Account == row.Account && posting.Amount.Currency == row.Balance.Currency).Select(posting => posting.Amount.MinorUnits).ToList();
                Assert.Equal((own.Where(amount => amount > 0).Sum(), -own.Where(amount => amount < 0).Sum()), (row.Debit.MinorUnits, row.Credit.MinorUnits));
            }
        }

        using var officer = await _market.As(await _market.Officer());
        var page = await officer.Open("/finance/trial-balance");
        Assert.Equal(2, page.QuerySelectorAll(".banner.success").Length);
        Assert.Equal("Số dư", page.Texts("thead th")[1]);
        string[] sums = [.. model.Currencies.SelectMany(currency => (string[])[
            Sum(currency, row => row.Balance), Sum(currency, row => row.Debit), Sum(currency, row => row.Credit)])];
        Assert.Equal(sums, page.Texts("tfoot td.num"));

        static string Sum(CurrencyBalance currency, Func<AccountBalance, Money> column) => Marketplace.Infrastructure.Localization.Format.Money(
            new Money(currency.Accounts.Sum(row => column(row).MinorUnits), column(currency.Accounts[0]).Currency), "vi").Replace('\u00a0', ' ');
    }

    [Fact]
    public async Task An_order_without_a_balanced_book_would_show()
    {
        await _market.Delivered();
        await _market.Read(db => db.Postings.Where(posting => posting.Account == LedgerAccount.FeeIncome).ExecuteDeleteAsync());

        using var officer = await _market.As(await _market.Officer());

        Assert.Single((await officer.Open("/finance/trial-balance")).QuerySelectorAll(".banner.warning"));
    }

    [Fact]
    public async Task An_orders_ledger_tells_its_payment_its_entries_and_its_parts()
    {
        var order = await _market.Delivered(parts: 2);
        using var officer = await _market.As(await _market.Officer());

        using var found = await officer.Get("/finance/orders?number=" + order.Number.ToLowerInvariant());
        var page = await officer.Open(found.Headers.Location!.ToString());
        using var unknown = await officer.Get("/finance/orders?number=%3Cscript%3E");

        Assert.Equal(1 + (2 * 5), page.QuerySelectorAll("tbody tr").Length - 1);
        Assert.Equal(2, page.QuerySelectorAll($"a[href*='/finance/parts/{order.Number}']").Length);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        var mistyped = await Walk.Page(unknown);
        Assert.StartsWith("Lỗi: ", mistyped.Title, StringComparison.Ordinal);
        Assert.Equal("<script>", mistyped.QuerySelector("#order-number[aria-invalid]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task An_orders_ledger_tells_what_its_buyer_said_is_wrong()
    {
        var order = await _market.Delivered();
        using var officer = await _market.As(await _market.Officer());
        using var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
        using var guest = _market.AsGuest();
        var address = $"/finance/orders/{order.Number}";
        Assert.Null((await officer.Open(address)).QuerySelector("main a[href^='/problems/']"));

        await guest.Post($"/orders/{order.Number}/problem", ("key", order.AccessKey), ("Text", "Khăn <b>rách</b> một góc."));
        var open = await officer.Open(address);
        await moderator.Post($"/problems/{order.Number}/closure", ("Answer", "Đã gửi chiếc khác."));
        var closed = await officer.Open(address);

        Assert.Equal(["Đang chờ"], open.Texts("main li .tag"));
        Assert.Equal(["Đã giải quyết"], closed.Texts("main li .tag"));
        Assert.Contains("Khăn <b>rách</b> một góc.", open.QuerySelector("main li:has(.tag)")!.TextContent, StringComparison.Ordinal);
        await officer.Open(open.QuerySelector("main a[href^='/problems/']")!.GetAttribute("href")!);
    }

    [Fact]
    public async Task Given_up_messages_are_listed_and_get_their_tries_again()
    {
        var (outgoing, incoming) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await GivenUndelivered(outgoing, incoming);
        using var officer = await _market.As(await _market.Officer());

        var before = await officer.Open("/finance/undelivered");
        using var first = await officer.Post($"/finance/undelivered/{outgoing}/retry");
        using var second = await officer.Post($"/finance/undelivered/{incoming}/retry");
        using var again = await officer.Post($"/finance/undelivered/{incoming}/retry");

        Assert.Equal(2, before.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("connection refused", before.Texts("tbody td"));
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.NotFound), (first.StatusCode, second.StatusCode, again.StatusCode));
        var message = await _market.Read(db => db.OutboxMessages.SingleAsync(row => row.Id == outgoing));
        Assert.Equal((false, 0, "key-1"), (message.IsDead, message.Attempts, message.IdempotencyKey));
        Assert.Equal((false, 0), await _market.Read(db => db.InboxMessages.Where(row => row.Id == incoming).Select(row => new ValueTuple<bool, int>(row.IsDead, row.Attempts)).SingleAsync()));
        Assert.Empty((await officer.Open("/finance/undelivered")).QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task Given_up_notifications_have_pages_of_their_own_and_are_closed_with_a_reason()
    {
        var told = Enumerable.Range(0, 27).Select(_ => GivenUp(Guid.CreateVersion7())).ToList();
        await _market.Given([.. told]);
        using var officer = await _market.As(await _market.Officer());

        var first = await officer.Open("/finance/undelivered");
        var second = await officer.Open(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        var page = await officer.Open($"/finance/undelivered/{told[0].Id}");
        using var closed = await officer.Post($"/finance/undelivered/{told[0].Id}/closing", ("Form.Reason", "entered by hand"));
        using var again = await officer.Post($"/finance/undelivered/{told[0].Id}/closing", ("Form.Reason", "entered by hand"));
        using var retried = await officer.Post($"/finance/undelivered/{told[0].Id}/retry");

        Assert.Equal((25, 2), (first.QuerySelectorAll("tbody tr").Length, second.QuerySelectorAll("tbody tr").Length));
        Assert.Contains("no such thing", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (closed.StatusCode, again.StatusCode, retried.StatusCode));
        Assert.Equal([told[0].Id], await _market.Read(db => db.InboxMessages.Where(message => message.DoneAt != null).Select(message => message.Id).ToListAsync()));
        Assert.Equal("entered by hand", await _market.Read(db => db.AuditEvents.Where(entry => entry.Action == "message.close").Select(entry => entry.Detail).SingleAsync()));
        Assert.Single((await officer.Open("/finance/undelivered?incoming=2")).QuerySelectorAll("tbody tr"));
    }

    [Theory]
    [MemberData(nameof(FinanceForms.NoTexts), MemberType = typeof(FinanceForms))]
    public async Task A_notification_is_not_closed_without_a_reason(string typed)
    {
        var told = GivenUp(Guid.CreateVersion7());
        await _market.Given(told);
        using var officer = await _market.As(await _market.Officer());

        await officer.Refuses($"/finance/undelivered/{told.Id}/closing", ("Form.Reason", typed));

        Assert.Null(await _market.Read(db => db.InboxMessages.Select(message => message.DoneAt).SingleAsync()));
    }

    /// <summary>Something of everything an officer works on, and the pages that show it.</summary>
    private async Task<string[]> Desk()
    {
        await _market.Waiting();
        using var unclear = await _market.Notify(_market.Body("chuyen tien", 50_000, "u1"));
        await _market.RunJobs();
        var receipt = await _market.Read(db => db.BankReceipts.SingleAsync());
        var delivered = await _market.Delivered();
        var dropped = await _market.Paid();
        await _market.Do(dropped, order => order.Cancel(_market.Clock.GetUtcNow(), Actor.System, "changed-mind"));
        var refund = await _market.Read(db => db.Refunds.SingleAsync());
        await _market.Delivered(PaymentMethod.CashOnDelivery);
        var remitted = await _market.Remitted(await _market.Delivered(PaymentMethod.CashOnDelivery), 5_000);
        var incoming = Guid.CreateVersion7();
        await GivenUndelivered(Guid.CreateVersion7(), incoming);
        await _market.CanBePaid(delivered.Parts.Single().ProducerId, new BankAccount("970436", "0123456789", "GIANG THI DO"));
        _market.Clock.Advance(TimeSpan.FromDays(8));
        await _market.Send(new PreparePayouts(UserId.New()));
        var payout = await _market.Read(db => db.Payouts.SingleAsync());
        return [
            "/finance", "/finance/receipts", $"/finance/receipts/{receipt.Id.Value}", $"/finance/receipts/{receipt.Id.Value}/remittance", $"/finance/receipts/{remitted.Value}", "/finance/receipts/new", "/finance/refunds", $"/finance/refunds/{refund.Id.Value}", "/finance/remittances",
            "/finance/payouts", $"/finance/payouts/{payout.Id.Value}", "/finance/disputes", "/finance/undelivered", $"/finance/undelivered/{incoming}", "/finance/trial-balance",
            $"/finance/orders/{delivered.Number}", $"/finance/parts/{delivered.Parts.Single().Number}/refund",
        ];
    }

    private Task GivenUndelivered(Guid outgoing, Guid incoming) => _market.Given(
        new OutboxMessage
        {
            Id = outgoing,
            Kind = "message",
            Payload = "{}",
            IdempotencyKey = "key-1",
            CreatedAt = Some.Moment,
            DueAt = Some.Moment,
            Attempts = 9,
            IsDead = true,
            LastError = "connection refused",
        },
        GivenUp(incoming));

    private static InboxMessage GivenUp(Guid id) => new()
    {
        Id = id,
        Provider = "bank",
        EventId = "e1-" + id.ToString("N", CultureInfo.InvariantCulture),
        Kind = "in",
        Body = "{}",
        ReceivedAt = Some.Moment,
        DueAt = Some.Moment,
        Attempts = 9,
        IsDead = true,
        LastError = "no such thing",
    };
}
