using Marketplace.Domain.Accounts;
using Marketplace.Infrastructure.Localization;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Studio;

public sealed class RegulationTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("", "vi")]
    [InlineData("/en", "en")]
    public async Task Who_applies_reads_the_terms_they_accept_without_leaving_the_form(string prefix, string language)
    {
        var browser = await _market.As(await _market.GivenUser(Some.User(), Roles.Buyer));

        var page = await browser.Open($"{prefix}/sell/apply");
        var terms = await _market.AsGuest().Open($"{prefix}/terms");

        var read = page.QuerySelector("main form details:has(#returns)")!;
        Assert.Equal(terms.Texts("main section p").Count, read.QuerySelectorAll("section p").Length);
        Assert.Contains(Texts.In(language, "rules.terms.returns-law"), read.TextContent, StringComparison.Ordinal);
        Assert.Empty(read.QuerySelectorAll("a[href^='/']"));
        Assert.Equal([$"{prefix}/terms", $"{prefix}/rules"], page.QuerySelectorAll("main > p a").Select(link => link.GetAttribute("href")));
        Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").Select(part => part.Id).Distinct().Count());
        Assert.NotNull(terms.QuerySelector($"main section a[href='{prefix}/rules']"));
    }

    /// <summary>A registered group that takes itself for a co-operative has nothing withheld, though the law counts it as a household.</summary>
    [Fact]
    public void A_group_has_one_name_and_stands_in_one_kind()
    {
        string[] keys = ["studio.kind.Group", "rules.kind.Group", "moderation.producer-kind.Group", "producers.kind.Group", "products.kind.Group"];

        Assert.Single(keys.Select(key => Texts.In("vi", key).ToLowerInvariant()).Distinct());
        Assert.Contains("tổ hợp tác", Texts.In("vi", "studio.kind-hint.Group"), StringComparison.Ordinal);
        Assert.DoesNotContain("tổ hợp tác", Texts.In("vi", "studio.kind-hint.Cooperative"), StringComparison.Ordinal);
    }
}
