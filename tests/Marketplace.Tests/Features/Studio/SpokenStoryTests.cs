using System.Net;
using System.Net.Http.Headers;
using Marketplace.Domain.Media;
using Marketplace.Features.Media.Process;
using Marketplace.Features.Media.Sweep;
using Marketplace.Infrastructure.Media.Audio;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Marketplace.Tests.Support.ProfileMarket;
using Tape = Marketplace.Tests.Support.Recordings;

namespace Marketplace.Tests.Features.Studio;

/// <summary>The story of the shop as a person of it tells it.</summary>
public sealed class SpokenStoryTests : IDisposable
{
    private readonly ProfileMarket _market = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_player_may_ask_for_a_part_and_is_told_what_it_is()
    {
        var (atelier, browser) = await _market.Shop();
        (await SetVoice(browser, atelier, [.. Tape.Id3v2(Tape.Secret), .. Tape.Mp3()])).Dispose();
        var address = await _market.Address();
        using var guest = _market.AsGuest();

        using var part = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative)) { Headers = { Range = new RangeHeaderValue(144, 147) } };
        using var sent = await guest.SendAsync(part, Ct);
        using var whole = await guest.Get(address);
        using var other = await guest.Get(Path.ChangeExtension(address, "m4a"));

        Assert.Equal((HttpStatusCode.PartialContent, HttpStatusCode.OK, HttpStatusCode.NotFound), (sent.StatusCode, whole.StatusCode, other.StatusCode));
        Assert.Equal([0xFF, 0xFB, 0x18, 0xC0], await sent.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(("audio/mpeg", "audio/mpeg"), (sent.Content.Headers.ContentType!.ToString(), whole.Content.Headers.ContentType!.ToString()));
        Assert.Equal("nosniff", whole.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("immutable", whole.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(Tape.Mp3(), await whole.Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task A_story_that_is_removed_is_gone_with_its_file_and_is_removed_once()
    {
        var (atelier, browser) = await _market.Shop();
        (await SetVoice(browser, atelier, Tape.Mp3())).Dispose();

        using var removed = await browser.Post($"{atelier.Root}/profile/voice/removal");
        using var twice = await browser.Post($"{atelier.Root}/profile/voice/removal");

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (removed.StatusCode, twice.StatusCode));
        Assert.Equal(0, await _market.Read(db => db.SpokenStories.CountAsync(Ct)));
        Assert.Empty(_market.Kept());
        Assert.Equal(1, await _market.Read(db => db.ProducerEdits.CountAsync(edit => edit.Field == "Voice" && edit.After == "", Ct)));
    }

    [Fact]
    public async Task A_recording_too_heavy_or_too_long_is_refused_in_words_in_both_languages()
    {
        var (atelier, browser) = await _market.Shop();

        using var heavy = await SetVoice(browser, atelier, new byte[AudioLimits.MostBytes + 1]);
        using var lengthy = await SetVoice(browser, atelier, Tape.Mp3(5001), "/en");

        Assert.Contains("nặng quá 3 MB", (await heavy.Page()).QuerySelector("#Audio-error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("longer than 3 minutes", (await lengthy.Page()).QuerySelector("#Audio-error")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(_market.Kept());
    }

    [Fact]
    public async Task A_recording_that_no_story_names_is_swept_after_a_day_and_what_is_shown_stays()
    {
        var (atelier, browser) = await _market.Shop();
        (await SetPortrait(browser, atelier, Pictures.Jpeg())).Dispose();
        (await SetVoice(browser, atelier, Tape.Mp3())).Dispose();
        await _market.Send(new ProcessNextPhoto());
        var store = _market.Services.GetRequiredService<AudioStore>();
        var named = _market.Kept().Single();
        string[] orphans = [store.File(AudioId.New(), AudioFormat.Mp3), Path.Combine(_market.Recordings, "khong-ro.txt")];
        var fresh = store.File(AudioId.New(), AudioFormat.M4a);
        foreach (var file in orphans.Append(fresh))
        {
            await File.WriteAllBytesAsync(file, [1], Ct);
        }

        _market.Clock.Advance(TimeSpan.FromDays(2));
        foreach (var file in orphans.Append(named))
        {
            File.SetLastWriteTimeUtc(file, _market.Clock.GetUtcNow().UtcDateTime.AddHours(-25));
        }

        File.SetLastWriteTimeUtc(fresh, _market.Clock.GetUtcNow().UtcDateTime.AddHours(-23));
        await _market.Send(new SweepUploads());

        Assert.Equal(new[] { named, fresh }.Order(), _market.Kept().Order());
        Assert.Equal(1, await _market.Read(db => db.MediaItems.CountAsync(Ct)));
    }
}
