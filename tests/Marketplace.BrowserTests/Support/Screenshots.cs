using Microsoft.Playwright;

namespace Marketplace.BrowserTests.Support;

/// <summary>Pictures of pages a person looks at before a release.</summary>
internal static class Screenshots
{
    public static async Task Take(IPage page, string name)
    {
        // Pictures further down load when they come near.
        await page.EvaluateAsync("for (const image of document.querySelectorAll('img[loading=lazy]')) image.loading = 'eager'");
        await page.WaitForFunctionAsync("[...document.images].every(image => image.complete)");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Screenshots, name + ".png"), FullPage = true });
    }
}
