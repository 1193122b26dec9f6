using System.Net;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Fulfilment;

/// <summary>An order of one part that its maker is to send.</summary>
internal static class FulfilmentSteps
{
    public static async Task<(Atelier Atelier, string Number)> Ordered(this TestMarketplace market, int quantity = 1)
    {
        var stall = await Stall.In(market);
        var atelier = await Atelier.In(market, stall: stall);
        var product = stall.Product(atelier.Producer, "Túi thổ cẩm");
        await stall.Open();
        await stall.Order(PaymentMethod.CashOnDelivery, null, (product, quantity));
        return (atelier, await market.Read(db => db.ProducerOrders.Select(part => part.Number).SingleAsync(TestContext.Current.CancellationToken)));
    }

    /// <summary>The part as it is stored now.</summary>
    public static Task<ProducerOrder> Part(this TestMarketplace market, string number) =>
        market.Read(db => db.ProducerOrders.AsNoTracking().SingleAsync(part => part.Number == number, TestContext.Current.CancellationToken));

    /// <summary>All that a page says.</summary>
    public static async Task<string> Text(this HttpClient browser, string path) =>
        WebUtility.HtmlDecode(await (await browser.Get(path)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
}
