using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Marketplace.Domain.Catalog;
using Microsoft.AspNetCore.Hosting;

namespace Marketplace.Tests.Support;

/// <summary>The market with limits that a crowd of test buyers at one address does not reach.</summary>
public class CrowdedMarket : TestMarketplace
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.WithoutLimits();
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
    }
}

/// <summary>A guest's browser without script, going from a product to an order by filling in the forms it is given.</summary>
internal sealed partial class Walk(HttpClient browser)
{
    public HttpClient Browser => browser;

    /// <summary>Address of the checkout under way, up to its number.</summary>
    public string Checkout { get; private set; } = "";

    public static async Task<IDocument> Page(HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    public Task<HttpResponseMessage> Add(Product product, int quantity = 1) =>
        browser.Post("/cart/lines", ("variant", product.Variants.First().Id.Value.ToString()), ("quantity", quantity.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    public async Task Start(string language = "")
    {
        var started = await browser.Post($"{language}/checkout");
        Checkout = CheckoutPath().Match(Location(started)).Value;
        Assert.NotEmpty(Checkout);
    }

    public async Task<HttpResponseMessage> Address(params (string Name, string Value)[] fields) => await browser.Post(Checkout + "/address", fields);

    public static (string Name, string Value)[] AtHome(Stall stall) =>
    [
        ("CountryCode", "VN"), ("FullName", "Nguyễn Thị Mai"), ("Phone", "0912 345 678"),
        ("ProvinceId", stall.HoChiMinh.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("UnitId", stall.BenNghe.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Line1", "12 Lê Lợi"), ("Line2", "gần chợ"),
    ];

    public Task<HttpResponseMessage> Method(string method) => browser.Post(Checkout + "/payment", ("Method", method));

    public async Task<(string Total, string Version)> Shown()
    {
        var page = await Page(await browser.Get(Checkout + "/confirmation"));
        return (page.QuerySelector("input[name=Total]")!.GetAttribute("value")!, page.QuerySelector("input[name=Version]")!.GetAttribute("value")!);
    }

    public Task<HttpResponseMessage> Confirm((string Total, string Version) shown) =>
        browser.Post(Checkout + "/confirmation", ("Total", shown.Total), ("Version", shown.Version));

    /// <summary>Up to the confirm page.</summary>
    public async Task<(string Total, string Version)> ToConfirmation(Stall stall, Product product, string method = "CashOnDelivery")
    {
        Assert.Equal(HttpStatusCode.Redirect, (await Add(product)).StatusCode);
        await Start();
        Assert.EndsWith("/payment", Location(await Address(AtHome(stall))), StringComparison.Ordinal);
        Assert.EndsWith("/confirmation", Location(await Method(method)), StringComparison.Ordinal);
        return await Shown();
    }

    public static string Location(HttpResponseMessage response) => response.Headers.Location?.ToString() ?? "";

    [GeneratedRegex("(/en|/fr)?/checkout/[0-9a-f-]{36}")]
    private static partial Regex CheckoutPath();
}
