using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;

namespace Marketplace.Tests.Features.Checkout;

/// <summary>Goods are offered in the European Union only where somebody there answers for them (Regulation (EU) 2023/988, article 16).</summary>
public sealed class EuropeTests
{
    [Theory]
    [InlineData("Beispiel GmbH, Berlin", true)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    public async Task Without_a_responsible_person_nothing_goes_there(string person, bool isOpen)
    {
        using var market = new NamedMarket(person);
        var stall = await Stall.In(market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh", stock: 5);
        await stall.Open();
        var walk = new Walk(market.AsGuest());
        await walk.Add(scarf);
        await walk.Start("/en");

        var form = await walk.Browser.Open(walk.Checkout + "/address?country=US");
        var cart = await walk.Browser.Open("/en/cart?to=FR");
        var product = await walk.Browser.Open("/en/p/" + scarf.Slug);
        var terms = await walk.Browser.Open("/en/terms");

        Assert.Equal(isOpen, form.QuerySelectorAll("option").Any(option => option.GetAttribute("value") == "FR"));
        Assert.Contains(form.QuerySelectorAll("option"), option => option.GetAttribute("value") == "US");
        Assert.Equal(!isOpen, cart.QuerySelector("main")!.TextContent.Contains("cannot send to the place", StringComparison.Ordinal));
        Assert.Equal(!isOpen, product.Texts("main dl.summary dd").Contains("European Union"));
        Assert.Contains(isOpen ? person : "Nothing is sent to the European Union", terms.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    private sealed class NamedMarket(string person) : TestMarketplace
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Site:EuResponsiblePerson", person);
        }
    }
}
