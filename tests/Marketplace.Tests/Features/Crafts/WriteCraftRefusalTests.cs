using System.Net;
using AngleSharp.Html.Dom;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.People;
using Marketplace.Features.Studio.Crafts;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Crafts;

/// <summary>What is missing or wrong is said beside it, and nothing typed is lost.</summary>
public sealed class WriteCraftRefusalTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_story_that_is_not_whole_is_kept_and_not_sent()
    {
        var tale = await CraftTale.In(_market);
        var browser = await _market.As(tale.Atelier.Maker);

        using var sent = await CraftTale.Write(browser, tale.Page, Pictures.Jpeg(), ("NextVi", ""), ("WhoMayMakeVi", "Ai cũng được"), ("AgreedBy", ""), ("Change", WriteCraftController.Send));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.StatusCode);
        var page = await sent.Page();
        Assert.StartsWith("Lỗi: ", page.Title, StringComparison.Ordinal);
        Assert.Equal(["#Photo", "#step-0", "#AgreedBy"], page.QuerySelectorAll(".errors a").Select(link => link.GetAttribute("href")));
        Assert.All((string[])["#Photo", "#step-0", "#AgreedBy"], field => Assert.Equal("true", page.QuerySelector(field)!.GetAttribute("aria-invalid")));
        Assert.Equal("Ai cũng được", ((IHtmlTextAreaElement)page.QuerySelector("#WhoMayMakeVi")!).Value);
        Assert.Equal((CraftStoryState.Draft, 1), await _market.Read(db => db.CraftStories.Select(story => new ValueTuple<CraftStoryState, int>(story.State, story.Steps.Count)).SingleAsync(Ct)));
    }

    [Theory]
    [InlineData("NextVi", "không ảnh", "#Photo")]
    [InlineData("NextVi", "", "#Photo")]
    [InlineData("NextVi", "dài", "#NextVi")]
    [InlineData("NextEn", "dài", "#NextEn")]
    [InlineData("NextVi", "hai\nđoạn", "#NextVi")]
    [InlineData("WhoMayMakeVi", "dài", "#WhoMayMakeVi")]
    [InlineData("WhoMayMakeEn", "dài", "#WhoMayMakeEn")]
    [InlineData("AgreedBy", "dài", "#AgreedBy")]
    [InlineData("WhoMayMakeEn", "two\nparagraphs", "#WhoMayMakeEn")]
    public async Task What_is_wrong_is_said_beside_it_and_what_was_typed_stays(string field, string typed, string beside)
    {
        var tale = await CraftTale.In(_market);
        var browser = await _market.As(tale.Atelier.Maker);
        var text = typed == "dài" ? new string('a', 401) : typed;

        using var refused = await CraftTale.Write(
            browser, tale.Page, typed is "không ảnh" or "" ? null : Pictures.Jpeg(), [.. new Dictionary<string, string> { ["NextVi"] = "Tước vỏ", [field] = text, ["Change"] = "add" }.Select(pair => (pair.Key, pair.Value))]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await refused.Page();
        Assert.Equal("true", page.QuerySelector(beside)!.GetAttribute("aria-invalid"));
        Assert.Equal(text, page.QuerySelector($"[name={field}]") switch
        {
            IHtmlTextAreaElement area => area.Value,
            IHtmlInputElement input => input.Value,
            _ => null,
        });
        Assert.Equal(0, await _market.Read(db => db.CraftStories.CountAsync(Ct)));
        Assert.Equal(0, await _market.Read(db => db.MediaItems.CountAsync(Ct)));
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")]
    [InlineData("GIF89a")]
    [InlineData("")]
    public async Task What_is_no_photo_is_refused_beside_it(string bytes)
    {
        var tale = await CraftTale.In(_market);
        var browser = await _market.As(tale.Atelier.Maker);

        using var refused = await CraftTale.Write(browser, tale.Page, System.Text.Encoding.UTF8.GetBytes(bytes), ("NextVi", "Tước vỏ"), ("Change", "add"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await refused.Page();
        Assert.Equal(("true", "Tước vỏ"), (page.QuerySelector("#Photo")!.GetAttribute("aria-invalid"), ((IHtmlTextAreaElement)page.QuerySelector("#NextVi")!).Value));
    }

    [Fact]
    public async Task Steps_change_places_and_go_and_words_typed_beside_them_are_kept_whatever_is_pressed()
    {
        var tale = await CraftTale.In(_market);
        var browser = await _market.As(tale.Atelier.Maker);
        foreach (var step in (string[])["một", "hai", "ba"])
        {
            (await CraftTale.Write(browser, tale.Page, Pictures.Jpeg(), ("NextVi", step), ("Change", "add"))).Dispose();
        }

        var ids = await Steps();
        using var moved = await CraftTale.Write(browser, tale.Page, null, ($"Words[{ids[0].Photo:N}]", "một, kỹ hơn"), ("Change", $"Up:{ids[2].Photo:N}"));
        Assert.Equal(["một, kỹ hơn", "ba", "hai"], (await Steps()).Select(step => step.Words));

        using var removed = await CraftTale.Write(browser, tale.Page, null, ("Change", $"Remove:{ids[0].Photo:N}"));
        using var again = await CraftTale.Write(browser, tale.Page, null, ("Change", $"Remove:{ids[0].Photo:N}"));
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.Redirect), (moved.StatusCode, removed.StatusCode, again.StatusCode));
        Assert.Equal(["ba", "hai"], (await Steps()).Select(step => step.Words));
        Assert.Equal(2, await _market.Read(db => db.MediaItems.CountAsync(media => media.State != Marketplace.Domain.Media.MediaState.Refused, Ct)));

        using var tooLong = await CraftTale.Write(browser, tale.Page, null, ($"Words[{ids[2].Photo:N}]", new string('a', 301)), ($"Words[{ids[1].Photo:N}]", "hai rưỡi"), ("Change", "save"));
        var page = await tooLong.Page();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.StatusCode);
        Assert.Equal("true", page.QuerySelector("#step-0")!.GetAttribute("aria-invalid"));
        Assert.Equal("hai rưỡi", ((IHtmlTextAreaElement)page.QuerySelector("#step-1")!).Value);
    }

    [Fact]
    public async Task Six_steps_are_the_most()
    {
        var tale = await CraftTale.In(_market);
        var browser = await _market.As(tale.Atelier.Maker);
        for (var step = 1; step <= CraftStory.MostSteps; step++)
        {
            (await CraftTale.Write(browser, tale.Page, Pictures.Jpeg(), ("NextVi", $"{step}"), ("Change", "add"))).Dispose();
        }

        Assert.Empty((await browser.Open(tale.Page)).QuerySelectorAll("#Photo"));
        using var seventh = await CraftTale.Write(browser, tale.Page, Pictures.Jpeg(), ("NextVi", "bảy"), ("Change", "add"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, seventh.StatusCode);
        Assert.Equal(CraftStory.MostSteps, (await Steps()).Count);
    }

    [Theory]
    [InlineData("Up:khong-ro")]
    [InlineData("99:00000000000000000000000000000000")]
    [InlineData("Remove:00000000000000000000000000000001")]
    [InlineData(":::")]
    public async Task A_button_that_asks_for_nothing_known_changes_nothing(string change)
    {
        var tale = await CraftTale.In(_market);
        await tale.Sent();
        await _market.Send(new TakeBackCraftStory(tale.Atelier.Producer.Id, tale.Atelier.Actor, tale.Craft.Slug));
        var browser = await _market.As(tale.Atelier.Maker);

        using var answer = await CraftTale.Write(browser, tale.Page, null, ("WhoMayMakeVi", "Ai"), ("Change", change));

        Assert.True(answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.UnprocessableEntity);
        Assert.Equal(4, (await Steps()).Count);
    }

    [Fact]
    public async Task Only_members_tell_and_only_of_their_own_crafts()
    {
        var tale = await CraftTale.In(_market);
        await _market.Given(new Technique { Slug = "pottery", NameVi = "Gốm", NameEn = "Pottery" });
        var helper = await _market.As(await tale.Atelier.Helper(MandateScope.All));
        var stranger = await _market.As((await Atelier.In(_market, "Nhà Lò", tale.Atelier.Stall)).Maker);
        var maker = await _market.As(tale.Atelier.Maker);

        foreach (var (browser, page) in ((HttpClient, string)[])[(helper, tale.Page), (stranger, tale.Page), (maker, $"{tale.Atelier.Root}/crafts/pottery"), (maker, $"{tale.Atelier.Root}/crafts/khong-co")])
        {
            await browser.Open(page, HttpStatusCode.NotFound);
            using var written = await CraftTale.Write(browser, page, Pictures.Jpeg(), ("NextVi", "Tước vỏ"), ("Change", "add"));
            Assert.Equal(HttpStatusCode.NotFound, written.StatusCode);
        }

        Assert.Equal(0, await _market.Read(db => db.CraftStories.CountAsync(Ct)));
    }

    private Task<List<(Guid Photo, string Words)>> Steps() => _market.Read(async db =>
        (await db.Set<CraftStep>().AsNoTracking().OrderBy(step => step.Position).ToListAsync(Ct)).ConvertAll(step => (step.MediaId.Value, step.TextVi)));
}
