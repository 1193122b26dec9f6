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
        var doubled = await page.EvaluateAsync<string[]>("[...document.forms].filter(form => form.querySelectorAll('[name=__RequestVerificationToken]').length > 1).map(form => form.action)");
        violations = violations.Concat(doubled.Select(form => $"{look}: two tokens in the form to {form}"));
        var viewport = page.ViewportSize!.Width;
        return await Width(page) is var width && width > viewport ? violations.Append($"{look}: {width} px wide") : violations;
    }

    public static Task<int> Width(IPage page) => page.EvaluateAsync<int>("document.documentElement.scrollWidth");
}
