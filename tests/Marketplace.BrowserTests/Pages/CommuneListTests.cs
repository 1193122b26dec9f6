using Marketplace.BrowserTests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.BrowserTests.Pages;

/// <summary>With scripts the list of communes follows the province and is narrowed by typing, by names of today and of before, with or without accents.</summary>
public sealed class CommuneListTests(Market market)
{
    [Fact]
    public async Task Typing_an_old_name_without_accents_chooses_todays_commune()
    {
        await using var visitor = await market.Visitor();
        var page = await visitor.NewPageAsync();
        await Steps.StartCheckout(page);
        var communes = page.Locator("[name=UnitId]");
        await Expect(communes).ToBeHiddenAsync();

        var province = page.Locator("[name=ProvinceId]");
        await province.SelectOptionAsync(await province.Locator("option", new() { HasText = "Hà Giang" }).GetAttributeAsync("value") ?? "");
        await Expect(communes).ToBeVisibleAsync();
        var whole = await communes.Locator("option").CountAsync();

        await page.FillAsync("[name=TypedPlace]", "xa dong ha");
        await Expect(communes.Locator("option:checked")).ToHaveTextAsync("Lùng Tám (Đông Hà)");
        await page.FillAsync("[name=TypedPlace]", "lung");
        Assert.InRange(await communes.Locator("option").CountAsync(), 2, whole - 1);
        await page.FillAsync("[name=TypedPlace]", "khong co xa nay");
        await Expect(communes.Locator("option")).ToHaveCountAsync(whole);
        await page.FillAsync("[name=TypedPlace]", "");
        await communes.SelectOptionAsync(new SelectOptionValue { Label = "Lùng Tám" });

        await page.FillAsync("[name=FullName]", "Nguyễn Thị Bình");
        await page.FillAsync("[name=Phone]", "0912 345 678");
        await page.FillAsync("[name=Line1]", "Thôn Hợp Tiến");
        await page.Locator("main form[method=post] .button.wide").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/payment", StringComparison.Ordinal));
    }
}
