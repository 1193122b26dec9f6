using Marketplace.BrowserTests.Support;
using Microsoft.Playwright;

namespace Marketplace.BrowserTests.Pages;

/// <summary>Every key page × {360, 1280} × {light, dark} × {vi, en, for buyers fr}: nothing for axe to say, nothing scrolls sideways, at 320 px either, nothing is refused or fails, and longer words fit.</summary>
public sealed class AccessibilityTests(Market market)
{
    private static readonly (int Width, bool Dark)[] Every = [(360, false), (360, true), (1280, true), (1280, false)];
    private static readonly (int Width, bool Dark)[] Small = [(360, false)];
    private static readonly (int Width, bool Dark)[] Large = [(1280, true)];

    /// <summary>Pages where people buy, sell and read figures are looked at in every way; others, made of the same parts, in fewer.</summary>
    private static (int Width, bool Dark)[] Looks(KeyPage page, string language) => language switch
    {
        "fr" => page.IsMain ? Small : [],
        _ when page.IsMain => Every,
        "vi" => Small,
        _ => Large,
    };

    [Theory]
    [MemberData(nameof(KeyPages.Names), MemberType = typeof(KeyPages))]
    public async Task A_page_is_accessible_and_fits(string name)
    {
        var keyPage = KeyPages.Named(name);
        List<string> findings = [];
        await using var visitor = await market.Visitor(account: keyPage.Account);
        var page = await visitor.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("404", StringComparison.Ordinal))
            {
                findings.Add($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => findings.Add($"script: {error}");
        var address = await keyPage.Resolve(page);
        foreach (var language in keyPage.Languages)
        {
            await page.GotoAsync(KeyPage.In(language, address), new() { WaitUntil = WaitUntilState.Load });
            foreach (var (width, dark) in Looks(keyPage, language))
            {
                await page.SetViewportSizeAsync(width, width < 500 ? 640 : 900);
                await page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
                var look = $"{name}-{width}-{(dark ? "dark" : "light")}-{language}";
                findings.AddRange(await Axe.Findings(page, look));
                if (language == "vi" && (!dark || keyPage.IsShownDark))
                {
                    await Screenshots.Take(page, look);
                }
            }
        }

        await page.SetViewportSizeAsync(320, 640);
        if (await Axe.Width(page) is > 320 and var needed)
        {
            findings.Add($"{name}: {needed} px wide at 320");
        }

        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load });
        findings.AddRange(await LongWords.Findings(page, name));

        Assert.True(findings.Count == 0, string.Join(Environment.NewLine, findings));
    }

    /// <summary>Whoever cannot read small letters asks the browser for others of twice the size, on a phone too.</summary>
    [Theory]
    [InlineData("home")]
    [InlineData("category")]
    [InlineData("product")]
    [InlineData("cart")]
    [InlineData("checkout-address")]
    public async Task A_page_in_letters_twice_as_large_fits_a_phone(string name)
    {
        var keyPage = KeyPages.Named(name);
        await using var visitor = await market.Visitor();
        var page = await visitor.NewPageAsync();
        var address = await keyPage.Resolve(page);
        List<string> findings = [];
        foreach (var language in keyPage.Languages)
        {
            await page.GotoAsync(KeyPage.In(language, address), new() { WaitUntil = WaitUntilState.Load });
            await page.EvaluateAsync("document.documentElement.style.fontSize = '200%'");
            if (await Axe.Width(page) is > 360 and var needed)
            {
                findings.Add($"{name}-{language}: {needed} px wide");
            }
        }

        Assert.True(findings.Count == 0, string.Join(Environment.NewLine, findings));
    }

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task The_search_stays_beside_the_cart_on_the_smallest_phone(string language)
    {
        await using var visitor = await market.Visitor(width: 320);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(KeyPage.In(language, "/"), new() { WaitUntil = WaitUntilState.Load });

        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('.search').getBoundingClientRect().bottom > document.querySelector('.account').getBoundingClientRect().top"));
    }

    [Fact]
    public async Task A_field_that_lost_its_label_is_noticed()
    {
        await using var visitor = await market.Visitor();
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/track", new() { WaitUntil = WaitUntilState.Load });
        await page.EvaluateAsync("document.querySelectorAll('main label').forEach(label => label.remove())");

        Assert.Contains(await Axe.Findings(page, "track"), finding => finding.StartsWith("track: label: ", StringComparison.Ordinal));
    }
}
