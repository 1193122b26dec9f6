using Marketplace.BrowserTests.Support;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.BrowserTests.Journeys;

/// <summary>The frame around every page, with and without scripts.</summary>
[Collection(nameof(Alone))]
public sealed class FrameTests(Market market)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reader_turns_the_page_dark_and_it_stays_dark(bool scripts)
    {
        await using var visitor = await market.Visitor(scripts: scripts);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/styleguide");
        await page.ClickAsync("form[action$='/theme'] button");

        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.GotoAsync("/en/styleguide");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task A_reader_of_English_changes_language_and_stays_on_the_page()
    {
        await using var visitor = await market.Visitor();
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/account/sign-in");
        await page.ClickAsync(".prefs a[hreflang=en]");

        await Expect(page).ToHaveURLAsync(market.Address + "/en/account/sign-in");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
    }

    [Fact]
    public async Task An_error_summary_has_the_focus_and_leads_to_the_field()
    {
        await using var visitor = await market.Visitor();
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/styleguide");
        await page.FillAsync("[name='Form.Phone']", "0912");
        await page.ClickAsync("main form.stack > .button");

        await Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^Lỗi: "));
        await Expect(page.Locator(".errors")).ToBeFocusedAsync();
        await page.ClickAsync(".errors a[href='#Phone']");
        await Expect(page.Locator("[name='Form.Phone']")).ToBeInViewportAsync();
        await Expect(page.Locator("[name='Form.Phone']")).ToHaveValueAsync("0912");
    }

    [Fact]
    public async Task The_font_comes_after_the_first_page_and_is_used_on_the_next()
    {
        await using var visitor = await market.Visitor();
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/styleguide");
        await Expect(page.Locator("link[href*='fonts']")).ToHaveCountAsync(0);
        await page.WaitForFonts();
        await page.GotoAsync("/styleguide");

        await Expect(page.Locator("link[rel=stylesheet][href*='fonts']")).ToHaveCountAsync(1);
        Assert.True(await page.EvaluateAsync<bool>("document.fonts.ready.then(() => document.fonts.check('700 22px \"Be Vietnam Pro\"', 'ợ'))"));
    }
}
