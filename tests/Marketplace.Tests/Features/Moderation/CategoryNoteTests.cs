using Marketplace.Domain.Accounts;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Seeding;
using Marketplace.Infrastructure.Seeding.Reference;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Moderation;

public sealed class CategoryNoteTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("", "Không ghi công dụng chữa bệnh.", null)]
    [InlineData("/en", "No health claims.", null)]
    public async Task The_note_of_a_kind_of_goods_is_in_the_moderators_language(string language, string note, string? lang) =>
        Assert.Equal((note, lang), await Shown(language, "No health claims."));

    [Fact]
    public async Task A_note_that_was_changed_since_it_was_translated_is_shown_as_it_is_kept() =>
        Assert.Equal(("No health claims, no dosage.", "en"), await Shown("", "No health claims, no dosage."));

    [Fact]
    public void Every_note_of_ours_is_translated_as_it_stands()
    {
        var noted = DataFiles.BesideTheApplication.Rows<GoodsFiles.CategoryRow>("product-categories.csv").Where(row => row.Note.Length > 0).ToList();

        Assert.NotEmpty(noted);
        Assert.All(noted, row => Assert.Equal(row.Note, Texts.In("en", "moderation.category-note." + row.Slug)));
    }

    private async Task<(string? Note, string? Language)> Shown(string language, string note)
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        await _market.Read(db => db.Categories.Where(category => category.Id == draft.CategoryId)
            .ExecuteUpdateAsync(set => set.SetProperty(category => category.Slug, "herbal-tea").SetProperty(category => category.Note, note), TestContext.Current.CancellationToken));
        using var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));

        var page = await moderator.Open($"{language}/moderation/products/{draft.Id.Value}");

        var heading = page.QuerySelectorAll("dt").Single(term => term.TextContent == Texts.In(language.Length == 0 ? "vi" : "en", "moderation.category-note"));
        return (heading.NextElementSibling!.TextContent, heading.NextElementSibling.GetAttribute("lang"));
    }
}
