using Marketplace.Domain.Shipping;

namespace Marketplace.Tests.Domain;

public sealed class PostalCodesTests
{
    [Theory]
    [InlineData("FR", "75005", true)]
    [InlineData("FR", "7500", false)]
    [InlineData("FR", "75 005", true)]
    [InlineData("US", "94103-1234", true)]
    [InlineData("US", "ABC", false)]
    [InlineData("NL", "1012 ab", true)]
    [InlineData("GB", "SW1A 1AA", true)]
    [InlineData("GB", "M1 1AE", true)]
    [InlineData("GB", "12345", false)]
    [InlineData("CA", "K1A 0B1", true)]
    [InlineData("JP", "100-0001", true)]
    [InlineData("IE", "D02 X285", true)]
    [InlineData("IE", "D6W XH21", true)]
    [InlineData("PL", "00-950", true)]
    [InlineData("LV", "LV-1010", true)]
    [InlineData("LT", "LT-01001", true)]
    [InlineData("LU", "L-1009", true)]
    [InlineData("SE", "SE-113 46", true)]
    [InlineData("JP", "150–0001", true)]
    [InlineData("FR", "75\u00a0005", true)]
    [InlineData("GB", "BFPO 105", true)]
    [InlineData("FR", "PARIS", false)]
    [InlineData("FR", "７５００５", false)]
    [InlineData("AE", "anything", true)]
    public void A_code_that_cannot_exist_is_seen(string country, string code, bool canBe) => Assert.Equal(canBe, PostalCodes.CanBe(country, code));

    [Theory]
    [InlineData("US", "ca", true)]
    [InlineData("US", "ZZZ", false)]
    [InlineData("US", "California", true)]
    [InlineData("CA", "QC", true)]
    [InlineData("AU", "QC", false)]
    [InlineData("JP", "Tō", true)]
    public void A_state_that_is_none_is_seen(string country, string state, bool canBe) => Assert.Equal(canBe, PostalCodes.CanBeState(country, state));
}
