using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Media;
using Marketplace.Domain.Producers;
using Marketplace.Features.Media.Process;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Media.Audio;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Marketplace.Tests.Support.ProfileMarket;
using Tape = Marketplace.Tests.Support.Recordings;

namespace Marketplace.Tests.Features.Studio;

/// <summary>Moderators look at faces and voices afterwards.</summary>
public sealed class TakeDownTests : IDisposable
{
    private readonly ProfileMarket _market = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Moderators_see_and_hear_what_is_new_and_take_it_down_and_the_maker_is_told()
    {
        var (atelier, browser) = await _market.Shop();
        await _market.Change(atelier.Producer.Id, producer => producer.Email = "nha.sung@example.vn");
        (await SetPortrait(browser, atelier, Pictures.Jpeg())).Dispose();
        (await SetVoice(browser, atelier, Tape.Mp3(), told: "Nhà tôi có bán thuốc lào.")).Dispose();
        var page = $"/moderation/producers/{atelier.Producer.Id.Value}";
        var account = await _market.GivenUser(Some.User(), Roles.Moderator);
        var moderator = await _market.As(account);

        var queue = await moderator.Open("/moderation");
        var early = await moderator.Open(page);
        using var seen = await moderator.Post(
            page + "/edits", ("firstShown", early.QuerySelector("[name=firstShown]")!.GetAttribute("value")!), ("lastShown", early.QuerySelector("[name=lastShown]")!.GetAttribute("value")!));
        var unseen = await _market.Read(db => db.ProducerEdits.Where(edit => edit.SeenAt == null).Select(edit => edit.Field).ToListAsync(Ct));
        await _market.Send(new ProcessNextPhoto());
        var shown = await moderator.Open(page);
        var media = await _market.Read(db => db.Portraits.Select(portrait => portrait.MediaId).SingleAsync(Ct));
        using var portrait = await moderator.Post(page + "/portrait/removal");
        using var voice = await moderator.Post(page + "/voice/removal");
        using var twice = await moderator.Post(page + "/voice/removal");

        Assert.NotEmpty(queue.QuerySelectorAll($"section a[href$='{page}']"));
        Assert.Contains("Thuốc lá, thuốc lào", shown.QuerySelector(".banner.warning")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Portrait"], unseen);
        Assert.NotNull(shown.QuerySelector($"main picture img[src*='{media.Value:N}']"));
        Assert.NotNull(shown.QuerySelector("main #voice audio"));
        Assert.All([portrait, voice, twice], answer => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode));
        Assert.Equal((0, 0), await _market.Read(async db => (await db.Portraits.CountAsync(Ct), await db.SpokenStories.CountAsync(Ct))));
        Assert.False(Directory.Exists(_market.Services.GetRequiredService<PhotoStore>().Folder(media)));
        Assert.Empty(_market.Kept());
        Assert.Equal(
            [(AuditSubject.Of(atelier.Producer.Id), "Portrait", (UserId?)account.UserId), (AuditSubject.Of(atelier.Producer.Id), "Voice", account.UserId)],
            (await _market.Read(db => db.AuditEvents.Where(entry => entry.Action == "producer.take-down").OrderBy(entry => entry.Id).ToListAsync(Ct)))
                .Select(entry => (entry.Subject, entry.Detail, entry.ActorId)));
        var told = await _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("taken-down:")).Select(message => message.Payload).ToListAsync(Ct));
        Assert.Equal(2, told.Count);
        Assert.All(told, letter => Assert.Contains("nha.sung@example.vn", letter, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_takes_down_what_is_of_a_shop_of_their_own()
    {
        var (atelier, browser) = await _market.Shop();
        (await SetVoice(browser, atelier, Tape.Mp3())).Dispose();
        var own = await _market.As(await _market.GivenUser(Some.User(person: await atelier.Joined()), Roles.Moderator));

        using var refused = await own.Post($"/moderation/producers/{atelier.Producer.Id.Value}/voice/removal");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Hãy nhờ một đồng nghiệp", (await refused.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.Single(_market.Kept());
    }
}
