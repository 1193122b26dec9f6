using System.Net;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>A cookie is looked at once a minute; in between it must not be exchanged for a fresh one.</summary>
    [Fact]
    public async Task A_session_that_was_ended_elsewhere_is_not_renewed_by_saving_the_name()
    {
        var user = await _market.GivenUser(Some.User("mai@example.vn", name: "Mai"));
        using var stolen = await _market.As(user);
        using var own = await _market.As(user);
        await own.Post("/account/sign-out-everywhere");

        using var saved = await stolen.Post("/account", ("Form.Name", "Không phải Mai"), ("Form.Language", "vi"));
        using var after = await stolen.Get("/account");

        Assert.StartsWith("/account/sign-in", saved.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
        Assert.Equal("Mai", await _market.Read(db => db.Users.Select(row => row.DisplayName).SingleAsync()));
    }

    private static async Task<string> Token(HttpClient browser) =>
        (await browser.Open("/account")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
}
