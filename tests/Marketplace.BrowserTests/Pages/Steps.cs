using Microsoft.Playwright;

namespace Marketplace.BrowserTests.Pages;

/// <summary>What a person does before a page exists for them.</summary>
internal static class Steps
{
    public static async Task FillCart(IPage page)
    {
        await page.GotoAsync("/products");
        await page.GotoAsync(await page.Locator("main a[href^='/p/']").First.GetAttributeAsync("href") ?? "");
        await page.Locator("main form[action$='/cart/lines'] button").First.ClickAsync();
        await page.GotoAsync("/cart");
    }

    public static async Task StartCheckout(IPage page)
    {
        await FillCart(page);
        await page.Locator("main form[action$='/checkout'] button").First.ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/address", StringComparison.Ordinal));
    }
}
