using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Features.Finance.Receipts;
using Marketplace.Features.Finance.Remittances;
using Marketplace.Infrastructure.Data;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Finance;

public sealed class RemittanceTests : IDisposable
{
    private readonly PaymentMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task One_transfer_settles_three_parcels_of_two_orders_less_what_the_courier_keeps()
    {
        var (two, one) = (await _market.Delivered(PaymentMethod.CashOnDelivery, parts: 2), await _market.Delivered(PaymentMethod.CashOnDelivery, tracking: "ev 123 456 789 vn"));
        var parts = two.Parts.OrderBy(part => part.Number).Select(part => part.Number).ToList();
        var receipt = await _market.CourierPays(1_005_000 - 12_500);
        var user = await _market.Officer();
        using var officer = await _market.As(user);
        Assert.NotNull((await officer.Open($"/finance/receipts/{receipt.Value}")).QuerySelector($"main a[href='{Path(receipt)}']"));
        foreach (var list in (string[])["/finance/remittances", Path(receipt)])
        {
            Assert.Equal(
                [two.Number, two.Number, one.Number],
                (await officer.Open(list)).QuerySelectorAll("tbody a[href^='/finance/orders/']").Select(link => link.GetAttribute("href")!.Split('/')[^1]));
        }

        Assert.Equal((1_005_000, -992_500), (await _market.Balance(LedgerAccount.CourierReceivable), await _market.Balance(LedgerAccount.BuyerCredit)));

        using var settled = await officer.Post(Path(receipt), ("Form.Statement", $"{parts[0].ToLowerInvariant()}\t5.000\r\n\r\n EV123456789VN; 7 500 đ\r\n{parts[1]}\r\n"));
        using var again = await officer.Post(Path(receipt), ("Form.Statement", parts[0]));

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity), (settled.StatusCode, again.StatusCode));
        Assert.Equal((992_500, 12_500, 0, 0), (
            await _market.Balance(LedgerAccount.Bank), await _market.Balance(LedgerAccount.PaymentCosts), await _market.Balance(LedgerAccount.CourierReceivable),
            await _market.Balance(LedgerAccount.BuyerCredit)));
        var decided = await _market.Read(db => db.BankReceipts.SingleAsync());
        Assert.Equal((BankReceiptState.Remitted, (UserId?)user.UserId, (DateTimeOffset?)_market.Clock.GetUtcNow()), (decided.State, decided.DecidedBy, decided.DecidedAt));
        Assert.Equal($"{parts[0]} 5000; EV123456789VN 7500; {parts[1]} 0", decided.Note);
        foreach (var order in (Order[])[two, one])
        {
            Assert.All((await _market.Now(order)).Parts, part => Assert.Equal(((BankReceiptId?)receipt, true), (part.RemittedBy, part.SettledAt is not null)));
            var attempt = await _market.Attempt(order);
            Assert.Equal((PaymentStatus.Paid, order.Charged.MinorUnits), (attempt.Status, attempt.ReceivedMinor));
        }

        Assert.Equal(3, await _market.Read(db => db.Sales.CountAsync()));
        Assert.Equal((3, 1), await _market.Read(async db => (
            await db.AuditEvents.CountAsync(entry => entry.Action == "cod.remittance" && entry.ActorId == user.UserId), await db.AuditEvents.CountAsync(entry => entry.Action == "receipt.remitted"))));
        await _market.LedgerCloses();

        var page = await officer.Open(settled.Headers.Location!.ToString());
        Assert.Equal([two.Number, two.Number, one.Number], page.QuerySelectorAll("tbody a").Select(link => link.GetAttribute("href")!.Split('/')[^1]));
        Assert.Equal(["335.000 ₫", "5.000 ₫", "335.000 ₫", "0 ₫", "335.000 ₫", "7.500 ₫"], page.Texts("tbody td.num").Select(text => text.Replace('\u00a0', ' ')));
        Assert.Empty(page.QuerySelectorAll("main form"));
        Assert.Empty((await officer.Open("/finance/remittances")).QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task An_order_is_paid_when_the_cash_of_its_last_part_came()
    {
        var order = await _market.Delivered(PaymentMethod.CashOnDelivery, parts: 2);
        var parts = order.Parts.OrderBy(part => part.Number).Select(part => part.Number).ToList();

        Assert.Empty(await Settle(await _market.CourierPays(335_000, "a"), UserId.New(), parts[0]));
        var half = await _market.Attempt(order);
        Assert.Empty(await Settle(await _market.CourierPays(285_000, "b"), UserId.New(), parts[1] + " 50000"));

        Assert.Equal((335_000, true), (half.ReceivedMinor, half.IsLive));
        Assert.Equal((PaymentStatus.Paid, 670_000), ((await _market.Attempt(order)).Status, (await _market.Attempt(order)).ReceivedMinor));
        Assert.Equal((620_000, 0), (await _market.Balance(LedgerAccount.Bank), await _market.Balance(LedgerAccount.CourierReceivable)));
    }

    [Theory]
    [InlineData("", "at least one parcel")]
    [InlineData(" \n\t\n", "at least one parcel")]
    [InlineData("{0}\n{1};abc", "Line 2: cannot be read")]
    [InlineData(";5000", "Line 1: cannot be read")]
    [InlineData("{0};1;2", "Line 1: cannot be read")]
    [InlineData("mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm", "Line 1: cannot be read")]
    [InlineData("{0}\n\n<script>alert(1)</script> 0", "Line 3: no parcel whose cash is owed has the code <SCRIPT>ALERT(1)</SCRIPT>")]
    [InlineData("'; DROP TABLE Orders; --", "Line 1: cannot be read")]
    [InlineData("v1", "Line 1: more than one parcel has the code V1")]
    [InlineData("{0}\n{0} 5000", "Line 2: parcel {0} stands in line 1 already")]
    [InlineData("{0};-5", "Line 1: the fee of parcel {0} must be between 0 and ₫50,000")]
    [InlineData("{0} 50.001", "Line 1: the fee of parcel {0} must be between 0 and ₫50,000")]
    [InlineData("{0} 5000\n{1}", "Collected ₫670,000 less fees ₫5,000 is ₫665,000, but the transfer is ₫670,000: a difference of ₫5,000")]
    [InlineData("{0}", "Collected ₫335,000 less fees ₫0 is ₫335,000, but the transfer is ₫670,000: a difference of ₫335,000")]
    public async Task What_is_not_exactly_what_was_transferred_is_refused_by_line_and_kept(string typed, string message)
    {
        var parts = (await _market.Delivered(PaymentMethod.CashOnDelivery, parts: 2)).Parts.Select(part => part.Number).Order().ToList();
        var receipt = await _market.CourierPays(670_000);
        using var officer = await _market.As(await _market.Officer());
        string Named(string text) => text.Replace("{0}", parts[0], StringComparison.Ordinal).Replace("{1}", parts[1], StringComparison.Ordinal);

        await officer.Refuses("/en" + Path(receipt), ("Form.Statement", Named(typed)));
        using var answer = await officer.Post("/en" + Path(receipt), ("Form.Statement", Named(typed)));

        Assert.Contains(Named(message), (await answer.Page()).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((670_000, -670_000), (await _market.Balance(LedgerAccount.CourierReceivable), await _market.Balance(LedgerAccount.BuyerCredit)));
        Assert.Equal(BankReceiptState.Unmatched, (await _market.Read(db => db.BankReceipts.SingleAsync())).State);
    }

    [Fact]
    public async Task No_statement_has_more_than_five_hundred_lines_and_ten_faults_are_said_at_once()
    {
        await _market.Delivered(PaymentMethod.CashOnDelivery);
        var receipt = await _market.CourierPays(670_000);
        string Lines(int count) => string.Join('\n', Enumerable.Range(1, count).Select(number => "X" + number));

        var (few, most, more) = (await Settle(receipt, UserId.New(), Lines(3)), await Settle(receipt, UserId.New(), Lines(500)), await Settle(receipt, UserId.New(), Lines(501)));

        Assert.Equal((3, 10), (few.Count, most.Count));
        Assert.All(most, code => Assert.Equal("finance.line-unknown", code));
        Assert.Equal(["finance.statement-too-long"], more);
    }

    [Fact]
    public async Task What_no_courier_owes_is_in_no_statement()
    {
        var (paid, settled, onTheWay) = (await _market.Delivered(), await _market.Delivered(PaymentMethod.CashOnDelivery), await _market.Waiting(PaymentMethod.CashOnDelivery));
        await _market.Delivered(PaymentMethod.CashOnDelivery);
        await _market.Remitted(settled);
        var receipt = await _market.CourierPays(335_000);

        foreach (var order in (Order[])[paid, settled, onTheWay])
        {
            Assert.Equal(["finance.line-unknown"], await Settle(receipt, UserId.New(), order.Parts.Single().Number));
        }
    }

    [Fact]
    public void No_courier_keeps_more_than_it_collected_whatever_the_rule()
    {
        var parcel = new OwedParcel(ProducerOrderId.New(), OrderId.New(), "A-1", "", 20_000);

        var refusals = CourierStatement.Check([new StatementLine(1, "A-1", 20_001)], [parcel], 50_000, -1);

        Assert.Equal(Money.Vnd(20_000), Assert.Single(refusals).Arguments[2]);
        Assert.Empty(CourierStatement.Check([new StatementLine(1, "A-1", 20_000)], [parcel], 50_000, 0));
    }

    [Theory]
    [InlineData("EV123456789VN", "EV123456789VN", 0)]
    [InlineData(" ev 123 456 789 vn ", "EV123456789VN", 0)]
    [InlineData("ev 123 456 789 vn 5000", "EV123456789VN", 5000)]
    [InlineData("EV123456789VN 12 500 đ", "EV123456789VN", 12_500)]
    [InlineData("EV123456789VN\t12.500₫\t", "EV123456789VN", 12_500)]
    [InlineData("EV 1;", "EV1", 0)]
    [InlineData("123 456 789;5,000", "123456789", 5000)]
    [InlineData("123456789 5000", "123456789", 5000)]
    [InlineData("EV1 -5", "EV1", -5)]
    public void A_line_is_read_as_people_write_it(string typed, string code, long fee) => Assert.Equal([new StatementLine(1, code, fee)], StatementLine.Read(typed));

    [Fact]
    public async Task A_transfer_that_was_settled_is_matched_to_no_order_and_does_not_go_back()
    {
        var (cash, waiting) = (await _market.Delivered(PaymentMethod.CashOnDelivery), await _market.Waiting());
        var receipt = await _market.Remitted(cash);

        var matched = await _market.Send(new MatchReceipt(receipt, waiting.Number, "x", UserId.New()));
        var returned = await _market.Send(new ReturnReceipt(receipt, "x", UserId.New()));

        Assert.Equal([PaymentRefusals.AlreadyDecided, PaymentRefusals.AlreadyDecided], matched.Refusals.Concat(returned.Refusals));
        Assert.Equal((335_000, OrderStatus.AwaitingPayment), (await _market.Balance(LedgerAccount.Bank), (await _market.Now(waiting)).Status));
    }

    [Fact]
    public async Task A_transfer_whose_memo_named_an_order_leaves_that_orders_books()
    {
        var order = await _market.Delivered(PaymentMethod.CashOnDelivery);
        using var told = await _market.Notify(_market.Body("COD " + order.Number, 335_000));
        await _market.RunJobs();
        var receipt = await _market.Read(db => db.BankReceipts.Select(one => one.Id).SingleAsync());

        Assert.Empty(await Settle(receipt, UserId.New(), order.Parts.Single().Number));

        var own = await _market.Read(db => db.LedgerTransactions.Where(entry => entry.OrderId == order.Id).SelectMany(entry => entry.Postings).ToListAsync());
        Assert.Equal((0, 335_000, 0), (Sum(LedgerAccount.BuyerCredit), Sum(LedgerAccount.Bank), Sum(LedgerAccount.CourierReceivable)));

        long Sum(LedgerAccount account) => own.Where(posting => posting.Account == account).Sum(posting => posting.Amount.MinorUnits);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Two_officers_at_one_moment_settle_a_parcel_once(int transfers)
    {
        var number = (await _market.Delivered(PaymentMethod.CashOnDelivery)).Parts.Single().Number;
        List<BankReceiptId> receipts = [await _market.CourierPays(335_000, "a")];
        receipts.Add(transfers == 1 ? receipts[0] : await _market.CourierPays(335_000, "b"));
        using var barrier = new Barrier(2);

        var answers = await Task.WhenAll(receipts.ConvertAll(receipt => Task.Run(() =>
        {
            barrier.SignalAndWait(TestContext.Current.CancellationToken);
            return Settle(receipt, UserId.New(), number);
        })));

        Assert.Single(answers, codes => codes.Count == 0);
        Assert.Equal(1, await _market.Read(db => db.LedgerTransactions.CountAsync(entry => entry.Kind == "cod-remittance")));
        Assert.Equal((335_000 * transfers, 0), (await _market.Balance(LedgerAccount.Bank), await _market.Balance(LedgerAccount.CourierReceivable)));
        await _market.LedgerCloses();
    }

    [Fact]
    public async Task Three_orders_are_read_in_as_many_commands_as_one()
    {
        using var market = new Counted();
        List<string> numbers = [];
        for (var order = 0; order < 5; order++)
        {
            numbers.Add((await market.Delivered(PaymentMethod.CashOnDelivery)).Parts.Single().Number);
        }

        await Reads(numbers[..1], "warm");
        Assert.Equal(await Reads(numbers[1..2], "one"), await Reads(numbers[2..], "three"));

        async Task<int> Reads(List<string> parcels, string id)
        {
            var receipt = await market.CourierPays(335_000 * parcels.Count, id);
            market.Counter.Texts.Clear();
            Assert.Empty((await market.Send(new SettleRemittance(receipt, StatementLine.Read(string.Join('\n', parcels)), UserId.New()))).Refusals);
            return market.Counter.Texts.Count(text => text.Contains("\"Orders\" AS", StringComparison.Ordinal) || text.Contains("\"PaymentAttempts\" AS", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Of_a_remittance_and_a_parcel_that_came_back_at_one_moment_one_counts()
    {
        var order = await _market.Delivered(PaymentMethod.CashOnDelivery);
        var part = order.Parts.Single().Id;
        _market.Clock.Advance(TimeSpan.FromHours(1));
        var now = _market.Clock.GetUtcNow();
        await using var desk = _market.Services.CreateAsyncScope();
        await using var door = _market.Services.CreateAsyncScope();
        var (remitted, returned) = (await Loaded(desk, order), await Loaded(door, order));

        Assert.True(remitted.SettlePart(part, now).Succeeded);
        Assert.True(returned.Return(part, "refused", now, Actor.System).Succeeded);
        await Save(desk);

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => Save(door));
        Assert.Equal(ProducerOrderStatus.Delivered, (await _market.Now(order)).Parts.Single().Status);
    }

    private static string Path(BankReceiptId receipt) => $"/finance/receipts/{receipt.Value}/remittance";

    private async Task<IReadOnlyList<string>> Settle(BankReceiptId receipt, UserId officer, string statement) =>
        [.. (await _market.Send(new SettleRemittance(receipt, StatementLine.Read(statement), officer))).Refusals.Select(refusal => refusal.Code)];

    private static Task<Order> Loaded(AsyncServiceScope scope, Order order) =>
        scope.ServiceProvider.GetRequiredService<MarketplaceDb>().OrderWithParts(order.Id, TestContext.Current.CancellationToken);

    /// <summary>As the pipeline does, at a moment of the test's choosing.</summary>
    private static async Task Save(AsyncServiceScope scope)
    {
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        foreach (var entry in db.ChangeTracker.Entries<Aggregate>().Where(entry => entry.State == EntityState.Modified).ToList())
        {
            entry.Entity.Touch();
        }

#pragma warning disable RS0030 // The pipeline would save both, one after the other.
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
#pragma warning restore RS0030
    }

    private sealed class Counted : PaymentMarket
    {
        public CommandCounter Counter { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.ConfigureDbContext<SqliteMarketplaceDb>(options => options.AddInterceptors(Counter)));
        }
    }
}
