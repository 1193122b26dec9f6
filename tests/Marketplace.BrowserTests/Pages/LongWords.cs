using Microsoft.Playwright;

namespace Marketplace.BrowserTests.Pages;

/// <summary>A language that needs two fifths more room and stacks its marks: nothing may scroll sideways, be cut off, or lie over something else.</summary>
internal static class LongWords
{
    /// <summary>Looks at the open page with longer words; the page is not itself afterwards.</summary>
    public static async Task<IReadOnlyList<string>> Findings(IPage page, string name)
    {
        await page.EvaluateAsync(Lengthen);
        List<string> findings = [];
        foreach (var width in (int[])[360, 768, 1280])
        {
            await page.SetViewportSizeAsync(width, 900);
            if (await Axe.Width(page) is var needed && needed > width)
            {
                findings.Add($"{name} with longer words: {needed} px wide at {width}");
            }

            findings.AddRange((await page.EvaluateAsync<string[]>(CutOff)).Select(text => $"{name} with longer words, {width}: cut off: {text}"));
        }

        return findings;
    }

    /// <summary>Every word that is words of ours or a person's grows; figures, codes and addresses stay as they are.</summary>
    private const string Lengthen = """
        () => {
            const longer = text => text.replace(/\p{L}{2,}/gu, word => word + 'ỗữẫậể'.slice(0, Math.max(1, Math.round(word.length * .4))));
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, node =>
                node.parentElement.closest('script, style, code, svg, option, .slip, .label') || !node.data.trim() || /\d|@/.test(node.data)
                    ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
            while (walker.nextNode()) walker.currentNode.data = longer(walker.currentNode.data);
        }
        """;

    /// <summary>What hides its overflow and has some; card names and the reader's own name end in an ellipsis on purpose, and a picture that is
    /// still on its way may show more words in its place than fit.</summary>
    private const string CutOff = """
        () => [...document.querySelectorAll('body *')].filter(element => {
            if (element.closest('svg, .visually-hidden, .two-lines, .account span, .table-wrap') || element.matches('input, select, textarea, img')) return false;
            const style = getComputedStyle(element);
            const hides = style.overflowX !== 'visible' || style.overflowY !== 'visible';
            return hides && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1) && element.clientWidth > 1;
        }).map(element => `${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 60)}`)
        """;
}
