using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.People;
using Marketplace.Features.Fulfilment;
using Marketplace.Features.Fulfilment.Inbox;
using Marketplace.Features.Fulfilment.Part;
using Marketplace.Features.Orders;
using Marketplace.Features.Orders.Cancel;
using Marketplace.Features.Orders.Deliver;
using Marketplace.Features.Orders.Expire;
using Marketplace.Features.Studio.Money;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Fulfilment;

public sealed class FulfilmentTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task An_order_goes_from_new_to_delivered_one_action_at_a_time()
    {
        var (atelier, number) = await _market.Ordered();
        var browser = await _market.As(atelier.Maker);
        var page = $"{atelier.Root}/orders/{number}";

        var inbox = await browser.Text($"{atelier.Root}/orders");
        foreach (var step in (string[])["Accept", "Pack", "Send", "Deliver"])
        {
            Assert.Equal(HttpStatusCode.Redirect, (await browser.Post(page + "/steps", ("Step", step), ("Carrier", "Bưu điện"), ("TrackingCode", "VN123"))).StatusCode);
        }

        Assert.Contains("Nguyễn Thị Mai", inbox);
        Assert.Contains("+84912345678", await browser.Text(page));
        var part = await _market.Part(number);
        Assert.Equal((ProducerOrderStatus.Delivered, "Bưu điện", "VN123"), (part.Status, part.Carrier, part.TrackingCode));
    }

    [Fact]
    public async Task A_step_out_of_turn_is_refused_and_changes_nothing()
    {
        var (atelier, number) = await _market.Ordered();

        var sent = await _market.Send(new TakeStep(atelier.Producer.Id, atelier.Actor, number, PartStep.Send, "", ""));
        await _market.Send(new TakeStep(atelier.Producer.Id, atelier.Actor, number, PartStep.Accept, "", ""));
        await _market.Send(new TakeStep(atelier.Producer.Id, atelier.Actor, number, PartStep.Pack, "", ""));
        var back = await _market.Send(new TakeStep(atelier.Producer.Id, atelier.Actor, number, PartStep.Accept, "", ""));

        Assert.Equal([OrderRefusals.NotNow], sent.Refusals);
        Assert.Equal([OrderRefusals.NotNow], back.Refusals);
        Assert.Equal(ProducerOrderStatus.Packed, (await _market.Part(number)).Status);
    }

    /// <summary>On a slow line a button is pressed twice, or in two windows.</summary>
    [Fact]
    public async Task A_step_taken_twice_is_taken_once_and_no_error()
    {
        var (atelier, number) = await _market.Ordered();
        using var browser = await _market.As(atelier.Maker);

        foreach (var step in (string[])["Accept", "Accept", "Pack", "Pack", "Send", "Send", "Deliver", "Deliver"])
        {
            Assert.Equal(HttpStatusCode.Redirect, (await browser.Post($"{atelier.Root}/orders/{number}/steps", ("Step", step), ("Carrier", "Bưu điện"), ("TrackingCode", "VN1"))).StatusCode);
            if (step == "Send")
            {
                var other = await browser.Post($"{atelier.Root}/orders/{number}/steps", ("Step", "Send"), ("Carrier", "Xe khách"), ("TrackingCode", "VN1"));
                Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
            }
        }

        var taken = await _market.Read(db => db.Orders.SelectMany(order => order.History).Where(step => step.PartId != null).OrderBy(step => step.Id).Select(step => step.Event).ToListAsync(Ct));
        Assert.Equal(["accept", "pack", "send", "deliver"], taken.Where(step => step is "accept" or "pack" or "send" or "deliver"));
    }

    [Fact]
    public async Task A_declined_order_frees_its_stock_and_keeps_the_reason()
    {
        var (atelier, number) = await _market.Ordered(quantity: 2);
        var before = await _market.Read(db => db.StockLevels.SumAsync(stock => stock.Available, Ct));

        var without = await _market.Send(new DeclinePart(atelier.Producer.Id, atelier.Actor, number, "because"));
        var declined = await _market.Send(new DeclinePart(atelier.Producer.Id, atelier.Actor, number, "no-time"));

        Assert.Equal("fulfilment.reason-required", Assert.Single(without.Refusals).Code);
        Assert.True(declined.Succeeded);
        var part = await _market.Part(number);
        Assert.Equal((ProducerOrderStatus.Declined, "no-time"), (part.Status, part.Reason));
        Assert.Equal(before + 2, await _market.Read(db => db.StockLevels.SumAsync(stock => stock.Available, Ct)));
    }

    [Theory]
    [InlineData("out-of-stock")]
    [InlineData("damaged")]
    public async Task Pieces_that_are_missing_or_damaged_do_not_go_back_on_sale(string reason)
    {
        var (atelier, number) = await _market.Ordered(quantity: 2);
        var before = await _market.Read(db => db.StockLevels.SumAsync(stock => stock.Available, Ct));

        var declined = await _market.Send(new DeclinePart(atelier.Producer.Id, atelier.Actor, number, reason));

        Assert.True(declined.Succeeded);
        Assert.Equal(before, await _market.Read(db => db.StockLevels.SumAsync(stock => stock.Available, Ct)));
        Assert.Equal(StockHoldState.Released, await _market.Read(db => db.StockHolds.Select(hold => hold.State).SingleAsync(Ct)));
    }

    /// <summary>The buyer's word stands against the maker's, and with it the courier's debt.</summary>
    [Fact]
    public async Task What_the_buyer_received_the_maker_does_not_take_back()
    {
        var (atelier, number) = await _market.Ordered();
        using var browser = await _market.As(atelier.Maker);
        foreach (var step in (string[])["Accept", "Pack", "Send"])
        {
            await browser.Post($"{atelier.Root}/orders/{number}/steps", ("Step", step));
        }

        var (order, key, part) = await _market.Read(db => db.Orders.Select(order => ValueTuple.Create(order.Number, order.AccessKey, order.Parts.Single().Id)).SingleAsync(Ct));
        await _market.AsGuest().Post($"/orders/{order}/parts/{part.Value}/receipt", ("key", key));
        using var back = await browser.Post($"{atelier.Root}/orders/{number}/return", ("ReturnReason", "refused"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, back.StatusCode);
        Assert.Equal(ProducerOrderStatus.Delivered, (await _market.Part(number)).Status);
        Assert.Null((await browser.Open($"{atelier.Root}/orders/{number}")).QuerySelector("form[action$='/return']"));
        Assert.DoesNotContain(await Letters(), letter => letter.StartsWith("part-delivered:", StringComparison.Ordinal));
    }

    /// <summary>From then on runs the time after which the maker is paid.</summary>
    [Fact]
    public async Task The_buyer_is_told_when_the_maker_says_that_it_came()
    {
        var (atelier, number) = await _market.Ordered();
        foreach (var step in (PartStep[])[PartStep.Accept, PartStep.Pack, PartStep.Send, PartStep.Deliver])
        {
            await _market.Send(new TakeStep(atelier.Producer.Id, atelier.Actor, number, step, "", ""));
        }

        Assert.Single(await Letters(), letter => letter.StartsWith("part-delivered:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_parcel_that_came_back_is_recorded_and_becomes_no_sale()
    {
        var (atelier, number) = await _market.Ordered();
        var browser = await _market.As(atelier.Maker);
        foreach (var step in (string[])["Accept", "Pack", "Send"])
        {
            await browser.Post($"{atelier.Root}/orders/{number}/steps", ("Step", step));
        }

        var back = await browser.Post($"{atelier.Root}/orders/{number}/return", ("ReturnReason", "refused"));
        var page = await browser.Text($"{atelier.Root}/orders/{number}");
        _market.Clock.Advance(TimeSpan.FromDays(30));
        await _market.Send(new TimeDeliveries());

        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        var part = await _market.Part(number);
        Assert.Equal((ProducerOrderStatus.Returned, "refused", (DateTimeOffset?)null), (part.Status, part.Reason, part.DeliveredAt));
        Assert.Contains("Người mua không nhận", page);
    }

    [Fact]
    public async Task Another_producers_order_is_not_found_on_any_page()
    {
        var (atelier, number) = await _market.Ordered();
        var other = await Atelier.In(_market, "Nhà Khác", atelier.Stall);
        var browser = await _market.As(other.Maker);

        foreach (var path in (string[])["", "/slip", "/labels"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"{other.Root}/orders/{number}{path}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"{atelier.Root}/orders/{number}{path}")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await browser.Post($"{other.Root}/orders/{number}/steps", ("Step", "Accept"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Post($"{other.Root}/orders/{number}/decline", ("Reason", "other"))).StatusCode);
        Assert.Equal(ProducerOrderStatus.New, (await _market.Part(number)).Status);
    }

    [Fact]
    public async Task A_helpers_step_names_the_helper_and_the_maker()
    {
        var (atelier, number) = await _market.Ordered();
        var helper = await atelier.Helper(MandateScope.Orders);

        await (await _market.As(helper)).Post($"{atelier.Root}/orders/{number}/steps", ("Step", "Accept"));

        var step = await _market.Read(db => db.Orders.SelectMany(order => order.History).SingleAsync(step => step.Event == "accept", Ct));
        Assert.Equal((new UserId(helper.Id), atelier.Producer.Id), (step.ActorId, step.PrincipalId));
        Assert.Contains("Cán bộ xã làm giúp", await (await _market.As(atelier.Maker)).Text($"{atelier.Root}/orders/{number}"));
    }

    [Theory]
    [InlineData("steps", "Step", "")]
    [InlineData("steps", "Step", "Fly")]
    [InlineData("steps", "Carrier", "long")]
    [InlineData("return", "ReturnReason", "")]
    [InlineData("return", "ReturnReason", "<script>alert(1)</script>")]
    [InlineData("return", "ReturnReason", "refused")]
    [InlineData("decline", "Reason", "")]
    [InlineData("decline", "Reason", "<script>alert(1)</script>")]
    public async Task What_cannot_be_is_refused_in_words(string action, string field, string value)
    {
        var (atelier, number) = await _market.Ordered();
        var fields = new[] { ("Step", "Accept"), ("Carrier", ""), ("Reason", "other") }.Where(pair => pair.Item1 != field).Append((field, value == "long" ? new string('x', 81) : value)).ToArray();

        var response = await (await _market.As(atelier.Maker)).Post($"{atelier.Root}/orders/{number}/{action}", fields);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(ProducerOrderStatus.New, (await _market.Part(number)).Status);
    }

    [Fact]
    public async Task Money_is_expected_then_due_and_opens_to_lines_that_add_up_to_it()
    {
        var (atelier, number) = await _market.Ordered();
        var before = await _market.Send(new ShowMoney(atelier.Producer.Id, MoneyState.Expected, 1));
        var browser = await _market.As(atelier.Maker);
        Assert.Contains("Chờ bạn nhận đơn", (await browser.Open($"{atelier.Root}/money")).QuerySelector("main td")!.TextContent, StringComparison.Ordinal);
        foreach (var step in Enum.GetValues<PartStep>())
        {
            await _market.Send(new TakeStep(atelier.Producer.Id, atelier.Actor, number, step, "", ""));
        }

        await _market.Read(db => db.ProducerOrders.ExecuteUpdateAsync(set => set.SetProperty(part => part.SettledAt, _market.Clock.GetUtcNow()), Ct));
        var after = await _market.Send(new ShowMoney(atelier.Producer.Id, MoneyState.Due, 1));

        var payable = (await _market.Part(number)).PayableDong;
        Assert.Equal((1, payable), (before.Totals[0].Parts, before.Totals[0].Dong));
        Assert.Equal((0, 0L), (after.Totals[0].Parts, after.Totals[0].Dong));
        Assert.Equal((1, payable), (after.Totals[1].Parts, after.Totals[1].Dong));
        Assert.Equal(payable, after.Lines.Sum(line => line.ReceivedDong));
        Assert.Equal(["fee", "vat", "pit"], after.Rules.Select(rule => rule.Kind));
        var sentFrom = _market.Clock.GetUtcNow().VietnamDay().AddDays((int)after.DelayDays);
        Assert.Contains($"Gửi bạn từ {sentFrom:dd/MM/yyyy}", (await browser.Open($"{atelier.Root}/money?state=Due")).QuerySelector("main td")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("waiting")]
    [InlineData("expired")]
    [InlineData("cancelled")]
    public async Task Who_never_paid_is_not_shown_to_the_maker_however_the_order_ended(string end)
    {
        var stall = await Stall.In(_market);
        var atelier = await Atelier.In(_market, stall: stall);
        var product = stall.Product(atelier.Producer, "Túi thổ cẩm");
        await stall.Open();
        var placed = await stall.Order(PaymentMethod.BankTransfer, null, (product, 1));
        if (end == "expired")
        {
            _market.Clock.Advance(TimeSpan.FromDays(2));
            await _market.Send(new ExpireOrders());
        }
        else if (end == "cancelled")
        {
            Assert.True((await _market.Send(new CancelOrder(new OrderAccess(placed.Number, placed.Key, null)))).Succeeded);
        }

        var browser = await _market.As(atelier.Maker);
        var number = placed.Number + "-1";

        foreach (var tab in Enum.GetNames<InboxTab>())
        {
            Assert.DoesNotContain("Nguyễn Thị Mai", await browser.Text($"{atelier.Root}/orders?tab={tab}"));
        }

        foreach (var path in (string[])["", "/slip", "/labels"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"{atelier.Root}/orders/{number}{path}")).StatusCode);
        }

        Assert.Equal([OrderRefusals.NotFound], (await _market.Send(new TakeStep(atelier.Producer.Id, atelier.Actor, number, PartStep.Accept, "", ""))).Refusals);
        Assert.Equal([OrderRefusals.NotFound], (await _market.Send(new DeclinePart(atelier.Producer.Id, atelier.Actor, number, "other"))).Refusals);
        Assert.Equal([OrderRefusals.NotFound], (await _market.Send(new ReturnPart(atelier.Producer.Id, atelier.Actor, number, "other"))).Refusals);
    }

    [Fact]
    public async Task Where_cash_is_to_be_collected_no_button_speaks_of_money_that_goes_back()
    {
        var (atelier, number) = await _market.Ordered();
        var browser = await _market.As(atelier.Maker);

        var before = (await browser.Open($"{atelier.Root}/orders/{number}")).Texts("button.danger");
        foreach (var step in (string[])["Accept", "Pack", "Send"])
        {
            await browser.Post($"{atelier.Root}/orders/{number}/steps", ("Step", step));
        }

        Assert.Equal(["Từ chối đơn"], before);
        Assert.Equal(["Ghi là hàng quay về"], (await browser.Open($"{atelier.Root}/orders/{number}")).Texts("button.danger"));
        Assert.Equal(["Record that it came back"], (await browser.Open($"/en{atelier.Root}/orders/{number}")).Texts("button.danger"));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<List<string>> Letters() => _market.Read(db => db.OutboxMessages.Select(message => message.IdempotencyKey).ToListAsync(Ct));
}
