using System.Net;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Features.Fulfilment.Customs;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Fulfilment;

public sealed class CustomsTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task What_goes_abroad_is_declared_line_by_line_and_its_values_sum_to_what_was_paid_for_it()
    {
        var atelier = await Atelier.In(_market);
        var stall = atelier.Stall;
        var (bag, scarf) = (stall.Product(atelier.Producer, "Túi lanh", 335_000, grams: 400), stall.Product(atelier.Producer, "Khăn lanh", 99_000, grams: 150));
        await stall.Open();
        await _market.Change(db => db.Categories.SingleAsync(category => category.Slug == stall.Crafts.Slug), category => category.Hs6 = "420222");
        var placed = await stall.Order(PaymentMethod.Card, Stall.Paris(), (bag, 1), (scarf, 3));
        var number = placed.Number + "-1";
        using var browser = await _market.As(atelier.Maker);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"{atelier.Root}/orders/{number}/customs")).StatusCode);
        await _market.Change(db => db.Orders.Include(order => order.Parts).SingleAsync(), order => order.Confirm(_market.Clock.GetUtcNow(), Actor.System));

        var goods = (await _market.Send(new ShowCustoms(atelier.Producer.Id, number)))!;
        var page = await browser.Open($"{atelier.Root}/orders/{number}/customs");
        var charged = await _market.Read(db => db.Orders.Select(order => order.Charged).SingleAsync());

        Assert.NotEqual(Currency.Vnd, charged.Currency);
        Assert.Equal(charged, goods.Lines.Aggregate(goods.Postage, (sum, line) => sum + line.Value));
        Assert.Equal(charged - goods.Postage, goods.Goods);
        Assert.Equal([("Khăn lanh (en)", 3, 450), ("Túi lanh (en)", 1, 400)], goods.Lines.Select(line => (line.Description, line.Quantity, line.WeightGrams)));
        Assert.Equal(["Khăn lanh (en)", "Túi lanh (en)"], page.Texts("tbody th"));
        Assert.All(page.QuerySelectorAll("tbody tr"), row => Assert.EndsWith("420222 VN", string.Join(' ', row.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal));
        Assert.Contains("3 rue des Écoles75005 ParisFrance", page.Texts("dd")[1], StringComparison.Ordinal);
        Assert.NotNull((await browser.Open($"{atelier.Root}/orders/{number}")).QuerySelector("main a[href$='/customs']"));
    }

    [Fact]
    public async Task What_stays_at_home_is_declared_to_nobody()
    {
        var atelier = await Atelier.In(_market);
        var bag = atelier.Stall.Product(atelier.Producer, "Túi lanh");
        await atelier.Stall.Open();
        var placed = await atelier.Stall.Order(PaymentMethod.CashOnDelivery, goods: (bag, 1));
        using var browser = await _market.As(atelier.Maker);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"{atelier.Root}/orders/{placed.Number}-1/customs")).StatusCode);
        Assert.Null((await browser.Open($"{atelier.Root}/orders/{placed.Number}-1")).QuerySelector("main a[href$='/customs']"));
    }
}
