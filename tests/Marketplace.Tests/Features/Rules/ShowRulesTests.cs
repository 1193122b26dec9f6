using System.Net;
using Marketplace.Domain.Common;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Features.Rules.Show;
using Marketplace.Infrastructure.Rules;
using Marketplace.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Rules;

[Collection(OneSeededMarketplace.Name)]
public sealed class ShowRulesTests(SeededMarketplace market)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Withholding_begins_with_the_decree_and_not_before()
    {
        var before = await market.Send(new ShowRules(new DateOnly(2025, 6, 30)));
        var after = await market.Send(new ShowRules(new DateOnly(2025, 7, 1)));

        Assert.Empty(before.Taxes);
        Assert.Equal([(100, 50), (0, 50)], after.Taxes.Where(tax => tax.Kind == ProducerKind.Household).Select(tax => (tax.VatBasisPoints, tax.PitBasisPoints)));
        Assert.DoesNotContain(after.Taxes, tax => tax.Kind is ProducerKind.Cooperative or ProducerKind.Company);
        Assert.All(after.Taxes, tax => Assert.NotEmpty(tax.Source));
    }

    [Fact]
    public async Task The_newest_rate_of_each_currency_is_shown_with_its_source()
    {
        var rules = await market.Send(new ShowRules(new DateOnly(2026, 3, 5)));

        Assert.Equal(["EUR", "USD"], rules.Rates.Select(rate => rate.CurrencyCode));
        Assert.All(rules.Rates, rate => Assert.True(rate.Day > new DateOnly(2026, 2, 25) && rate.Source == "số mẫu, hư cấu"));
    }

    [Fact]
    public async Task Every_policy_the_code_asks_for_is_in_force()
    {
        var rules = await market.Services.GetRequiredService<RuleBook>().On(market.Clock.GetUtcNow().VietnamDay(), Ct);
        var codes = typeof(PolicyCodes).GetFields().Select(field => (string)field.GetValue(null)!);

        Assert.All(codes, code => Assert.True(rules.Policy(code) > 0));
        Assert.Equal(codes.Order(StringComparer.Ordinal), PolicyCodes.InOrderOfASale.Order(StringComparer.Ordinal));
        Assert.Equal(PolicyCodes.InOrderOfASale, (await market.Send(new ShowRules(market.Clock.GetUtcNow().VietnamDay()))).Policies.Select(policy => policy.Code));
        Assert.Equal(0, rules.FeeBasisPoints(ProducerKind.Household, 3));
        Assert.Equal(500, rules.FeeBasisPoints(ProducerKind.Household, 2));
        Assert.Equal(500, rules.FeeBasisPoints(ProducerKind.Cooperative, 3));
    }

    [Theory]
    [InlineData("/", "/rules", "1 %")]
    [InlineData("/en", "/en/rules", "1%")]
    [InlineData("/fr", "/fr/rules", "1 %")]
    public async Task Every_page_leads_to_the_rules_and_rates_read_as_the_reader_writes_them(string home, string rules, string rate)
    {
        using var guest = market.AsGuest();

        var link = (await guest.Open(home)).QuerySelector($"footer a[href='{rules}']");
        var page = await guest.Open(rules);

        Assert.NotNull(link);
        Assert.Contains(rate, page.Texts("[aria-labelledby=taxes] td.num"));
    }

    [Theory]
    [InlineData("", "5.000.000 ₫|50.000 ₫|24 giờ|45 phút|14 ngày|chương trình", null)]
    [InlineData("/en", "₫5,000,000|₫50,000|24 hours|45 minutes|14 days|the programme", "vi")]
    [InlineData("/fr", "5 000 000 ₫|24 heures|45 minutes|14 jours|le programme", "vi")]
    public async Task Limits_have_their_unit_and_their_basis_its_language(string language, string values, string? basis)
    {
        using var guest = market.AsGuest();

        var page = await guest.Open(language + "/rules");

        var shown = page.Texts("[aria-labelledby=policies] td.num");
        Assert.Empty(values.Split('|').Except(shown));
        Assert.DoesNotContain(shown, value => value.All(char.IsAsciiDigit));
        Assert.All(page.QuerySelectorAll("[aria-labelledby=fees] td.source, [aria-labelledby=taxes] td.source, [aria-labelledby=policies] td.source"), source => Assert.Equal(basis, source.GetAttribute("lang")));
        Assert.Equal(basis is null ? 0 : 1, page.Texts("main > p").Count(text => text.Contains("Vietnamese", StringComparison.Ordinal) || text.Contains("vietnamien", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", "Cam kết phương pháp làm", "Thuốc lá, thuốc lào", "Luật Phòng, chống tác hại của thuốc lá 2012", null)]
    [InlineData("/en", "Maker's declaration of method", "Tobacco and pipe tobacco", "Law on prevention of tobacco harm 2012", null)]
    [InlineData("/fr", "Maker's declaration of method", "Tobacco and pipe tobacco", "Law on prevention of tobacco harm 2012", "en")]
    public async Task Papers_and_goods_that_may_not_be_sold_stand_there_with_their_day(string language, string paper, string good, string law, string? foreign)
    {
        using var guest = market.AsGuest();

        var page = await guest.Open(language + "/rules");
        var before = await guest.Open(language + "/rules?day=2024-12-31");

        Assert.Equal(14, page.QuerySelectorAll("[aria-labelledby=papers] tbody tr").Length);
        Assert.Equal(22, page.QuerySelectorAll("[aria-labelledby=blocked] tbody tr").Length);
        Assert.Equal(foreign, page.QuerySelectorAll("[aria-labelledby=papers] tbody th").Single(name => name.TextContent == paper).GetAttribute("lang"));
        var row = page.QuerySelectorAll("[aria-labelledby=blocked] tbody tr").Single(row => row.QuerySelector("th")!.TextContent == good);
        Assert.EndsWith(law, row.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Empty(before.QuerySelectorAll("[aria-labelledby=papers] tbody tr, [aria-labelledby=blocked] tbody tr"));
    }

    [Fact]
    public async Task A_day_that_is_none_is_tied_to_what_is_wrong_with_it()
    {
        using var guest = market.AsGuest();

        var page = await guest.Open("/rules?day=2026-02-30", HttpStatusCode.UnprocessableEntity);

        var field = page.QuerySelector("#day[aria-invalid=true]")!;
        Assert.Contains("Ngày chưa đúng", page.QuerySelector($".error#{field.GetAttribute("aria-describedby")}")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/rules", HttpStatusCode.OK)]
    [InlineData("/rules?day=2025-01-15", HttpStatusCode.OK)]
    [InlineData("/en/rules?day=2026-01-15", HttpStatusCode.OK)]
    [InlineData("/fr/rules", HttpStatusCode.OK)]
    [InlineData("/rules?day=0001-01-01", HttpStatusCode.OK)]
    [InlineData("/rules?day=9999-12-31", HttpStatusCode.OK)]
    [InlineData("/rules?day=2026-02-30", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/rules?day=%3Cscript%3E", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/rules?day=31/12/2025", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/rules?day=-1", HttpStatusCode.UnprocessableEntity)]
    public async Task The_page_answers_any_day(string address, HttpStatusCode expected)
    {
        using var client = market.CreateClient();

        var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Ct);

        Assert.Equal(expected, answer.StatusCode);
        Assert.DoesNotContain("<script>", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }
}
