using System.Net;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Accounts;

public sealed class SignOutTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("/account/sign-out")]
    [InlineData("/account/sign-out-everywhere")]
    public async Task The_next_person_at_the_browser_finds_no_cart_and_the_owner_gets_it_back(string address)
    {
        var stall = await Stall.In(_market);
        var product = stall.Product(stall.Producer("Nhà Mai"), "Khăn của Mai");
        await stall.Open();
        var user = await _market.GivenUser(Some.User("mai@example.vn"));
        var cookies = new CookieContainer();
        using var browser = _market.AsGuest(cookies);
        await browser.Post("/account/sign-in", ("Login", user.UserName!), ("Password", Some.Password));
        await browser.Post("/cart/lines", ("variant", product.Variants.First().Id.Value.ToString()));
        var token = await Token(browser);

        using var left = await browser.Post(address, ("__RequestVerificationToken", token));
        var next = await browser.Open("/cart");
        var remaining = cookies.GetAllCookies().Select(cookie => cookie.Name).ToList();
        await browser.Post("/account/sign-in", ("Login", user.UserName!), ("Password", Some.Password));
        var back = await browser.Open("/cart");

        Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        Assert.DoesNotContain("Khăn của Mai", next.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(remaining.Intersect(["cart", "cart-count", "checkout"]));
        Assert.Contains("Khăn của Mai", back.Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<string> Token(HttpClient browser) =>
        (await browser.Open("/account")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
}
