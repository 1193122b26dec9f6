using System.Net;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Finance;

public sealed class ReturnPartTests : IDisposable
{
    private readonly PaymentMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task An_officer_records_that_a_paid_parcel_came_back_and_the_goods_are_refunded_once()
    {
        var order = await Sent();
        var path = $"/finance/parts/{order.Parts.Single().Number}/return";
        using var officer = await _market.As(await _market.Officer());

        Assert.Contains(path, await officer.GetStringAsync($"/finance/orders/{order.Number}", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var back = await officer.Post(path, ("Form.Reason", "refused"));
        using var again = await officer.Post(path, ("Form.Reason", "refused"));

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity), (back.StatusCode, again.StatusCode));
        Assert.Equal(ProducerOrderStatus.Returned, (await _market.Now(order)).Parts.Single().Status);
        Assert.Equal((300_000, "returned"), await _market.Read(db => db.Refunds.Select(refund => ValueTuple.Create(refund.Amount.MinorUnits, refund.Reason)).SingleAsync()));
        Assert.Equal(0, await _market.Balance(LedgerAccount.ProducerPayable));
        await _market.LedgerCloses();
    }

    [Theory]
    [InlineData(1, OrderStatus.Cancelled)]
    [InlineData(2, OrderStatus.Completed)]
    public async Task A_parcel_whose_cash_never_came_comes_back_though_it_counted_as_delivered(int parts, OrderStatus end)
    {
        var order = await _market.Delivered(PaymentMethod.CashOnDelivery, parts);
        var refused = order.Parts.OrderBy(part => part.Number).First();
        var path = $"/finance/parts/{refused.Number}/return";
        using var officer = await _market.As(await _market.Officer());

        Assert.Contains(path, await officer.GetStringAsync($"/finance/orders/{order.Number}", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var back = await officer.Post(path, ("Form.Reason", "refused"));
        using var again = await officer.Post(path, ("Form.Reason", "refused"));

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity), (back.StatusCode, again.StatusCode));
        var ended = await _market.Now(order);
        Assert.Equal((end, ProducerOrderStatus.Returned), (ended.Status, ended.Parts.Single(part => part.Id == refused.Id).Status));
        Assert.Equal(((parts - 1) * 335_000, -(parts - 1) * 285_000), (await _market.Balance(LedgerAccount.CourierReceivable), await _market.Balance(LedgerAccount.ProducerPayable)));
        Assert.Equal((0, 0), await _market.Read(async db => (await db.Refunds.CountAsync(), await db.Sales.CountAsync())));
        await _market.LedgerCloses();
        Assert.DoesNotContain(refused.Number, await officer.GetStringAsync("/finance/remittances", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PaymentMethod.CashOnDelivery)]
    [InlineData(PaymentMethod.BankTransfer)]
    public async Task What_was_delivered_and_settled_does_not_come_back(PaymentMethod method)
    {
        var order = await _market.Delivered(method);
        var part = order.Parts.Single();
        if (method == PaymentMethod.CashOnDelivery)
        {
            await _market.Remitted(order);
        }

        using var officer = await _market.As(await _market.Officer());
        var ledger = await officer.GetStringAsync($"/finance/orders/{order.Number}", TestContext.Current.CancellationToken);
        using var answer = await officer.Post($"/finance/parts/{part.Number}/return", ("Form.Reason", "refused"));

        Assert.DoesNotContain("/return", ledger, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(ProducerOrderStatus.Delivered, (await _market.Now(order)).Parts.Single().Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("because")]
    [InlineData("<script>alert(1)</script>")]
    public async Task Without_one_of_the_reasons_nothing_is_recorded(string typed)
    {
        var order = await Sent();
        using var officer = await _market.As(await _market.Officer());

        using var answer = await officer.Post($"/finance/parts/{order.Parts.Single().Number}/return", ("Form.Reason", typed));
        using var unknown = await officer.Post("/finance/parts/CP0-1/return", ("Form.Reason", "refused"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.NotFound), (answer.StatusCode, unknown.StatusCode));
        Assert.Equal(ProducerOrderStatus.Sent, (await _market.Now(order)).Parts.Single().Status);
    }

    private async Task<Order> Sent()
    {
        var order = await _market.Paid(PaymentMethod.BankTransfer);
        var part = order.Parts.Single();
        await _market.Do(order, own =>
        {
            var now = _market.Clock.GetUtcNow();
            own.Accept(part.Id, now, Actor.System);
            own.Pack(part.Id, now, Actor.System);
            return own.Send(part.Id, "VNPost", "V1", now, Actor.System);
        });
        return await _market.Now(order);
    }
}
