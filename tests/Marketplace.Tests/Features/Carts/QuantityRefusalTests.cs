using System.Net;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Carts;

public sealed class QuantityRefusalTests(SharedStall shop) : IClassFixture<SharedStall>
{
    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("100")]
    [InlineData("99999999999999999999")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("١٢")]
    public async Task A_bad_quantity_is_explained_in_the_readers_language_and_kept(string typed)
    {
        var walk = new Walk(shop.Market.AsGuest());
        await walk.Add(shop.Scarf);
        var line = $"/cart/lines/{shop.Scarf.Variants.First().Id.Value}";

        foreach (var (prefix, word) in new[] { ("", "Nhập số lượng"), ("/en", "Enter") })
        {
            var refused = await walk.Browser.Post(prefix + line, ("quantity", typed));
            var page = await Walk.Page(refused);

            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains(word, page.Body!.TextContent, StringComparison.Ordinal);
            Assert.Equal(typed, page.QuerySelector("input[name=quantity]")!.GetAttribute("value"));
        }
    }
}
