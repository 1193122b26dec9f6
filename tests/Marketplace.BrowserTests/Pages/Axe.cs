using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Marketplace.BrowserTests.Pages;

/// <summary>What axe has to say of a page as it stands, and whether it fits.</summary>
internal static class Axe
{
    public static async Task<IEnumerable<string>> Findings(IPage page, string look)
    {
        var axe = await page.RunAxe();
        var violations = axe.Violations.Select(violation => $"{look}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}");
        var viewport = page.ViewportSize!.Width;
        return await Width(page) is var width && width > viewport ? violations.Append($"{look}: {width} px wide") : violations;
    }

    public static Task<int> Width(IPage page) => page.EvaluateAsync<int>("document.documentElement.scrollWidth");
}
