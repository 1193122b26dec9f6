using System.Globalization;
using System.Net;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Checkout;

public sealed class SetMethodTests : IDisposable
{
    private readonly CrowdedMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("", "cần số điện thoại Việt Nam")]
    [InlineData("/en", "needs a phone number in Việt Nam")]
    [InlineData("/fr", "un numéro vietnamien")]
    public async Task Cash_is_not_for_a_telephone_the_courier_cannot_call(string language, string words)
    {
        var (stall, scarf) = await _market.Opened(stock: 5);
        var walk = new Walk(_market.AsGuest());
        await walk.Add(scarf);
        await walk.Start(language);
        await walk.Address([.. Walk.AtHome(stall).Where(pair => pair.Name != "Phone"), ("Phone", "+33 6 12 34 56 78")]);

        var offered = await Walk.Page(await walk.Browser.Get(walk.Checkout + "/payment"));
        var refused = await walk.Method("CashOnDelivery");

        Assert.Equal(["BankTransfer"], offered.QuerySelectorAll("input[name=Method]").Select(input => input.GetAttribute("value")));
        Assert.Contains(offered.QuerySelectorAll("main .inset"), reason => reason.TextContent.Contains(words, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(words, (await Walk.Page(refused)).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("/confirmation", Walk.Location(await walk.Method("BankTransfer")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cash_chosen_before_the_telephone_was_changed_is_refused_at_the_end()
    {
        var (stall, scarf) = await _market.Opened(stock: 5);
        var walk = new Walk(_market.AsGuest());
        var shown = await walk.ToConfirmation(stall, scarf);
        await walk.Address([.. Walk.AtHome(stall).Where(pair => pair.Name != "Phone"), ("Phone", "+33 6 12 34 56 78")]);
        var version = await _market.Read(db => db.Checkouts.Select(checkout => checkout.Version).SingleAsync());

        var page = await Walk.Page(await walk.Browser.Get(walk.Checkout + "/confirmation"));
        var refused = await walk.Confirm((shown.Total, version.ToString(CultureInfo.InvariantCulture)));

        Assert.Contains("cần số điện thoại Việt Nam", page.QuerySelector("main .banner.warning")!.TextContent, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(0, await _market.Read(db => db.Orders.CountAsync()));
    }

    [Fact]
    public async Task Cash_on_delivery_says_why_it_is_not_possible_above_the_cap()
    {
        var stall = await Stall.In(_market);
        var loom = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khung cửi", 6_000_000);
        await stall.Open();
        var walk = new Walk(_market.AsGuest());
        await walk.Add(loom);
        await walk.Start();
        await walk.Address(Walk.AtHome(stall));

        var refused = await walk.Method("CashOnDelivery");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("5.000.000", (await Walk.Page(refused)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Gold")]
    [InlineData("2")]
    [InlineData("Card")]
    public async Task Only_a_way_to_pay_that_is_open_is_taken(string method)
    {
        var (stall, scarf) = await _market.Opened(stock: 5);
        var walk = new Walk(_market.AsGuest());
        await walk.Add(scarf);
        await walk.Start();
        await walk.Address(Walk.AtHome(stall));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await walk.Method(method)).StatusCode);
    }
}
