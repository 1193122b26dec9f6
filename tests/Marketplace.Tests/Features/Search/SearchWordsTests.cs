using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Search;

/// <summary>Many words at one shelf: looking leaves nothing behind.</summary>
public sealed class SearchWordsTests(Shelf shelf) : IClassFixture<Shelf>
{
    [Theory]
    [InlineData("khăn")]
    [InlineData("KHAN")]
    [InlineData("kha")]
    [InlineData("nhuom cham")]
    [InlineData("đỏ")]
    [InlineData("do")]
    [InlineData("indigo scarf")]
    [InlineData("lung tam")]
    [InlineData("nha sung")]
    [InlineData("khan det tay")]
    [InlineData("chàm khăn")]
    public async Task Words_match_without_accents_and_from_their_beginning(string words)
    {
        Assert.Single(await SearchProductsTests.Names(shelf.Market, words));
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("'; DROP TABLE Products; --")]
    [InlineData("NEAR(a b) OR * AND NOT ^x {SearchName}:")]
    [InlineData("😀😀")]
    [InlineData("*")]
    [InlineData("a:b -c +d (e)")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\0\u0001\u202E\uFEFF")]
    [InlineData("\uFFFE")]
    [InlineData("kh\u0103n\uFFFE\uFFFF\uFDD0")]
    [InlineData("\u0903क\u093E \u0E01\u0E49 ကို")]
    [InlineData("½ ² ⅷ ﷺ")]
    public async Task Hostile_words_get_a_page(string words)
    {
        var page = await shelf.Market.CreateClient().Open("/search?q=" + Uri.EscapeDataString(words));

        Assert.Empty(page.QuerySelectorAll("main script"));
        Assert.NotNull(page.QuerySelector("h1"));
    }
}

public sealed class Shelf : IAsyncLifetime
{
    internal CrowdedMarket Market { get; } = new();

    public async ValueTask InitializeAsync() => await Some.SavedProduct(Market, await Some.SavedBooth(Market), "Khăn nhuộm chàm đỏ");

    public ValueTask DisposeAsync()
    {
        Market.Dispose();
        return ValueTask.CompletedTask;
    }
}
