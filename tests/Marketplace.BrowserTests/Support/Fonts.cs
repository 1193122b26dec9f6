using Microsoft.Playwright;

namespace Marketplace.BrowserTests.Support;

internal static class Fonts
{
    /// <summary>
    /// As if the visitor had never been here: the cookie that says the fonts are there is gone, also the one a page just left was about to write.
    /// </summary>
    public static async Task ForgetFonts(this IPage page)
    {
        await page.GotoAsync("about:blank");
        do
        {
            await page.Context.ClearCookiesAsync(new() { Name = "fonts" });
            await page.WaitForTimeoutAsync(100);
        }
        while ((await page.Context.CookiesAsync()).Any(cookie => cookie.Name == "fonts"));
    }

    /// <summary>
    /// Until a page's script has fetched the fonts. Asked from outside the page: its own rules (CSP) forbid what Playwright does when the first look inside
    /// it was too early.
    /// </summary>
    public static async Task WaitForFonts(this IPage page)
    {
        for (var look = 0; look < 200; look++)
        {
            if ((await page.Context.CookiesAsync()).Any(cookie => cookie is { Name: "fonts", Value: "1" }))
            {
                return;
            }

            await page.WaitForTimeoutAsync(50);
        }

        Assert.Fail("The fonts were not fetched within ten seconds.");
    }
}
