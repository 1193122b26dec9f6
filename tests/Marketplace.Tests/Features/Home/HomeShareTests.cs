using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Home;

/// <summary>The share on the front page follows from the rules; what reached people is an indicator, and is less.</summary>
[Collection(OneSeededMarketplace.Name)]
public sealed class HomeShareTests(SeededMarketplace market)
{
    [Theory]
    [InlineData("/", "Trừ phí, thuế, người bán nhận ít nhất 93 %.")]
    [InlineData("/en", "After fee and tax the seller gets at least 93%.")]
    [InlineData("/fr", "Frais et impôt déduits, le vendeur reçoit au moins 93 %.")]
    public async Task The_share_is_called_what_it_is(string address, string share)
    {
        using var guest = market.AsGuest();

        Assert.EndsWith(share, (await guest.Open(address)).Texts("main > p.large").Single(), StringComparison.Ordinal);
    }
}
