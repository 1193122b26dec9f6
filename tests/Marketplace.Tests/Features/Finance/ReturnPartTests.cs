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
