using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Marketplace.Features.Listings.Details;
using Marketplace.Features.Listings.Prices;
using Marketplace.Features.Listings.Story;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Listings;

/// <summary>Two people write the same listing, as a maker and her helper do: nobody takes back unseen what the other wrote.</summary>
public sealed class ChangedMeanwhileTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("price", "LeadTimeDays", "9")]
    [InlineData("story", "NameVi", "Khăn lanh mới")]
    [InlineData("details", "CareVi", "Giặt tay")]
    public async Task A_page_opened_before_says_so_once_keeps_what_was_typed_and_then_saves(string step, string field, string typed)
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var browser = await _market.As(atelier.Maker);
        var address = $"{atelier.Root}/listings/{draft.Id.Value}/{step}";
        var old = Fields(await browser.Open(address), field, typed);
        var (producer, actor) = (atelier.Producer.Id, atelier.Actor);
        Assert.Empty((await (step switch
        {
            "price" => _market.Send(new SetPrices(producer, actor, draft.Id, [new PricedVariant(draft.Variants.First().Id, "", "", 999_000, 5, 5, false)], draft.Supply, draft.LeadTimeDays)),
            "story" => _market.Send(new SetStory(producer, actor, draft.Id, draft.NameVi, draft.StoryVi + " Thêm một câu.")),
            _ => _market.Send(new SetDetails(producer, actor, draft.Id, draft.CategoryId, [], "Scarf", "", "lanh", "", "", "", "hand", null, null, null, null, 300, null, draft.OriginUnitId)),
        })).Refusals);

        using var refused = await browser.Post(address, old);
        var page = await refused.Page();
        var meanwhile = await atelier.Reload(draft.Id);
        using var saved = await browser.Post(address, Fields(page, field, typed));
        using var twice = await browser.Post(address, Fields(page, field, typed));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect, HttpStatusCode.Redirect), (refused.StatusCode, saved.StatusCode, twice.StatusCode));
        Assert.Contains("vừa sửa món này", page.QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(typed, Fields(page, field, null).Single(one => one.Name == field).Value);
        Assert.Equal(
            step switch { "price" => "999000", "story" => draft.StoryVi + " Thêm một câu.", _ => "lanh" },
            step switch { "price" => $"{meanwhile.PriceDong}", "story" => meanwhile.StoryVi, _ => meanwhile.MaterialsVi });
    }

    [Fact]
    public async Task Another_mistake_does_not_hide_that_somebody_changed_it()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var browser = await _market.As(atelier.Maker);
        var address = $"{atelier.Root}/listings/{draft.Id.Value}/story";
        var old = await browser.Open(address);
        await _market.Send(new SetStory(atelier.Producer.Id, atelier.Actor, draft.Id, "Khăn khác", draft.StoryVi));

        using var mistaken = await browser.Post(address, Fields(old, "NameVi", "x"));
        using var next = await browser.Post(address, Fields(await mistaken.Page(), "NameVi", "Khăn lanh dài"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (mistaken.StatusCode, next.StatusCode));
        Assert.Equal("Khăn khác", (await atelier.Reload(draft.Id)).NameVi);
    }

    /// <summary>What the form of the page would send, with one field typed over.</summary>
    private static (string Name, string Value)[] Fields(IDocument page, string field, string? typed) =>
    [
        .. page.QuerySelectorAll("form.stack [name]").Where(input => input is not IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false } and not IHtmlButtonElement)
            .Select(input => (Name: input.GetAttribute("name")!, Value: input switch
            {
                IHtmlTextAreaElement text => text.Value,
                IHtmlSelectElement select => select.Value ?? "",
                IHtmlInputElement one => one.Value,
                _ => "",
            }))
            .Where(one => one.Name != "__RequestVerificationToken")
            .Select(one => one.Name == field && typed is not null ? (one.Name, typed) : one),
    ];
}
