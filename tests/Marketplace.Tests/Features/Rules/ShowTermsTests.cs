using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;

namespace Marketplace.Tests.Features.Rules;

public sealed class ShowTermsTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("", "0912 345 678")]
    [InlineData("/en", "+84 912 345 678")]
    [InlineData("/fr", "+84 912 345 678")]
    public async Task The_page_names_who_runs_the_market_and_how_to_reach_them(string language, string phone)
    {
        using var run = _market.WithWebHostBuilder(host => host.UseSetting("Site:Operator", "Ban điều hành <Chợ>").UseSetting("Site:Address", "1 Tràng Tiền, Hà Nội")
            .UseSetting("Site:Email", "cho@example.vn").UseSetting("Site:Phone", "0912 345 678"));
        var browser = run.CreateClient();

        var home = await browser.Open(language.Length > 0 ? language : "/");
        var page = await browser.Open(home.QuerySelector("footer a[href$='/terms']")!.GetAttribute("href")!);

        Assert.Equal(["Ban điều hành <Chợ>", "1 Tràng Tiền, Hà Nội", phone, "cho@example.vn"], page.Texts("[aria-labelledby=who] dd"));
        foreach (var part in new[] { "price", "paying", "delivery", "returns", "complaints", "data" })
        {
            Assert.NotEmpty(page.Texts($"[aria-labelledby={part}] p, [aria-labelledby={part}] li"));
        }
    }

    [Fact]
    public async Task A_market_that_says_nothing_of_itself_is_named_by_its_name_alone() =>
        Assert.Equal(["Chợ Phiên"], (await _market.CreateClient().Open("/terms")).Texts("[aria-labelledby=who] dd"));

    [Theory]
    [InlineData("")]
    [InlineData("/en")]
    [InlineData("/fr")]
    public async Task Goods_lead_to_how_they_are_returned(string language)
    {
        var product = await Some.SavedProduct(_market, await Some.SavedBooth(_market));

        var page = await _market.CreateClient().Open($"{language}/p/{product.Slug}");

        Assert.NotNull((await _market.CreateClient().Open(page.QuerySelector($"a[href='{language}/terms#returns']")!.GetAttribute("href")!.Split('#')[0])).GetElementById("returns"));
    }
}
