using System.Net;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Payments;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Finance;

public sealed class RemittanceTests : IDisposable
{
    private readonly PaymentMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Each_part_is_remitted_for_itself_less_what_the_courier_keeps()
    {
        var order = await _market.Delivered(PaymentMethod.CashOnDelivery, parts: 2);
        var parts = order.Parts.OrderBy(part => part.Number).Select(part => part.Number).ToList();
        using var officer = await _market.As(await _market.Officer());
        Assert.Equal(670_000, await _market.Balance(LedgerAccount.CourierReceivable));

        using var first = await officer.Post("/finance/remittances/" + parts[0], ("Form.ReceivedDong", "330.000"), ("Form.CourierFeeDong", "5000"), ("Form.Reference", "VNP-1"));
        using var again = await officer.Post("/finance/remittances/" + parts[0], ("Form.ReceivedDong", "335000"), ("Form.CourierFeeDong", "0"), ("Form.Reference", "VNP-1"));
        var half = await _market.Attempt(order);
        using var second = await officer.Post("/finance/remittances/" + parts[1], ("Form.ReceivedDong", "335000"), ("Form.CourierFeeDong", "0"), ("Form.Reference", "VNP-2"));

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (first.StatusCode, again.StatusCode, second.StatusCode));
        Assert.Equal((335_000, true), (half.ReceivedMinor, half.IsLive));
        Assert.Equal((PaymentStatus.Paid, 670_000), ((await _market.Attempt(order)).Status, (await _market.Attempt(order)).ReceivedMinor));
        Assert.Equal((665_000, 5_000, 0), (
            await _market.Balance(LedgerAccount.Bank), await _market.Balance(LedgerAccount.PaymentCosts), await _market.Balance(LedgerAccount.CourierReceivable)));
        Assert.Equal(2, await _market.Read(db => db.Sales.CountAsync()));
        await _market.LedgerCloses();
    }

    [Theory]
    [MemberData(nameof(FinanceForms.NoAmounts), MemberType = typeof(FinanceForms))]
    public async Task What_is_no_amount_or_does_not_add_up_is_refused_and_kept(string typed)
    {
        var number = (await _market.Delivered(PaymentMethod.CashOnDelivery)).Parts.Single().Number;
        using var officer = await _market.As(await _market.Officer());

        await officer.Refuses("/finance/remittances/" + number, ("Form.ReceivedDong", typed), ("Form.CourierFeeDong", "0"), ("Form.Reference", "VNP-1"));
        await officer.Refuses("/finance/remittances/" + number, ("Form.ReceivedDong", "335000"), ("Form.CourierFeeDong", typed), ("Form.Reference", "VNP-1"));
        Assert.Equal(335_000, await _market.Balance(LedgerAccount.CourierReceivable));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm")]
    public async Task A_remittance_needs_a_reference(string typed)
    {
        var number = (await _market.Delivered(PaymentMethod.CashOnDelivery)).Parts.Single().Number;
        using var officer = await _market.As(await _market.Officer());

        await officer.Refuses("/finance/remittances/" + number, ("Form.ReceivedDong", "335000"), ("Form.CourierFeeDong", "0"), ("Form.Reference", typed));
    }

    [Fact]
    public async Task Nothing_at_all_is_no_remittance()
    {
        var number = (await _market.Delivered(PaymentMethod.CashOnDelivery)).Parts.Single().Number;
        using var officer = await _market.As(await _market.Officer());

        await officer.Refuses("/finance/remittances/" + number, ("Form.ReceivedDong", "0"), ("Form.CourierFeeDong", "335000"), ("Form.Reference", "VNP-1"));

        Assert.Equal(335_000, await _market.Balance(LedgerAccount.CourierReceivable));
    }

    [Fact]
    public async Task A_part_that_was_paid_otherwise_has_nothing_to_remit()
    {
        var number = (await _market.Delivered()).Parts.Single().Number;
        using var officer = await _market.As(await _market.Officer());

        using var answer = await officer.Post("/finance/remittances/" + number, ("Form.ReceivedDong", "335000"), ("Form.CourierFeeDong", "0"), ("Form.Reference", "x"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
