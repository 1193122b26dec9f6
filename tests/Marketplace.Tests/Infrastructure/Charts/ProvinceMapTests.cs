using System.Text.Encodings.Web;
using Marketplace.Infrastructure.Charts;
using Microsoft.AspNetCore.Html;

namespace Marketplace.Tests.Infrastructure.Charts;

public sealed class ProvinceMapTests
{
    [Fact]
    public void Every_map_has_both_archipelagos_labelled()
    {
        foreach (var map in (string[])[Text(ProvinceMap.Locator("08", "Tuyên Quang")), Text(ProvinceMap.Choropleth("Doanh thu", []))])
        {
            var decoded = System.Net.WebUtility.HtmlDecode(map);
            Assert.Matches("<text[^>]*>(Hoàng Sa|Hoang Sa)</text>", decoded);
            Assert.Matches("<text[^>]*>(Trường Sa|Truong Sa)</text>", decoded);
        }
    }

    [Fact]
    public void A_locator_is_small_and_names_its_province()
    {
        var map = Text(ProvinceMap.Locator("08", "Tuyên Quang"));

        Assert.InRange(map.Length, 1_000, 9_000);
        Assert.Contains("Tuyên Quang", System.Net.WebUtility.HtmlDecode(map), StringComparison.Ordinal);
        Assert.DoesNotContain("style=", map, StringComparison.Ordinal);
    }

    [Fact]
    public void A_choropleth_draws_all_34_provinces_and_hatches_those_without_data()
    {
        var map = Text(ProvinceMap.Choropleth("Doanh thu", [new MapArea("08", 5, "Tuyên Quang: 1")]));

        Assert.Equal(34, map.Split("class=\"map-area").Length - 1);
        Assert.Equal(33, map.Split("url(#map-hatch)").Length - 1);
    }

    private static string Text(IHtmlContent content)
    {
        using var writer = new StringWriter();
        content.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}
