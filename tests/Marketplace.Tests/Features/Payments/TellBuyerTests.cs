using System.Text.Json;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Features.Finance.Receipts;
using Marketplace.Features.Finance.RefundPart;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Payments;

/// <summary>Money that waits or goes back is told to whoever sent it, once, in the order's language.</summary>
public sealed class TellBuyerTests : IDisposable
{
    private readonly PaymentMarket _market = new(new ScriptedStripe());

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("vi", "tiền đến muộn")]
    [InlineData("en", "came late")]
    [InlineData("fr", "paiement tardif")]
    public async Task Money_for_an_ended_order_is_said_to_go_back(string language, string subject)
    {
        var order = await Ended(PaymentMethod.Card, language);

        await _market.HearStripe(await _market.Attempt(order), "checkout.session.completed", "evt_1");
        await _market.HearStripe(await _market.Attempt(order), "checkout.session.completed", "evt_2");

        var told = Assert.Single(await Told("refund-told:"));
        Assert.Equal("mai@example.com", told.To);
        Assert.Contains(subject, told.Subject, StringComparison.Ordinal);
        Assert.Contains(order.AccessKey, told.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vi", "đang kiểm tra")]
    [InlineData("en", "checking your payment")]
    [InlineData("fr", "en vérification")]
    public async Task Another_amount_than_the_orders_is_said_to_be_looked_at(string language, string subject)
    {
        var order = await In(await _market.Waiting(PaymentMethod.Card, currency: Currency.Usd), language);

        await _market.HearStripe(await _market.Attempt(order), "checkout.session.completed", "evt_1", amount: order.Charged.MinorUnits - 1);

        Assert.Contains(subject, Assert.Single(await Told("payment-held:")).Subject, StringComparison.Ordinal);
        Assert.Empty(await Told("refund-told:"));
    }

    [Theory]
    [InlineData("vi", "đã thấy khoản chuyển", "đã chuyển trả")]
    [InlineData("en", "your transfer arrived", "was sent back")]
    [InlineData("fr", "est arrivé", "virement rendu")]
    public async Task A_late_transfer_is_said_to_be_held_and_then_to_be_sent_back(string language, string held, string returned)
    {
        var order = await Ended(PaymentMethod.BankTransfer, language);

        await _market.Transfer(order, 335_000);
        var receipt = await _market.Read(db => db.BankReceipts.Select(receipt => receipt.Id).SingleAsync());
        await _market.Send(new ReturnReceipt(receipt, "Đơn đã hết hạn", new(Guid.CreateVersion7())));
        Assert.Empty(await Told("transfer-returned:"));
        await _market.Send(new ReturnReceipt(receipt, "FT1", new(Guid.CreateVersion7())));

        Assert.Contains(held, Assert.Single(await Told("transfer-held:")).Subject, StringComparison.Ordinal);
        var told = Assert.Single(await Told("transfer-returned:"));
        Assert.Contains(returned, told.Subject, StringComparison.Ordinal);
        Assert.Contains("335", told.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vi", "còn thiếu tiền", "còn thiếu 235.000 ₫")]
    [InlineData("en", "part of your payment is missing", "₫235,000 is still missing")]
    [InlineData("fr", "il manque une partie", "il manque 235 000 ₫")]
    public async Task A_transfer_that_falls_short_is_told_with_what_is_missing_and_goes_back_when_the_order_is_cancelled(string language, string subject, string missing)
    {
        var order = await In(await _market.Waiting(), language);
        await _market.Transfer(order, 60_000, "1");
        await _market.Transfer(order, 40_000, "2");
        using var guest = _market.AsGuest();

        var told = await Told("payment-short:");
        var before = await guest.Open($"/orders/{order.Number}?key={order.AccessKey}");
        await guest.Post($"/orders/{order.Number}/cancellation", ("key", order.AccessKey));
        var after = await guest.Open($"/pay/{order.Number}?key={order.AccessKey}");

        Assert.Equal(2, told.Count);
        Assert.Contains(subject, told[1].Subject, StringComparison.Ordinal);
        Assert.Contains(missing, told[1].Text.Replace('\u00a0', ' ').Replace('\u202f', ' '), StringComparison.Ordinal);
        Assert.Contains("Tiền đã trả sẽ được gửi lại bạn", before.QuerySelector("details")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Chúng tôi đã nhận 100.000 ₫ cho đơn này. Tất cả được trả lại bạn.", after.Texts("article > p")[1].Replace('\u00a0', ' '));
        Assert.Null(after.QuerySelector(".banner.warning"));
        var cancelled = Assert.Single(await Told("order-cancelled:")).Text;
        Assert.All((string[])["bạn không phải trả gì", "there is nothing to pay", "rien à payer"], words => Assert.DoesNotContain(words, cancelled, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_transfer_that_names_no_order_tells_nobody()
    {
        await _market.Waiting();

        using var answer = await _market.Notify(_market.Body("tien hang", 335_000));
        await _market.RunJobs();

        Assert.Empty(await Told("transfer-held:"));
    }

    [Fact]
    public async Task Too_much_is_said_to_go_back_and_the_order_goes_ahead()
    {
        var order = await _market.Waiting();

        await _market.Transfer(order, 335_007);

        Assert.Contains("chuyển dư", Assert.Single(await Told("refund-told:")).Subject, StringComparison.Ordinal);
        Assert.Equal(OrderStatus.Confirmed, (await _market.Now(order)).Status);
    }

    [Fact]
    public async Task A_part_refunded_after_delivery_is_told_once_with_its_amount()
    {
        var order = await _market.Delivered();

        await _market.Send(new RefundPart(order.Parts.Single().Number, "Rách", new(Guid.CreateVersion7())));

        Assert.Contains("335.000", Assert.Single(await Told("refund-told:")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PaymentMethod.BankTransfer, "vi", "sẽ được gửi lại bạn")]
    [InlineData(PaymentMethod.CashOnDelivery, "vi", "không phải trả tiền phần này")]
    [InlineData(PaymentMethod.CashOnDelivery, "en", "You pay nothing for it")]
    [InlineData(PaymentMethod.CashOnDelivery, "fr", "Vous ne payez rien pour elle")]
    public async Task Of_a_declined_part_money_is_said_to_go_back_only_where_some_came(PaymentMethod method, string language, string words)
    {
        var order = await In(method == PaymentMethod.CashOnDelivery ? await _market.Waiting(method) : await _market.Paid(method), language);

        await _market.Do(order, own => own.Decline(order.Parts.Single().Id, "no-time", _market.Clock.GetUtcNow(), Actor.System));

        Assert.Contains(words, Assert.Single(await Told("part-dropped:")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("out-of-stock", "vi", "Người làm không còn đủ hàng.")]
    [InlineData("cannot-reach-buyer", "en", "The maker could not reach you at the phone number of the order.")]
    [InlineData("place-not-served", "fr", "L’artisan ne peut pas expédier à l’adresse de la commande.")]
    public async Task Of_a_declined_part_the_makers_reason_is_told_before_what_becomes_of_the_money(string reason, string language, string words)
    {
        var order = await In(await _market.Paid(), language);

        await _market.Do(order, own => own.Decline(order.Parts.Single().Id, reason, _market.Clock.GetUtcNow(), Actor.System));

        Assert.Contains($". {words} ", Assert.Single(await Told("part-dropped:")).Text, StringComparison.Ordinal);
        var page = await _market.AsGuest().Open($"{(language == "vi" ? "" : "/" + language)}/orders/{order.Number}?key={order.AccessKey}");
        Assert.StartsWith(words + " ", Assert.Single(page.Texts("main section.panel .banner")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dispute")]
    [InlineData("")]
    public async Task Where_no_maker_gave_a_reason_none_is_told(string reason)
    {
        var order = await _market.Paid();

        await _market.Do(order, own => own.Decline(order.Parts.Single().Id, reason, _market.Clock.GetUtcNow(), Actor.System));

        Assert.Contains("đã bị huỷ. Tiền đã trả", Assert.Single(await Told("part-dropped:")).Text, StringComparison.Ordinal);
        Assert.Equal(["Tiền phần này được trả lại cho bạn."], (await _market.AsGuest().Open($"/orders/{order.Number}?key={order.AccessKey}")).Texts("main section.panel .banner"));
    }

    [Fact]
    public void Every_reason_a_maker_can_choose_has_words_for_the_buyer() =>
        Assert.All(DeclineReasons.All, reason => Assert.All(Languages.All, language => Assert.True(Texts.All[language].ContainsKey("orders.declined-because." + reason))));

    private async Task<Order> Ended(PaymentMethod method, string language)
    {
        var order = await In(await _market.Waiting(method, currency: method == PaymentMethod.Card ? Currency.Usd : Currency.Vnd), language);
        _market.Clock.Advance(TimeSpan.FromHours(25));
        await _market.RunJobs();
        Assert.Equal(OrderStatus.Expired, (await _market.Now(order)).Status);
        return order;
    }

    private async Task<Order> In(Order order, string language)
    {
        await _market.Read(db => db.Orders.Where(one => one.Id == order.Id).ExecuteUpdateAsync(all => all.SetProperty(one => one.Language, language)));
        return order;
    }

    private async Task<List<PersonalMessage>> Told(string once) =>
        [.. (await _market.Read(db => db.OutboxMessages.Where(message => message.Kind == Outbox.Message && message.IdempotencyKey.StartsWith(once)).Select(message => message.Payload).ToListAsync()))
            .Select(payload => JsonSerializer.Deserialize<PersonalMessage>(payload)!)];
}
