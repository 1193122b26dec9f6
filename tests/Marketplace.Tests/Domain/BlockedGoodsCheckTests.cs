using Marketplace.Domain.Catalog;

namespace Marketplace.Tests.Domain;

public sealed class BlockedGoodsCheckTests
{
    private static readonly BlockedGood[] Goods =
    [
        new() { Slug = "pesticides", NameVi = "Thuốc trừ sâu, hoá chất", NameEn = "Pesticides", ReasonVi = "Luật.", ReasonEn = "Law.", LegalBasisVi = "Luật 2013", LegalBasisEn = "Law 2013", ValidFrom = default },
        new() { Slug = "tobacco", NameVi = "Thuốc lá, thuốc lào", NameEn = "Tobacco", ReasonVi = "Cần giấy phép.", ReasonEn = "Licence.", LegalBasisVi = "Luật 2012", LegalBasisEn = "Law 2012", ValidFrom = default },
    ];

    /// <summary>The row before it need not have been given an end.</summary>
    [Fact]
    public void Of_two_rows_for_the_same_goods_the_newest_is_told()
    {
        var newer = new BlockedGood { Slug = "tobacco", NameVi = "Thuốc lá", NameEn = "Tobacco", ReasonVi = "Mới.", ReasonEn = "New.", LegalBasisVi = "Luật", LegalBasisEn = "Law", ValidFrom = new DateOnly(2026, 1, 1) };

        Assert.Equal("New.", Assert.Single(BlockedGoodsCheck.FindIn([.. Goods, newer], "Túi đựng thuốc lá")).Good.ReasonEn);
    }

    [Theory]
    [InlineData("Móc khoá ngà voi", "wildlife")]
    [InlineData("Vay te te tu rung", "wildlife")]
    [InlineData("Sown in May, a che co thu tea", null)]
    [InlineData("Thịt chua ngà voi", "wildlife")]
    [InlineData("Vòng không phải nhựa - ngà voi thật", "wildlife")]
    [InlineData("Không dùng ngà voi, mật gấu và vảy tê tê", null)]
    [InlineData("Không pha nhựa, ngà voi thật", "wildlife")]
    [InlineData("Grown with no ivory", null)]
    [InlineData("Carved in Lùng Tám with no ivory", null)]
    [InlineData("Moc khoa nga voi. Mat gau rung", "wildlife")]
    [InlineData("Bao bì không nhựa. Ngà voi thật", "wildlife")]
    [InlineData("Không chỉ ngà voi mà còn mật gấu", "wildlife")]
    [InlineData("Khong dung vay te te, without ivory", null)]
    [InlineData("Cán nỏ bằng gỗ dâu", "wildlife")]
    [InlineData("Carved ivory", "wildlife")]
    [InlineData("No, that is a bag", null)]
    [InlineData("Khăn này không phải ngà voi", null)]
    [InlineData("Made without ivory", null)]
    [InlineData("Không phải nhựa. Là ngà voi thật, không phải nhựa", "wildlife")]
    public void What_people_write_who_sell_it_is_found_and_what_it_is_not_is_no_sign(string text, string? found)
    {
        BlockedGood[] goods =
        [
            new() { Slug = "wildlife", NameVi = "Ngà, sừng", NameEn = "Horn", ReasonVi = "Luật.", ReasonEn = "Law.", LegalBasisVi = "Luật", LegalBasisEn = "Law", Signs = "ngà voi|mật gấu|vảy tê tê|nỏ|in máy|chè cổ|ivory", ValidFrom = default },
        ];

        Assert.Equal(found is null ? [] : [found], BlockedGoodsCheck.FindIn(goods, text).Select(match => match.Good.Slug));
    }

    [Theory]
    [InlineData("Ngâm hóa chất", "pesticides")]
    [InlineData("Ngâm hoá chất", "pesticides")]
    [InlineData("ngam hoa chat", "pesticides")]
    [InlineData("Túi đựng thuốc lào", "tobacco")]
    [InlineData("Hoa chất đầy gùi", null)]
    public void Words_are_found_however_the_tone_is_placed(string text, string? found) =>
        Assert.Equal(found is null ? [] : [found], BlockedGoodsCheck.FindIn(Goods, text).Select(match => match.Good.Slug));
}
