using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Heritage;
using Marketplace.Domain.Media;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Media.Process;
using Marketplace.Features.Media.Sweep;
using Marketplace.Features.Moderation;
using Marketplace.Features.Moderation.Crafts;
using Marketplace.Features.Studio.Crafts;
using Marketplace.Infrastructure.Media;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Crafts;

/// <summary>Makers tell how they do a craft, a moderator reads it, everybody sees it.</summary>
public sealed class CraftStoryTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Told_step_by_step_without_script_read_by_a_moderator_and_seen_by_everybody()
    {
        var tale = await CraftTale.In(_market);
        var browser = await _market.As(tale.Atelier.Maker);
        Assert.Equal([$"{tale.Page}"], (await browser.Open($"{tale.Atelier.Root}/crafts")).QuerySelectorAll("main .rows a").Select(link => link.GetAttribute("href")));
        foreach (var step in (string[])["Gieo hạt dày.", "Tước vỏ.", "Luộc với tro.", "Dệt khung hẹp."])
        {
            using var added = await CraftTale.Write(browser, tale.Page, Pictures.Jpeg(), ("NextVi", step), ("NextEn", step == "Tước vỏ." ? "Strip the bark." : ""), ("Change", "add"));
            Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        }

        using var sent = await CraftTale.Write(
            browser, tale.Page, null, ("WhoMayMakeVi", "Ai muốn học đều được chỉ."), ("WhoMayMakeEn", "Whoever wants to learn."), ("AgreedBy", "Bà Vàng Thị M., trưởng tổ"), ("Change", WriteCraftController.Send));
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        await tale.Develop();
        using var guest = _market.AsGuest();
        await guest.Open(tale.Public, HttpStatusCode.NotFound);

        var moderator = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
        var link = (await moderator.Open("/moderation")).QuerySelector("main a[href^='/moderation/crafts/']")!.GetAttribute("href")!;
        var shown = await moderator.Open(link);
        Assert.Contains("Bà Vàng Thị M., trưởng tổ", shown.QuerySelector("main dl")!.TextContent, StringComparison.Ordinal);
        using var published = await moderator.Post(link, ("Verdict", "Approve"), ("Shown", shown.QuerySelector("[name=Shown]")!.GetAttribute("value")!));
        Assert.Equal("/moderation", published.Headers.Location!.OriginalString);

        foreach (var page in (string[])[tale.Public, $"/crafts/{tale.Craft.Slug}", $"/peoples/{tale.People.Slug}"])
        {
            var seen = await guest.Open(page);
            Assert.Equal(["1. Gieo hạt dày.", "2. Tước vỏ.", "3. Luộc với tro.", "4. Dệt khung hẹp."], seen.Texts("main ol.grid > li"));
            Assert.Equal(4, seen.QuerySelectorAll("main ol.grid picture").Length);
            Assert.Contains("Ai được làm nghề này? Ai muốn học đều được chỉ.", seen.Texts("main .inset"));
            Assert.DoesNotContain("Vàng Thị M.", seen.Source.Text, StringComparison.Ordinal);
        }

        var english = await guest.Open($"/en{tale.Public}");
        Assert.Equal(["vi", null, "vi", "vi"], english.QuerySelectorAll("main ol.grid > li > p > span").Select(words => words.GetAttribute("lang")));
        Assert.Equal("Strip the bark.", english.QuerySelectorAll("main ol.grid > li > p > span")[1].TextContent);
        Assert.Equal(tale.Public, (await guest.Open($"/makers/{tale.Atelier.Producer.Slug}")).QuerySelector("[aria-labelledby=crafts] a")!.GetAttribute("href"));
        var letter = Assert.Single(await Letters());
        Assert.Contains(tale.Public, letter.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_stories_of_the_craft_and_of_the_people_stand_behind_the_newest()
    {
        var first = await CraftTale.In(_market);
        var second = await CraftTale.In(_market, "Nhà Vàng", first);
        await first.Published();
        using var guest = _market.AsGuest();
        var alone = await guest.Open($"/crafts/{first.Craft.Slug}");
        await second.Published();

        Assert.Null(alone.QuerySelector($"main a[href='/crafts/{first.Craft.Slug}/stories']"));
        foreach (var (page, all) in ((string, string)[])[($"/crafts/{first.Craft.Slug}", $"/crafts/{first.Craft.Slug}/stories"), ($"/peoples/{first.People.Slug}", $"/peoples/{first.People.Slug}/crafts")])
        {
            var shelf = await guest.Open(page);
            Assert.Equal(second.Public, shelf.QuerySelector("[aria-labelledby=steps] h3 a")!.GetAttribute("href"));
            Assert.Equal(all, shelf.QuerySelector($"main a[href='{all}']")!.GetAttribute("href"));
            Assert.Equal([second.Public, first.Public], (await guest.Open(all)).QuerySelectorAll("main .grid h2 a").Select(link => link.GetAttribute("href")));
            var newest = await _market.Read(db => db.CraftStories.MaxAsync(story => story.Id, Ct));
            Assert.Equal([first.Public], (await guest.Open($"{all}?after={newest}")).QuerySelectorAll("main .grid h2 a").Select(link => link.GetAttribute("href")));
        }
    }

    [Fact]
    public async Task What_is_taken_back_is_seen_nowhere_and_what_is_removed_is_gone_with_its_photos()
    {
        var tale = await CraftTale.In(_market);
        await tale.Published();
        using var guest = _market.AsGuest();
        await guest.Open(tale.Public);
        var photos = await _market.Read(db => db.MediaItems.Where(media => db.Set<CraftStep>().Any(step => step.MediaId == media.Id)).Select(media => media.Id).ToListAsync(Ct));
        var browser = await _market.As(tale.Atelier.Maker);

        using var taken = await browser.Post(tale.Page + "/withdrawal");

        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        await guest.Open(tale.Public, HttpStatusCode.NotFound);
        Assert.Empty((await guest.Open($"/crafts/{tale.Craft.Slug}")).QuerySelectorAll("#steps"));
        Assert.Empty((await guest.Open($"/makers/{tale.Atelier.Producer.Slug}")).QuerySelectorAll("#crafts"));
        Assert.Empty(await Letters());

        using var removed = await browser.Post(tale.Page + "/removal");
        using var again = await browser.Post(tale.Page + "/removal");

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (removed.StatusCode, again.StatusCode));
        Assert.Equal(0, await _market.Read(db => db.CraftStories.CountAsync(Ct)) + await _market.Read(db => db.Set<CraftStep>().CountAsync(Ct)));
        Assert.All(photos, photo => Assert.False(Directory.Exists(_market.Services.GetRequiredService<PhotoStore>().Folder(photo))));
        using var picture = await guest.Get($"/media/{photos[0].Value:N}/320.jpg");
        Assert.Equal(HttpStatusCode.NotFound, picture.StatusCode);
    }

    [Fact]
    public async Task Sent_back_it_says_why_and_what_its_makers_change_is_read_again()
    {
        var tale = await CraftTale.In(_market);
        await tale.Published();
        var moderator = new UserId((await _market.GivenUser(Some.User(), Roles.Moderator)).Id);
        Assert.True((await _market.Send(new DecideOnCraft(await tale.Id(), moderator, Verdict.AskChanges, ["sacred"], ""))).Succeeded);
        using var guest = _market.AsGuest();
        await guest.Open(tale.Public, HttpStatusCode.NotFound);
        var browser = await _market.As(tale.Atelier.Maker);
        Assert.Contains("thuộc nghi lễ", (await browser.Open(tale.Page)).QuerySelector("main .inset")!.TextContent, StringComparison.Ordinal);

        using var changed = await CraftTale.Write(browser, tale.Page, null, ("WhoMayMakeVi", "Phụ nữ trong bản."), ("AgreedBy", "Bà M."), ("Change", WriteCraftController.Send));

        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.Equal((CraftStoryState.Waiting, ""), await _market.Read(db => db.CraftStories.Select(story => new ValueTuple<CraftStoryState, string>(story.State, story.Message)).SingleAsync(Ct)));
        Assert.Equal("crafts.not-editable", (await _market.Send(new WriteCraftStory(tale.Atelier.Producer.Id, tale.Craft.Slug, [], null, new StepWords(default, "", ""), "", "", ""))).Refusals.Single().Code);
        Assert.Empty(await Letters());
    }

    [Fact]
    public async Task A_moderator_takes_a_decision_back_for_ten_minutes_and_nobody_is_told()
    {
        var tale = await CraftTale.In(_market);
        var moderator = await _market.GivenUser(Some.User(), Roles.Moderator);
        await tale.Published(new UserId(moderator.Id));
        var id = await tale.Id();
        var browser = await _market.As(moderator);
        Assert.NotNull((await browser.Open("/moderation")).QuerySelector($"form[action='/moderation/crafts/{id}/undo']"));

        using var undone = await browser.Post($"/moderation/crafts/{id}/undo");

        Assert.Equal($"/moderation/crafts/{id}", undone.Headers.Location!.OriginalString);
        Assert.Equal(CraftStoryState.Waiting, await _market.Read(db => db.CraftStories.Select(story => story.State).SingleAsync(Ct)));
        Assert.Empty(await Letters());
        Assert.True((await _market.Send(new DecideOnCraft(id, new UserId(moderator.Id), Verdict.Approve, [], ""))).Succeeded);
        _market.Clock.Advance(TimeSpan.FromMinutes(11));
        using var late = await browser.Post($"/moderation/crafts/{id}/undo");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
    }

    [Fact]
    public async Task Nobody_decides_on_the_craft_of_their_own_shop_nor_on_what_cannot_be_seen_yet()
    {
        var tale = await CraftTale.In(_market);
        await tale.Sent();
        var id = await tale.Id();
        var own = await _market.As(await _market.GivenUser(Some.User(person: await tale.Atelier.Joined()), Roles.Moderator));
        var colleague = await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));
        var shown = (await colleague.Open($"/moderation/crafts/{id}")).QuerySelector("[name=Shown]")!.GetAttribute("value")!;

        using var refused = await own.Post($"/moderation/crafts/{id}", ("Verdict", "Approve"), ("Shown", shown));
        using var early = await colleague.Post($"/moderation/crafts/{id}", ("Verdict", "Approve"), ("Shown", shown));
        await tale.Develop();
        using var stale = await colleague.Post($"/moderation/crafts/{id}", ("Verdict", "Approve"), ("Shown", "0"));
        using var unsaid = await colleague.Post($"/moderation/crafts/{id}", ("Verdict", "AskChanges"), ("Shown", shown));
        using var done = await colleague.Post($"/moderation/crafts/{id}", ("Verdict", "Approve"), ("Shown", shown));

        Assert.Contains("Hãy nhờ một đồng nghiệp", (await refused.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.All((HttpResponseMessage[])[refused, early, stale, unsaid], answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode));
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
    }

    [Fact]
    public async Task It_is_seen_only_while_the_shop_is_and_among_its_people_only_while_that_is_permitted()
    {
        var tale = await CraftTale.In(_market);
        await tale.Published();
        using var guest = _market.AsGuest();
        Assert.NotNull((await guest.Open($"/peoples/{tale.People.Slug}")).QuerySelector("#steps"));

        await _market.Change(db => db.Consents.SingleAsync(consent => consent.Purpose == ConsentPurpose.PublicEthnicity, Ct), consent => consent.Withdraw(_market.Clock.GetUtcNow()));
        Assert.Null((await guest.Open($"/peoples/{tale.People.Slug}")).QuerySelector("#steps"));
        Assert.NotNull((await guest.Open($"/crafts/{tale.Craft.Slug}")).QuerySelector("#steps"));

        await _market.Change(tale.Atelier.Producer.Id, producer => producer.Suspend("khoá"));
        Assert.Null((await guest.Open($"/crafts/{tale.Craft.Slug}")).QuerySelector("#steps"));
        await guest.Open(tale.Public, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_sweep_leaves_photos_of_steps()
    {
        var tale = await CraftTale.In(_market);
        await tale.Published();
        _market.Clock.Advance(TimeSpan.FromDays(3));

        await _market.Send(new SweepUploads());

        Assert.Equal(4, await _market.Read(db => db.MediaItems.CountAsync(media => media.State == MediaState.Ready, Ct)));
    }

    private Task<List<Marketplace.Domain.Messaging.OutboxMessage>> Letters() =>
        _market.Read(db => db.OutboxMessages.AsNoTracking().Where(message => message.IdempotencyKey.StartsWith("craft-decided:")).ToListAsync(Ct));
}
