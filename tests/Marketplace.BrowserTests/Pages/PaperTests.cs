using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Marketplace.BrowserTests.Support;
using Marketplace.Infrastructure.Accounts;
using Microsoft.Playwright;

namespace Marketplace.BrowserTests.Pages;

/// <summary>What comes out of a printer: each paper is of its size, one sheet each, with nothing of the site on it.</summary>
public sealed partial class PaperTests(Market market)
{
    private const double PointsPerMillimetre = 72 / 25.4;

    [Theory]
    [InlineData("slip", ".slip", 105, 148)]
    [InlineData("labels", ".label", 70, 50)]
    public async Task A_paper_is_of_its_size_and_one_sheet(string paper, string sheet, int widthMm, int heightMm)
    {
        await using var visitor = await market.Visitor(account: DemoAccounts.ProducerMember);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/studio");
        await Steps.OpenOrder(page);
        await page.Locator($"main a[href$='/{paper}']").ClickAsync();
        await page.WaitForURLAsync(url => url.EndsWith("/" + paper, StringComparison.Ordinal));

        var sheets = await page.Locator(sheet).CountAsync();
        var pdf = Encoding.Latin1.GetString(await page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true, PrintBackground = true }));

        var sizes = MediaBox().Matches(pdf).Select(match => (Millimetres(match, 1), Millimetres(match, 2))).ToList();
        Assert.Equal(Enumerable.Repeat((widthMm, heightMm), sheets), sizes);
    }

    [Fact]
    public async Task A_manager_prints_the_dashboard_with_the_figures_of_its_closed_tables()
    {
        await using var visitor = await market.Visitor(width: 1280, account: DemoAccounts.CentreManager);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/programme?when=" + Months.Last);
        const string shown = "[...document.querySelectorAll('details:not([open]):not(.no-print) table')].map(table => table.checkVisibility())";
        Assert.DoesNotContain(true, await page.EvaluateAsync<bool[]>(shown));
        await page.EvaluateAsync("window.print = () => { document.title = 'printed'; }");
        await page.ClickAsync("[data-print]");

        Assert.Equal("printed", await page.TitleAsync());
        await page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        var printed = await page.EvaluateAsync<bool[]>(shown);
        Assert.NotEmpty(printed);
        Assert.DoesNotContain(false, printed);
    }

    private static int Millimetres(Match box, int side) => (int)Math.Round(double.Parse(box.Groups[side].Value, CultureInfo.InvariantCulture) / PointsPerMillimetre);

    [GeneratedRegex(@"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]")]
    private static partial Regex MediaBox();
}
