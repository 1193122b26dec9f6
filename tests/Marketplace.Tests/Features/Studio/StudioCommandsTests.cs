using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Studio;

public sealed class StudioCommandsTests : IDisposable
{
    private const int Many = 50;
    private readonly CountingMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task The_list_of_goods_asks_as_often_for_one_as_for_fifty()
    {
        var atelier = await Atelier.In(_market);
        await atelier.CompleteDraft();
        var browser = await _market.As(atelier.Maker);
        var one = await _market.CommandsOf(browser, $"{atelier.Root}/listings");

        for (var i = 1; i < Many; i++)
        {
            await atelier.CompleteDraft();
        }

        Assert.Equal(one, await _market.CommandsOf(browser, $"{atelier.Root}/listings"));
        Assert.Equal(30, (await browser.Open($"{atelier.Root}/listings")).QuerySelectorAll("main li.card").Length);
    }

    [Theory]
    [InlineData("orders", "main li.card", 20)]
    [InlineData("money", "main tbody tr", 30)]
    public async Task Orders_and_money_ask_as_often_for_one_as_for_fifty(string page, string row, int shown)
    {
        var stall = await Stall.In(_market);
        var atelier = await Atelier.In(_market, stall: stall);
        var product = stall.Product(atelier.Producer, "Túi thổ cẩm", stock: Many);
        await stall.Open();
        await stall.Order(PaymentMethod.CashOnDelivery, null, (product, 1));
        var browser = await _market.As(atelier.Maker);
        var one = await _market.CommandsOf(browser, $"{atelier.Root}/{page}");

        for (var i = 1; i < Many; i++)
        {
            await stall.Order(PaymentMethod.CashOnDelivery, null, (product, 1));
        }

        Assert.Equal(Many, await _market.Read(db => db.ProducerOrders.CountAsync(part => part.Status == ProducerOrderStatus.New, TestContext.Current.CancellationToken)));
        Assert.Equal(one, await _market.CommandsOf(browser, $"{atelier.Root}/{page}"));
        Assert.Equal(shown, (await browser.Open($"{atelier.Root}/{page}")).QuerySelectorAll(row).Length);
    }
}
