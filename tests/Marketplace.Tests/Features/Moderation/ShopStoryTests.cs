using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Producers;
using Marketplace.Features.Moderation;
using Marketplace.Features.Moderation.Producers;
using Marketplace.Features.Moderation.Undo;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Moderation;

/// <summary>What a shop tells about itself counts at once and is looked at afterwards, as its goods are.</summary>
public sealed class ShopStoryTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_shop_story_changed_after_verification_waits_to_be_looked_at_with_its_blocked_words()
    {
        var atelier = await Atelier.In(_market);
        var page = $"/moderation/producers/{atelier.Producer.Id.Value}";
        await Tell(atelier, "Nhà ở đầu bản, có bán thuốc lào", "First house of the village");
        var moderator = await Moderator();

        var queue = await moderator.Open("/moderation");
        var shown = await moderator.Open(page);
        using var seen = await moderator.Post(
            page + "/edits", ("firstShown", shown.QuerySelector("[name=firstShown]")?.GetAttribute("value") ?? ""), ("lastShown", shown.QuerySelector("[name=lastShown]")?.GetAttribute("value") ?? ""));

        Assert.Single(queue.QuerySelectorAll($"tr[data-kind=stories] a[href$='{page}']"));
        Assert.Contains("Thuốc lá, thuốc lào", shown.QuerySelector(".banner.warning")!.TextContent);
        Assert.Equal(2, shown.QuerySelectorAll("main tbody tr").Length);
        Assert.Contains("Nhà ở đầu bản", shown.QuerySelector("main tbody")!.TextContent);
        Assert.Equal(HttpStatusCode.Redirect, seen.StatusCode);
        Assert.Empty((await moderator.Open("/moderation")).QuerySelectorAll($"section a[href$='{page}']"));
        Assert.Empty((await moderator.Open(page)).QuerySelectorAll("[name=lastShown]"));
    }

    [Fact]
    public async Task A_story_saved_as_it_stood_waits_for_nobody()
    {
        var atelier = await Atelier.In(_market);

        await Tell(atelier, "", "");

        Assert.Empty((await (await Moderator()).Open("/moderation")).QuerySelectorAll("main a[href*='/moderation/producers/']"));
    }

    [Fact]
    public async Task An_application_whose_story_changed_since_the_page_was_opened_is_not_decided_on()
    {
        var atelier = await Atelier.In(_market);
        await _market.Read(db => db.Producers.ExecuteUpdateAsync(set => set.SetProperty(producer => producer.Status, ProducerStatus.Applied), Ct));
        var (moderator, address) = (await Moderator(), $"/moderation/producers/{atelier.Producer.Id.Value}");
        var stale = Shown(await moderator.Open(address));
        await Tell(atelier, "Chuyện khác hẳn", "");

        using var refused = await moderator.Post(address, ("Verdict", "Approve"), ("Shown", stale));
        using var unsaid = await moderator.Post(address, ("Verdict", "Approve"));
        var still = await Status();
        var page = await refused.Page();
        using var approved = await moderator.Post(address, ("Verdict", "Approve"), ("Shown", Shown(page)));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, ProducerStatus.Applied), (refused.StatusCode, unsaid.StatusCode, still));
        Assert.Contains("đã đổi", page.QuerySelector(".errors")!.TextContent);
        Assert.Contains("Chuyện khác hẳn", page.QuerySelector("main")!.TextContent);
        Assert.Equal((HttpStatusCode.Redirect, ProducerStatus.Verified), (approved.StatusCode, await Status()));
        Assert.Empty((await moderator.Open("/moderation")).QuerySelectorAll($"section:not([aria-labelledby=recent]) a[href$='{address}']"));

        static string Shown(AngleSharp.Dom.IParentNode page) => page.QuerySelector("[name=Shown]")?.GetAttribute("value") ?? "";
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<HttpClient> Moderator() => await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator));

    [Fact]
    public async Task An_application_half_reworked_is_not_taken_back_into_review()
    {
        var atelier = await Atelier.In(_market);
        await _market.Read(db => db.Producers.ExecuteUpdateAsync(set => set.SetProperty(producer => producer.Status, ProducerStatus.Applied), Ct));
        var moderator = await _market.GivenUser(Some.User(), Roles.Moderator);
        await _market.Send(new DecideOnProducer(atelier.Producer.Id, moderator.UserId, Verdict.AskChanges, ["people-missing"], ""));
        _market.Clock.Advance(TimeSpan.FromMinutes(3));
        await Tell(atelier, "Mới viết được nửa chừng", "");

        var undone = await _market.Send(new UndoProducerDecision(atelier.Producer.Id, moderator.UserId));

        Assert.Equal([ProducerRefusals.ChangedSinceReview], undone.Refusals);
        Assert.Equal(ProducerStatus.ChangesRequested, await Status());
    }

    private async Task Tell(Atelier atelier, string vi, string en)
    {
        using var told = await (await _market.As(atelier.Maker)).Post($"{atelier.Root}/settings", ("StoryVi", vi), ("StoryEn", en), ("Phone", "0912345678"), ("Email", ""));
        Assert.Equal(HttpStatusCode.Redirect, told.StatusCode);
    }

    private Task<ProducerStatus> Status() => _market.Read(db => db.Producers.Select(producer => producer.Status).SingleAsync(Ct));
}
