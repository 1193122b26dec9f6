using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Orders;

public sealed class ListOrdersTests : IDisposable
{
    private readonly CountingMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("", "Váy lanh và 2 món khác", "Khăn", "Lanh Lùng Tám, Thổ cẩm Sa Pa")]
    [InlineData("/en", "Váy lanh (en) and 2 more", "Khăn (en)", "Lanh Lùng Tám, Thổ cẩm Sa Pa")]
    [InlineData("/fr", "Váy lanh (en) et 2 autres", "Khăn (en)", "Lanh Lùng Tám, Thổ cẩm Sa Pa")]
    public async Task An_order_is_known_by_its_dearest_goods_how_many_more_and_their_makers(string language, string goods, string one, string makers)
    {
        var (stall, scarf, skirt, bag) = await Open();
        var buyer = await _market.GivenUser(Some.User());
        await Bought(stall, buyer, (scarf, 1));
        await Bought(stall, buyer, (scarf, 1), (skirt, 1), (bag, 1));

        var page = await (await _market.As(buyer)).Open(language + "/account/orders");

        Assert.Equal([goods, one], page.Texts("main h2 a").Order(StringComparer.Ordinal).Reverse());
        Assert.Contains(makers, page.Texts("main li > p:not([class])"));
        Assert.All(page.QuerySelectorAll("main h2 span"), name => Assert.Equal(language is "/fr" ? "en" : null, name.GetAttribute("lang")));
    }

    [Fact]
    public async Task Commands_do_not_grow_with_the_orders()
    {
        var (stall, scarf, skirt, bag) = await Open();
        var buyer = await _market.GivenUser(Some.User());
        await Bought(stall, buyer, (scarf, 1));
        var browser = await _market.As(buyer);
        var few = await _market.CommandsOf(browser, "/account/orders");

        for (var i = 0; i < 3; i++)
        {
            await Bought(stall, buyer, (scarf, 1), (skirt, 1), (bag, 1));
        }

        Assert.Equal(few, await _market.CommandsOf(browser, "/account/orders"));
    }

    private async Task<(Stall Stall, Product Scarf, Product Skirt, Product Bag)> Open()
    {
        var stall = await Stall.In(_market);
        var maker = stall.Producer("Lanh Lùng Tám");
        var (scarf, skirt) = (stall.Product(maker, "Khăn"), stall.Product(maker, "Váy lanh", priceDong: 900_000));
        var bag = stall.Product(stall.Producer("Thổ cẩm Sa Pa", stall.SaPa), "Túi", priceDong: 100_000);
        await stall.Open();
        return (stall, scarf, skirt, bag);
    }

    private async Task Bought(Stall stall, User buyer, params (Product Product, int Quantity)[] goods)
    {
        var placed = await stall.Order(PaymentMethod.CashOnDelivery, null, goods);
        await _market.Read(db => db.Orders.Where(order => order.Number == placed.Number).ExecuteUpdateAsync(set => set.SetProperty(order => order.BuyerId, (UserId?)new UserId(buyer.Id))));
    }
}
