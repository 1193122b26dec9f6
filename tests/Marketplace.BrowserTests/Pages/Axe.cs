using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Marketplace.BrowserTests.Pages;

/// <summary>What axe has to say of a page as it stands, and whether it fits.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>In the page itself, which has no frames, and once a page: Deque's runner for Playwright opens a second browser window for every look.</summary>
    private const string Run = """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
            .map(violation => `${violation.id}: ${violation.help}: ${violation.nodes.slice(0, 3).map(node => node.html).join(' | ')}`)
        """;

    public static async Task<IEnumerable<string>> Findings(IPage page, string look)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
        {
            await page.EvaluateAsync(Script);
        }

        var violations = (await page.EvaluateAsync<string[]>(Run)).Select(violation => $"{look}: {violation}");
        var doubled = await page.EvaluateAsync<string[]>("[...document.forms].filter(form => form.querySelectorAll('[name=__RequestVerificationToken]').length > 1).map(form => form.action)");
        violations = violations.Concat(doubled.Select(form => $"{look}: two tokens in the form to {form}"));
        var viewport = page.ViewportSize!.Width;
        return await Width(page) is var width && width > viewport ? violations.Append($"{look}: {width} px wide") : violations;
    }

    public static Task<int> Width(IPage page) => page.EvaluateAsync<int>("document.documentElement.scrollWidth");
}
