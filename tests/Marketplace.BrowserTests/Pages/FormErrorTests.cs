using Marketplace.BrowserTests.Support;
using Marketplace.Infrastructure.Accounts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.BrowserTests.Pages;

/// <summary>Each form sent empty comes back and says so: in the title, in a summary that has the focus and leads to the fields, beside the field, and to axe.</summary>
public sealed class FormErrorTests(Market market)
{
    private static readonly KeyPage[] Forms =
    [
        new("sign-up", "/account/sign-up"),
        new("sign-in", "/account/sign-in"),
        new("forgotten", "/account/forgotten"),
        new("tracking", "/track"),
        new("checkout-address", "/checkout", Reach: Steps.StartCheckout),
        new("checkout-payment", "/checkout", Reach: Steps.SayWhere),
        new("craft", "/studio/lanh-suoi-may/crafts/indigo-dyeing", Account: DemoAccounts.ProducerMember),
        new("review", "/account/orders > main a[href^='/orders/'] > main a[href*='/review']", Account: DemoAccounts.Buyer),
        new("password", "/account/password", Account: DemoAccounts.Buyer),
        new("sell", "/sell/apply", Account: DemoAccounts.Buyer),
        new("studio-new", "/studio/lanh-suoi-may/listings/new", Account: DemoAccounts.ProducerMember),
    ];

    public static TheoryData<string> Names => [.. Forms.Select(form => form.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_form_sent_empty_says_what_to_do(string name)
    {
        var form = Forms.Single(form => form.Name == name);
        List<string> findings = [];
        await using var visitor = await market.Visitor(account: form.Account);
        var page = await visitor.NewPageAsync();
        var address = await form.Resolve(page);
        foreach (var language in form.Languages)
        {
            await page.GotoAsync(KeyPage.In(language, address), new() { WaitUntil = WaitUntilState.Load });
            await SendEmpty(page);

            await Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^(Lỗi|Error|Erreur\u00a0): "));
            await Expect(page.Locator(".errors")).ToBeFocusedAsync();
            findings.AddRange((await Unexplained(page)).Select(field => $"{name}-{language}: {field} is wrong without a word"));
            foreach (var (width, dark) in ((int, bool)[])[(360, false), (360, true), (1280, true), (1280, false)])
            {
                await page.SetViewportSizeAsync(width, width < 500 ? 640 : 900);
                await page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
                var look = $"{name}-refused-{width}-{(dark ? "dark" : "light")}-{language}";
                findings.AddRange(await Axe.Findings(page, look));
                if (language == "vi" && width < 500 && !dark)
                {
                    await Screenshots.Take(page, look);
                }
            }
        }

        Assert.True(findings.Count == 0, string.Join(Environment.NewLine, findings));
    }

    /// <summary>As a browser without validation of its own would.</summary>
    private static async Task SendEmpty(IPage page)
    {
        await page.EvaluateAsync("""
            () => {
                for (const form of document.querySelectorAll('main form[method=post]')) {
                    form.noValidate = true;
                    for (const field of form.querySelectorAll('input:not([type=hidden]), textarea')) {
                        if (field.type === 'checkbox' || field.type === 'radio') field.checked = false; else field.value = '';
                    }
                }
            }
            """);
        var answer = await page.RunAndWaitForResponseAsync(
            () => page.Locator("main form[method=post] .button:not(.quiet)").First.ClickAsync(),
            response => response.Request.Method == "POST");
        Assert.Equal(422, answer.Status);
        await page.WaitForLoadStateAsync(LoadState.Load);
    }

    /// <summary>Fields marked as wrong that no message describes, and links of the summary that lead nowhere.</summary>
    private static Task<string[]> Unexplained(IPage page) => page.EvaluateAsync<string[]>("""
        () => {
            const said = field => (field.getAttribute('aria-describedby') ?? '').split(' ').some(id => document.getElementById(id)?.textContent.trim());
            const silent = [...document.querySelectorAll('[aria-invalid=true]')].filter(field => !said(field) && !said(field.closest('fieldset') ?? field));
            const lost = [...document.querySelectorAll('.errors a')].filter(link => !document.querySelector(link.getAttribute('href')));
            return [...silent.map(field => field.name || field.id), ...lost.map(link => link.textContent)];
        }
        """);
}
