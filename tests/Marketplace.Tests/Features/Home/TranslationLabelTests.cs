using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Home;

/// <summary>What is not in the maker's own words says so, on every page that tells a story.</summary>
[Collection(OneSeededMarketplace.Name)]
public sealed class TranslationLabelTests(SeededMarketplace market)
{
    [Theory]
    [InlineData("/", null)]
    [InlineData("/en", "Translated from Vietnamese")]
    [InlineData("/fr", "Texte en anglais, traduit du vietnamien")]
    [InlineData("/makers/lanh-suoi-may", null)]
    [InlineData("/en/makers/lanh-suoi-may", "Translated from Vietnamese")]
    [InlineData("/fr/makers/lanh-suoi-may", "Texte en anglais, traduit du vietnamien")]
    public async Task A_translated_story_is_called_translated(string address, string? label)
    {
        using var guest = market.AsGuest();

        var story = (await guest.Open(address)).QuerySelector("main blockquote")!;

        Assert.Equal(label, story.PreviousElementSibling is { LocalName: "p" } said ? said.TextContent : null);
    }
}
