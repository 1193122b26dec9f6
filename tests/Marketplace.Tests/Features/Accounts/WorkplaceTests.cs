using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Rules;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Accounts;

public sealed class WorkplaceTests
{
    [Theory]
    [InlineData(Roles.Buyer, 0)]
    [InlineData(Roles.Moderator, 1)]
    [InlineData(Roles.FinanceOfficer, 1)]
    [InlineData(Roles.ProgrammeManager, 1)]
    [InlineData(Roles.Administrator, 4)]
    public async Task The_account_page_leads_officials_to_their_work_and_each_link_opens(string role, int places)
    {
        await using var market = await ProgrammeMarket.Open();
        foreach (var code in (string[])[PolicyCodes.PayoutDelayDays, PolicyCodes.PayoutUnconfirmedDays, PolicyCodes.PayoutUnconfirmedAbroadDays])
        {
            await market.Given(new PolicyValue { Code = code, Value = 7, ValidFrom = new DateOnly(2026, 1, 1), Source = "test" });
        }

        using var browser = await market.As(await market.GivenUser(Some.User(managedUnit: market.TuyenQuang.Id), role));

        var links = (await browser.Open("/account")).QuerySelectorAll("nav[aria-labelledby=work] a").Select(link => link.GetAttribute("href")!).ToList();

        Assert.Equal(places, links.Count);
        foreach (var link in links)
        {
            using var answer = await browser.Get(link);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, link);
        }
    }
}
