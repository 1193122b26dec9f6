using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Peoples;

[Collection(OneSeededMarketplace.Name)]
public sealed class ShowPeopleTests(SeededMarketplace market)
{
    [Theory]
    [InlineData("/peoples/cham", "tháng 9–10")]
    [InlineData("/en/peoples/cham", "September–October")]
    [InlineData("/fr/provinces/56", "septembre–octobre")]
    [InlineData("/en/peoples/dao", "lunar months 11–1")]
    public async Task A_festival_says_its_months_as_people_do(string address, string months)
    {
        using var guest = market.AsGuest();

        Assert.Contains((await guest.Open(address)).Texts("[aria-labelledby=heritage] .small"), text => text.Contains(" · " + months, StringComparison.Ordinal));
    }
}
