using Marketplace.Domain.Catalog;

namespace Marketplace.Tests.Domain;

public sealed class BlockedGoodsCheckTests
{
    private static readonly BlockedGood[] Goods =
    [
        new() { Slug = "pesticides", NameVi = "Thuốc trừ sâu, hoá chất", NameEn = "Pesticides", Reason = "Law.", LegalBasis = "Law 2013" },
        new() { Slug = "tobacco", NameVi = "Thuốc lá, thuốc lào", NameEn = "Tobacco", Reason = "Licence.", LegalBasis = "Law 2012" },
    ];

    [Theory]
    [InlineData("Ngâm hóa chất", "pesticides")]
    [InlineData("Ngâm hoá chất", "pesticides")]
    [InlineData("ngam hoa chat", "pesticides")]
    [InlineData("Túi đựng thuốc lào", "tobacco")]
    [InlineData("Hoa chất đầy gùi", null)]
    public void Words_are_found_however_the_tone_is_placed(string text, string? found) =>
        Assert.Equal(found is null ? [] : [found], BlockedGoodsCheck.FindIn(Goods, text).Select(match => match.Good.Slug));
}
