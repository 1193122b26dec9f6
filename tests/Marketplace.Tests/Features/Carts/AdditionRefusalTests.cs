using System.Net;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Carts;

public sealed class AdditionRefusalTests(SharedStall shop) : IClassFixture<SharedStall>
{
    [Theory]
    [InlineData("not-a-guid", "1")]
    [InlineData("00000000-0000-0000-0000-000000000001", "1")]
    [InlineData(null, "0")]
    [InlineData(null, "-3")]
    [InlineData(null, "ba")]
    [InlineData(null, "4294967297")]
    public async Task What_cannot_be_added_is_refused_and_makes_no_cart(string? variant, string quantity)
    {
        var browser = shop.Market.AsGuest();

        var refused = await browser.Post("/cart/lines", ("variant", variant ?? shop.Scarf.Variants.First().Id.Value.ToString()), ("quantity", quantity));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(0, await shop.Market.Read(db => db.Carts.CountAsync()));
    }

    [Theory]
    [InlineData("", "Nhập số lượng", "Về trang món hàng: Khăn lanh")]
    [InlineData("/en", "Enter a quantity", "Back to the goods: Khăn lanh (en)")]
    [InlineData("/fr", "Saisissez une quantité", "Retour à l’article\u00a0: Khăn lanh (en)")]
    public async Task What_lies_in_no_cart_leads_back_to_its_goods_and_to_no_field(string language, string words, string back)
    {
        var browser = shop.Market.AsGuest();

        var page = await Walk.Page(await browser.Post(language + "/cart/lines", ("variant", shop.Scarf.Variants.First().Id.Value.ToString()), ("quantity", "1000")));

        Assert.Contains(words, page.QuerySelector(".errors li")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector(".errors a"));
        Assert.Equal(back, page.QuerySelector($"main a[href='{language}/p/{shop.Scarf.Slug}']")!.TextContent);
    }
}
