using Microsoft.Playwright;

namespace Marketplace.BrowserTests.Support;

/// <summary>Pictures of pages a person looks at before a release.</summary>
internal static class Screenshots
{
    public static async Task Take(IPage page, string name)
    {
        // Pictures further down load when they come near.
        await page.EvaluateAsync("""
            () => Promise.all([...document.images].map(image => {
                image.loading = 'eager';
                return image.decode().catch(() => {});
            }))
            """);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Screenshots, name + ".png"), FullPage = true });
    }
}
