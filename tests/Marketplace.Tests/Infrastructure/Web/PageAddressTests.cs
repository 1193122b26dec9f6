using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Infrastructure.Web;
using Marketplace.Tests.Security;
using Marketplace.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Infrastructure.Web;

/// <summary>Whoever changes the language of a refused page finds the page, not an address that only takes forms.</summary>
public sealed class PageAddressTests : IDisposable
{
    /// <summary>What is asked of it comes back without a page.</summary>
    private static readonly string[] AnswersNoPage = ["bank-notifications", "webhooks/sandbox", "webhooks/stripe", "theme", "checkout"];

    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public void Every_form_without_a_page_of_its_own_has_one_above_it()
    {
        var routes = AppRoute.Of(_market);
        var pages = routes.Where(route => route.Method == "GET").Select(route => route.Pattern).ToHashSet();
        var addresses = _market.Services.GetRequiredService<PageAddresses>();

        var lost = routes.Where(route => route.Method != "GET" && !pages.Contains(route.Pattern) && addresses.PatternAbove(route.Pattern) is "").Select(route => route.Pattern);

        Assert.Equal(AnswersNoPage.Order(), lost.Distinct().Order());
    }

    [Theory]
    [InlineData("/en//evil.example/x")]
    [InlineData("/fr//evil.example/x?q=1")]
    [InlineData("/en///evil.example")]
    public async Task No_language_is_on_another_host(string address)
    {
        using var browser = _market.AsGuest();

        // Sent as it is: made into an address of its own, two strokes would be gone.
        using var answer = await browser.GetAsync(new Uri(browser.BaseAddress!.GetLeftPart(UriPartial.Authority) + address), TestContext.Current.CancellationToken);
        var page = await answer.Page();

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.All(page.QuerySelectorAll("nav.prefs a, link[rel=alternate]"), link => Assert.DoesNotContain("//evil", link.GetAttribute("href")!, StringComparison.Ordinal));
        Assert.NotEmpty(page.QuerySelectorAll("nav.prefs a"));
    }

    [Theory]
    [InlineData("{shop}/settings/bank", "Bin", "x")]
    [InlineData("{listing}/photos/changes", "change", "99")]
    [InlineData("{listing}/lots", "Code", "")]
    [InlineData("/finance/payouts/batch", "ids", "")]
    [InlineData("/cart/lines", "quantity", "x")]
    public async Task A_refused_page_leads_to_itself_in_every_language(string address, string field, string value)
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var browser = await _market.As(address.StartsWith("/finance", StringComparison.Ordinal) ? await _market.GivenUser(Some.User(), Roles.FinanceOfficer) : atelier.Maker);

        using var refused = await browser.Post(
            address.Replace("{shop}", atelier.Root, StringComparison.Ordinal).Replace("{listing}", $"{atelier.Root}/listings/{draft.Id.Value}", StringComparison.Ordinal), (field, value));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await refused.Page();
        var links = page.QuerySelectorAll("nav.prefs a").Select(link => link.GetAttribute("href")!).ToList();
        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            using var answer = await browser.Get(link);
            await browser.Open(answer.StatusCode == HttpStatusCode.Redirect ? Walk.Location(answer) : link);
        }

        if (page.QuerySelector("[data-theme-form] [name=back]")?.GetAttribute("value") is { } back)
        {
            await browser.Open(back);
        }
    }

    [Fact]
    public async Task A_form_that_is_not_found_leads_to_a_page_too()
    {
        var atelier = await Atelier.In(_market);
        var browser = await _market.As(atelier.Maker);

        using var lost = await browser.Post($"{atelier.Root}/listings/{Guid.NewGuid()}/status", ("onSale", "true"));

        Assert.Equal(HttpStatusCode.NotFound, lost.StatusCode);
        Assert.All((await lost.Page()).QuerySelectorAll("nav.prefs a"), link => Assert.DoesNotContain("/status", link.GetAttribute("href")));
    }
}
