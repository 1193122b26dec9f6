using System.Net;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Studio;

/// <summary>Whoever thinks of selling reads what it brings and needs before an account is asked for.</summary>
public sealed class SellingPageTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_guest_reads_what_is_needed_and_what_is_left_of_a_price_by_the_rules_of_today()
    {
        await (await Stall.In(_market)).Open();
        var guest = _market.AsGuest();

        var page = await guest.Open("/sell");
        var asked = await guest.Open((await guest.Get("/sell/apply")).Headers.Location!.PathAndQuery);

        Assert.Contains("ít nhất 93 % giá", page.QuerySelector("main .large")!.TextContent.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("7 ngày sau", page.QuerySelector("main ol")!.TextContent.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal("/sell/apply", page.QuerySelector("main a.button")!.GetAttribute("href"));
        Assert.StartsWith("Muốn đăng ký bán hàng", asked.Texts("main p.muted")[^1], StringComparison.Ordinal);
        Assert.StartsWith("Bạn mua hàng được", (await guest.Open("/account/sign-in")).Texts("main p.muted")[^1], StringComparison.Ordinal);
        Assert.Equal("/sell", (await guest.Open("/")).QuerySelector("main .bar a.quiet")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Who_is_signed_in_goes_to_their_shops_and_an_empty_installation_promises_nothing()
    {
        using var user = await _market.As(await _market.GivenUser(Some.User()));

        var answer = await user.Get("/sell");

        Assert.Equal((HttpStatusCode.Redirect, "/studio"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Null((await _market.AsGuest().Open("/sell")).QuerySelector("main .large"));
    }
}
