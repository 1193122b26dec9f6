using Marketplace.BrowserTests.Support;
using Microsoft.Playwright;

namespace Marketplace.BrowserTests.Pages;

/// <summary>A language that needs two fifths more room and stacks its marks: nothing may scroll sideways, be cut off, or lie over something else.</summary>
public sealed class LongWordsTests(Market market)
{
    [Theory]
    [MemberData(nameof(KeyPages.Names), MemberType = typeof(KeyPages))]
    public async Task A_page_bears_longer_words(string name)
    {
        var keyPage = KeyPages.Named(name);
        await using var visitor = await market.Visitor(account: keyPage.Account);
        var page = await visitor.NewPageAsync();
        await keyPage.Open(page);
        await page.EvaluateAsync(Lengthen);
        List<string> findings = [];
        foreach (var width in (int[])[360, 768, 1280])
        {
            await page.SetViewportSizeAsync(width, 900);
            if (await Axe.Width(page) is var needed && needed > width)
            {
                findings.Add($"{width}: {needed} px wide");
            }

            findings.AddRange((await page.EvaluateAsync<string[]>(CutOff)).Select(text => $"{width}: cut off: {text}"));
        }

        Assert.True(findings.Count == 0, name + Environment.NewLine + string.Join(Environment.NewLine, findings));
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

    /// <summary>What hides its overflow and has some; card names and the reader's own name end in an ellipsis on purpose.</summary>
    private const string CutOff = """
        () => [...document.querySelectorAll('body *')].filter(element => {
            if (element.closest('svg, .visually-hidden, .two-lines, .account span, .table-wrap') || element.matches('input, select, textarea')) return false;
            const style = getComputedStyle(element);
            const hides = style.overflowX !== 'visible' || style.overflowY !== 'visible';
            return hides && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1) && element.clientWidth > 1;
        }).map(element => `${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 60)}`)
        """;
}
