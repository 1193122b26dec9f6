using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Payouts;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Finance.Payouts;
using Marketplace.Features.Finance.Receipts;
using Marketplace.Features.Finance.RefundPart;
using Marketplace.Features.Finance.Refunds;
using Marketplace.Features.Finance.Remittances;
using Marketplace.Features.Finance.ReturnPart;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Features.Payments;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Finance;

/// <summary>A finance officer may also make and sell, or help who does; then a colleague decides on that shop's money.</summary>
public sealed class OwnMoneyTests : IDisposable
{
    private readonly PaymentMarket _market = new(new ScriptedStripe());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Payouts_of_an_own_shop_are_left_to_a_colleague_and_the_others_are_prepared_and_exported()
    {
        var (own, other) = (await Due("0123456789"), await Due("9876543210"));
        var officer = await Member(own);
        using var browser = await _market.As(officer);

        var page = await browser.Open("/en/finance/payouts");
        using var prepared = await browser.Post("/finance/payouts");
        var first = await _market.Read(db => db.Payouts.AsNoTracking().SingleAsync(Ct));
        await _market.Send(new PreparePayouts(UserId.New()));
        using var file = await browser.Post("/finance/payouts/batch");
        var csv = await file.Content.ReadAsStringAsync(Ct);
        using var none = await browser.Post("/en/finance/payouts/batch");
        var after = await browser.Open("/en/finance/payouts");

        Assert.Contains("A shop of yours", page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("285", page.QuerySelector("form[action$='/finance/payouts']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(other, first.ProducerId);
        Assert.Contains("9876543210", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789", csv, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
        Assert.Contains("Another finance officer decides", (await none.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("A shop of yours", after.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(PayoutStatus.Prepared, await _market.Read(db => db.Payouts.Where(payout => payout.ProducerId == own).Select(payout => payout.Status).SingleAsync(Ct)));
        Assert.True((await _market.Send(new ExportBatch(UserId.New()))).Succeeded);
    }

    [Fact]
    public async Task Nobody_confirms_returns_or_fetches_a_payout_of_their_own_shop_and_a_colleague_does()
    {
        var own = await Due("0123456789");
        var officer = await Member(own);
        await _market.Send(new PreparePayouts(UserId.New()));
        await _market.Send(new ExportBatch(UserId.New()));
        var payout = await _market.Read(db => db.Payouts.AsNoTracking().SingleAsync(Ct));
        using var browser = await _market.As(officer);
        var address = $"/finance/payouts/{payout.Id.Value}";

        var page = await browser.Open(address);
        using var paid = await browser.Post($"{address}/payment", ("Form.Reference", "FT1"));
        using var returned = await browser.Post($"{address}/return", ("Form.Reason", "Không tới"));
        using var again = await browser.Post($"/finance/payouts/batches/{payout.BatchId}");
        var still = await _market.Read(db => db.Payouts.Select(row => row.Status).SingleAsync(Ct));

        Assert.Empty(page.QuerySelectorAll("main form"));
        Assert.Equal(
            [HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity], [paid.StatusCode, returned.StatusCode, again.StatusCode]);
        Assert.Contains("Một cán bộ tài chính khác quyết định", (await paid.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(PayoutStatus.Exported, still);
        Assert.Empty((await _market.Send(new MarkPaid(payout.Id, "FT1", UserId.New()))).Refusals);
    }

    [Fact]
    public async Task Nobody_refunds_or_returns_a_part_of_their_own_shop_and_a_colleague_does()
    {
        var order = await _market.Delivered();
        var part = order.Parts.Single();
        var sent = await Sent(await _market.Paid(producer: await _market.Read(db => db.Producers.SingleAsync(shop => shop.Id == part.ProducerId, Ct))));
        var officer = await Member(part.ProducerId);

        Assert.Equal(Own, Codes(await _market.Send(new RefundPart(part.Number, "Rách", officer.UserId))));
        Assert.Equal(Own, Codes(await _market.Send(new ReturnPart(sent, "refused", officer.UserId))));
        Assert.Equal(0, await _market.Read(db => db.Refunds.CountAsync(Ct)));
        Assert.Empty((await _market.Send(new RefundPart(part.Number, "Rách", UserId.New()))).Refusals);
        Assert.Empty((await _market.Send(new ReturnPart(sent, "refused", UserId.New()))).Refusals);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nobody_approves_asks_for_explains_or_sends_a_refund_of_their_own_shop_and_a_colleague_does(bool isOfAPart)
    {
        var order = await _market.Paid(PaymentMethod.BankTransfer, parts: 2);
        await _market.Do(order, confirmed => confirmed.Cancel(_market.Clock.GetUtcNow(), Actor.System, "changed-mind"));
        var refund = await _market.Read(db => db.Refunds.OrderBy(row => row.Id).Select(row => row.Id).FirstAsync(Ct));
        if (!isOfAPart)
        {
            await _market.Read(db => db.Refunds.Where(row => row.Id == refund).ExecuteUpdateAsync(set => set.SetProperty(row => row.PartId, (ProducerOrderId?)null), Ct));
        }

        var officer = (await Member(order.Parts.First().ProducerId)).UserId;

        Assert.Equal(Own, Codes(await _market.Approve(refund, officer)));
        Assert.Equal(Own, Codes(await _market.Send(new AskAgain(refund, officer))));
        Assert.Equal(Own, Codes(await _market.Send(new ExplainRefund(refund, "x", officer))));
        Assert.Empty((await _market.Approve(refund)).Refusals);
        Assert.Equal(Own, Codes(await _market.Send(new CompleteRefund(refund, "FT1", officer))));
        Assert.Empty((await _market.Send(new CompleteRefund(refund, "FT1", UserId.New()))).Refusals);
    }

    [Fact]
    public async Task Nobody_gives_a_transfer_or_a_couriers_cash_to_their_own_shop_and_a_colleague_does()
    {
        var waiting = await _market.Waiting();
        var cash = await _market.Delivered(PaymentMethod.CashOnDelivery, producer: await _market.Read(db => db.Producers.SingleAsync(shop => shop.Id == waiting.Parts.Single().ProducerId, Ct)));
        var officer = (await Member(waiting.Parts.Single().ProducerId)).UserId;
        var transfer = await _market.CourierPays(waiting.Charged.MinorUnits, "a");
        var remitted = await _market.CourierPays(cash.Charged.MinorUnits, "b");
        var lines = StatementLine.Read(cash.Parts.Single().Number);

        Assert.Equal(Own, Codes(await _market.Send(new MatchReceipt(transfer, waiting.Number, "Gọi hỏi rồi", officer))));
        Assert.Equal(Own, Codes(await _market.Send(new SettleRemittance(remitted, lines, officer))));
        Assert.Empty((await _market.Send(new MatchReceipt(transfer, waiting.Number, "Gọi hỏi rồi", UserId.New()))).Refusals);
        Assert.Empty((await _market.Send(new SettleRemittance(remitted, lines, UserId.New()))).Refusals);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("{1}\n{0} 5000")]
    [InlineData("ev 1 vn")]
    [InlineData("Ev1vN; 5000\n{1}")]
    public async Task One_parcel_of_an_own_shop_among_others_leaves_the_statement_to_a_colleague(string statement)
    {
        var (own, other) = (await _market.Delivered(PaymentMethod.CashOnDelivery, tracking: "EV 1 VN"), await _market.Delivered(PaymentMethod.CashOnDelivery));
        var officer = await Member(own.Parts.Single().ProducerId);
        var typed = statement.Replace("{0}", own.Parts.Single().Number, StringComparison.Ordinal).Replace("{1}", other.Parts.Single().Number, StringComparison.Ordinal);
        var receipt = await _market.CourierPays(StatementLine.Read(typed).Sum(line => 335_000 - line.FeeDong));

        Assert.Equal(Own, Codes(await _market.Send(new SettleRemittance(receipt, StatementLine.Read(typed), officer.UserId))));
        Assert.Empty((await _market.Send(new SettleRemittance(receipt, StatementLine.Read(typed), UserId.New()))).Refusals);
    }

    [Fact]
    public async Task What_no_courier_owes_an_own_shop_any_more_keeps_nobody_from_settling_anothers_parcel()
    {
        var (own, other) = (await _market.Delivered(PaymentMethod.CashOnDelivery, tracking: "EV1"), await _market.Delivered(PaymentMethod.CashOnDelivery, tracking: "EV1"));
        await _market.Read(db => db.ProducerOrders.Where(part => part.OrderId == own.Id).ExecuteUpdateAsync(set => set.SetProperty(part => part.SettledAt, (DateTimeOffset?)_market.Clock.GetUtcNow()), Ct));
        var officer = await Member(own.Parts.Single().ProducerId);

        Assert.Empty((await _market.Send(new SettleRemittance(await _market.CourierPays(335_000), StatementLine.Read("EV1"), officer.UserId))).Refusals);
        Assert.Equal(other.Id, await _market.Read(db => db.ProducerOrders.Where(part => part.RemittedBy != null).Select(part => part.OrderId).SingleAsync(Ct)));
    }

    [Theory]
    [InlineData("a mandate", 0, false)]
    [InlineData("a mandate", 10, false)]
    [InlineData("a mandate", 31, true)]
    [InlineData("a place", 10, false)]
    [InlineData("a place", 31, true)]
    public async Task Who_helps_a_shop_or_left_it_lately_stands_too_near(string tie, int endedDaysAgo, bool decides)
    {
        var order = await _market.Delivered();
        var part = order.Parts.Single();
        var officer = tie == "a place" ? await Member(part.ProducerId, endedDaysAgo) : await Helper(part.ProducerId, endedDaysAgo);

        Assert.Equal(decides ? [] : Own, Codes(await _market.Send(new RefundPart(part.Number, "Rách", officer.UserId))));
    }

    private static readonly string[] Own = ["finance.own-shop"];

    private static IEnumerable<string> Codes(Result result) => result.Refusals.Select(refusal => refusal.Code);

    /// <summary>A shop that is owed the money of one parcel.</summary>
    private async Task<ProducerId> Due(string account)
    {
        var order = await _market.Delivered();
        var shop = order.Parts.Single().ProducerId;
        await _market.CanBePaid(shop, new BankAccount("970436", account, "GIANG THI DO"));
        DateTimeOffset? longAgo = _market.Clock.GetUtcNow().AddDays(-40);
        await _market.Read(db => db.ProducerOrders.Where(part => part.OrderId == order.Id).ExecuteUpdateAsync(set => set.SetProperty(part => part.DeliveredAt, longAgo), Ct));
        return shop;
    }

    private async Task<string> Sent(Order order)
    {
        var part = order.Parts.Single();
        await _market.Do(order, own =>
        {
            var now = _market.Clock.GetUtcNow();
            own.Accept(part.Id, now, Actor.System);
            own.Pack(part.Id, now, Actor.System);
            return own.Send(part.Id, "VNPost", "V1", now, Actor.System);
        });
        return part.Number;
    }

    private async Task<User> Member(ProducerId shop, int? leftDaysAgo = null)
    {
        var now = _market.Clock.GetUtcNow();
        var person = new Person { Id = PersonId.New(), FullName = "Sùng A Páo", RecordedAt = now };
        await _market.Given(person, new Membership
        {
            Id = MembershipId.New(),
            PersonId = person.Id,
            ProducerId = shop,
            Role = MembershipRole.Member,
            ShareBasisPoints = 0,
            From = now.AddDays(-200).VietnamDay(),
            Until = leftDaysAgo is { } days ? now.AddDays(-days).VietnamDay() : null,
        });
        return await _market.GivenUser(Some.User(person: person.Id), Roles.FinanceOfficer);
    }

    private async Task<User> Helper(ProducerId shop, int endedDaysAgo)
    {
        var now = _market.Clock.GetUtcNow();
        var helper = await _market.GivenUser(Some.User(), Roles.Helper, Roles.FinanceOfficer);
        await _market.Given(new Mandate
        {
            Id = MandateId.New(),
            HelperId = helper.UserId,
            ProducerId = shop,
            Scope = MandateScope.Orders,
            From = now.AddDays(-90),
            Until = endedDaysAgo == 0 ? now.AddDays(30) : now.AddDays(-endedDaysAgo),
        });
        return helper;
    }
}
