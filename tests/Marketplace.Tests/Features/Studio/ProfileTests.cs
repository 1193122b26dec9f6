using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Media;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Media.Process;
using Marketplace.Features.Media.Sweep;
using Marketplace.Features.Studio.Members;
using Marketplace.Features.Studio.Settings;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Media.Audio;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NetVips;
using Tape = Marketplace.Tests.Support.Recordings;

namespace Marketplace.Tests.Features.Studio;

/// <summary>A face and a voice on a shop's page: only by the permission of whose they are, and gone with it.</summary>
public sealed class ProfileTests : IDisposable
{
    private const string Words = "Chị Mỷ ngồi bên khung cửi";
    private const string Told = "Tôi học dệt của mẹ từ năm mười hai tuổi.";
    private readonly TestMarketplace _market = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Recordings => Path.Combine(_market.DataFolder, "media", "audio");

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_portrait_and_a_story_are_seen_and_heard_where_the_maker_is_shown()
    {
        var (atelier, browser) = await Shop();
        var product = await Some.SavedProduct(_market, new Some.Booth(atelier.Producer, atelier.Stall.LungTam, atelier.Stall.TuyenQuang, atelier.Kind));
        await _market.Change(atelier.Producer.Id, producer => producer.StoryVi = "Nhà tôi dệt lanh.");

        using var portrait = await SetPortrait(browser, atelier, Photo());
        using var voice = await SetVoice(browser, atelier, Tape.M4a(), english: "My mother taught me when I was twelve.");
        await _market.Send(new ProcessNextPhoto());

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (portrait.StatusCode, voice.StatusCode));
        using var guest = _market.AsGuest();
        var media = await _market.Read(db => db.Portraits.Select(one => one.MediaId).SingleAsync(Ct));
        var maker = await guest.Open($"/makers/{atelier.Producer.Slug}");
        Assert.Equal(Words, maker.QuerySelector($"main picture img[src='/media/{media.Value:N}/480.jpg']")!.GetAttribute("alt"));
        var player = maker.QuerySelector("main #voice audio")!;
        Assert.Equal(("none", true), (player.GetAttribute("preload"), player.HasAttribute("controls")));
        Assert.Contains("Dài 1 phút 20 giây, nặng 2 KB.", maker.QuerySelector("#voice")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Kể bằng tiếng Hmông", maker.QuerySelector("#voice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal([Told, "My mother taught me when I was twelve."], maker.Texts("#voice details p"));
        Assert.Equal("en", maker.QuerySelectorAll("#voice details p")[1].GetAttribute("lang"));

        var goods = await guest.Open($"/en/p/{product.Slug}");
        Assert.Equal(player.GetAttribute("src"), goods.QuerySelector(".origin #voice audio")!.GetAttribute("src"));
        Assert.Contains("1 minute 20 seconds, 2 KB.", goods.QuerySelector("#voice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("vi", "tiếng Hmông"), (goods.QuerySelector("#voice span[lang]")!.GetAttribute("lang"), goods.QuerySelector("#voice span[lang]")!.TextContent));
        Assert.Empty(goods.QuerySelectorAll($"main img[src*='{media.Value:N}']"));
        Assert.Equal($"/makers/{atelier.Producer.Slug}#voice", (await guest.Open("/")).QuerySelectorAll("[aria-labelledby=story] a").Single(link => link.TextContent == "Nghe kể (1 phút 20 giây)").GetAttribute("href"));
        Assert.Contains("Écouter le récit (1 minute 20 secondes)", (await guest.Open("/fr")).Texts("[aria-labelledby=story] a"));
        Assert.Contains("1 minute 20 secondes, 2 Ko.", (await guest.Open($"/fr/makers/{atelier.Producer.Slug}")).QuerySelector("#voice")!.TextContent.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_player_may_ask_for_a_part_and_is_told_what_it_is()
    {
        var (atelier, browser) = await Shop();
        (await SetVoice(browser, atelier, [.. Tape.Id3v2(Tape.Secret), .. Tape.Mp3()])).Dispose();
        var address = await Address();
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
    public async Task A_page_without_either_says_nothing_of_them()
    {
        var (atelier, _) = await Shop();
        var product = await Some.SavedProduct(_market, new Some.Booth(atelier.Producer, atelier.Stall.LungTam, atelier.Stall.TuyenQuang, atelier.Kind));
        using var guest = _market.AsGuest();

        foreach (var address in (string[])["/", $"/makers/{atelier.Producer.Slug}", $"/p/{product.Slug}"])
        {
            var page = await (await guest.Get(address)).Content.ReadAsStringAsync(Ct);
            Assert.DoesNotContain("voice", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<audio", page, StringComparison.Ordinal);
            Assert.DoesNotContain("tale\"", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nobody_is_shown_who_does_not_permit_it()
    {
        var atelier = await Atelier.In(_market);
        var member = await atelier.Joined();
        var browser = await _market.As(atelier.Maker);
        var closed = await browser.Open($"{atelier.Root}/profile");
        await _market.Given(Some.Consent(atelier.Producer.Id, atelier.Person.Id, ConsentPurpose.PublicEthnicity), Some.Consent(atelier.Producer.Id, member, ConsentPurpose.PublicProfile));

        using var own = await SetPortrait(browser, atelier, Photo());
        using var voice = await SetVoice(browser, atelier, Tape.Mp3());
        using var members = await SetPortrait(browser, atelier, Photo(), person: member.Value.ToString("N"));

        Assert.Equal($"/studio/{atelier.Producer.Slug}/settings#consents", closed.QuerySelector("main .banner a")!.GetAttribute("href"));
        Assert.Empty(closed.QuerySelectorAll("main form[enctype]"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (own.StatusCode, voice.StatusCode, members.StatusCode));
        Assert.NotNull((await own.Page()).QuerySelector("#Person[aria-invalid=true]"));
        Assert.NotNull((await voice.Page()).QuerySelector("#Speaker[aria-invalid=true]"));
        Assert.Equal(member, await _market.Read(db => db.Portraits.Select(portrait => portrait.PersonId).SingleAsync(Ct)));
        Assert.Empty(Kept());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_the_permission_ends_face_and_voice_are_gone_everywhere_at_once(bool leaves)
    {
        var atelier = await Atelier.In(_market);
        var member = await atelier.Joined();
        var consent = Some.Consent(atelier.Producer.Id, member, ConsentPurpose.PublicProfile);

        // Another's permission does not stand in for theirs.
        await _market.Given(consent, Some.Consent(atelier.Producer.Id, atelier.Person.Id, ConsentPurpose.PublicProfile));
        var browser = await _market.As(atelier.Maker);
        (await SetPortrait(browser, atelier, Photo(), person: member.Value.ToString("N"))).Dispose();
        (await SetVoice(browser, atelier, Tape.Mp3(), person: member.Value.ToString("N"))).Dispose();
        await _market.Send(new ProcessNextPhoto());
        var (media, address) = (await _market.Read(db => db.Portraits.Select(portrait => portrait.MediaId).SingleAsync(Ct)), await Address());
        using var guest = _market.AsGuest();
        Assert.NotNull((await guest.Open($"/makers/{atelier.Producer.Slug}")).QuerySelector("audio"));

        if (leaves)
        {
            var place = await _market.Read(db => db.Memberships.Where(membership => membership.PersonId == member).Select(membership => membership.Id).SingleAsync(Ct));
            Assert.True((await _market.Send(new EndMembership(atelier.Producer.Id, atelier.Actor, true, place))).Succeeded);
        }
        else
        {
            Assert.True((await _market.Send(new WithdrawConsent(atelier.Producer.Id, atelier.Actor, true, consent.Id))).Succeeded);
        }

        Assert.Equal(
            (0, 0, 0, 0),
            await _market.Read(async db => (
                await db.Portraits.CountAsync(Ct), await db.SpokenStories.CountAsync(Ct), await db.MediaItems.CountAsync(Ct), await db.ProducerEdits.CountAsync(Ct))));
        using var picture = await guest.Get($"/media/{media.Value:N}/320.webp");
        using var sound = await guest.Get(address);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (picture.StatusCode, sound.StatusCode));
        Assert.False(Directory.Exists(_market.Services.GetRequiredService<PhotoStore>().Folder(media)));
        Assert.Empty(Kept());
        Assert.Empty((await guest.Open($"/makers/{atelier.Producer.Slug}")).QuerySelectorAll("main audio, main picture"));
    }

    [Fact]
    public async Task The_permission_of_another_ends_and_changes_nothing()
    {
        var (atelier, browser) = await Shop();
        var consent = Some.Consent(atelier.Producer.Id, await atelier.Joined(), ConsentPurpose.PublicProfile);
        await _market.Given(consent);
        (await SetPortrait(browser, atelier, Photo())).Dispose();
        (await SetVoice(browser, atelier, Tape.Mp3())).Dispose();

        await _market.Send(new WithdrawConsent(atelier.Producer.Id, atelier.Actor, true, consent.Id));

        Assert.Equal((1, 1), await _market.Read(async db => (await db.Portraits.CountAsync(Ct), await db.SpokenStories.CountAsync(Ct))));
        Assert.Single(Kept());
        Assert.NotEqual(0, await _market.Read(db => db.ProducerEdits.CountAsync(Ct)));
    }

    /// <summary>The condition of showing is the permission, whatever rows may stand.</summary>
    [Fact]
    public async Task What_is_left_without_a_permission_is_not_shown()
    {
        var (atelier, browser) = await Shop();
        (await SetPortrait(browser, atelier, Photo())).Dispose();
        (await SetVoice(browser, atelier, Tape.Mp3())).Dispose();
        await _market.Send(new ProcessNextPhoto());
        await _market.Read(db => db.Consents.ExecuteUpdateAsync(set => set.SetProperty(consent => consent.WithdrawnAt, _market.Clock.GetUtcNow()), Ct));
        var product = await Some.SavedProduct(_market, new Some.Booth(atelier.Producer, atelier.Stall.LungTam, atelier.Stall.TuyenQuang, atelier.Kind));
        using var guest = _market.AsGuest();

        using var sound = await guest.Get(await Address());

        Assert.Equal(HttpStatusCode.NotFound, sound.StatusCode);
        Assert.Empty((await guest.Open($"/makers/{atelier.Producer.Slug}")).QuerySelectorAll("main audio, main .tale"));
        Assert.Empty((await guest.Open($"/p/{product.Slug}")).QuerySelectorAll("main audio"));
    }

    [Fact]
    public async Task A_portrait_taken_away_while_it_waits_is_never_made()
    {
        var (atelier, browser) = await Shop();
        (await SetPortrait(browser, atelier, Photo())).Dispose();
        var media = await _market.Read(db => db.Portraits.Select(portrait => portrait.MediaId).SingleAsync(Ct));

        using var removed = await browser.Post($"{atelier.Root}/profile/portrait/removal");
        await _market.Send(new ProcessNextPhoto());
        _market.Clock.Advance(TimeSpan.FromHours(25));
        await _market.Send(new SweepUploads());

        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.False(Directory.Exists(_market.Services.GetRequiredService<PhotoStore>().Folder(media)));
        Assert.Empty(Directory.GetFiles(Path.Combine(_market.DataFolder, "media", "incoming")));
        Assert.Equal(0, await _market.Read(db => db.MediaItems.CountAsync(Ct)));
    }

    [Fact]
    public async Task Another_photo_and_another_recording_take_the_place_of_the_first_and_words_alone_change_neither()
    {
        var (atelier, browser) = await Shop();
        (await SetPortrait(browser, atelier, Photo())).Dispose();
        (await SetVoice(browser, atelier, Tape.Mp3())).Dispose();
        await _market.Send(new ProcessNextPhoto());
        var (first, address) = (await _market.Read(db => db.Portraits.Select(portrait => portrait.MediaId).SingleAsync(Ct)), await Address());

        using var words = await SetPortrait(browser, atelier, null, alt: "Chị Mỷ cười");
        using var said = await SetVoice(browser, atelier, null, told: "Tôi học dệt của bà.");
        var same = await _market.Read(db => db.Portraits.AsNoTracking().SingleAsync(Ct));
        using var again = await SetPortrait(browser, atelier, Photo(500));
        using var spoken = await SetVoice(browser, atelier, Tape.M4a());

        Assert.All([words, said, again, spoken], answer => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode));
        Assert.Equal((first, "Chị Mỷ cười"), (same.MediaId, same.AltVi));
        Assert.NotEqual(first, await _market.Read(db => db.Portraits.Select(portrait => portrait.MediaId).SingleAsync(Ct)));
        Assert.False(Directory.Exists(_market.Services.GetRequiredService<PhotoStore>().Folder(first)));
        Assert.EndsWith(Path.GetFileName(await Address()), Kept().Single(), StringComparison.Ordinal);
        using var gone = await _market.AsGuest().Get(address);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal(
            ["Portrait", "Voice", "TranscriptVi", "Portrait", "TranscriptVi", "Portrait", "Voice", "TranscriptVi"],
            await _market.Read(db => db.ProducerEdits.OrderBy(edit => edit.Id).Select(edit => edit.Field).ToListAsync(Ct)));
    }

    [Fact]
    public async Task A_story_that_is_removed_is_gone_with_its_file_and_is_removed_once()
    {
        var (atelier, browser) = await Shop();
        (await SetVoice(browser, atelier, Tape.Mp3())).Dispose();

        using var removed = await browser.Post($"{atelier.Root}/profile/voice/removal");
        using var twice = await browser.Post($"{atelier.Root}/profile/voice/removal");

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (removed.StatusCode, twice.StatusCode));
        Assert.Equal(0, await _market.Read(db => db.SpokenStories.CountAsync(Ct)));
        Assert.Empty(Kept());
        Assert.Equal(1, await _market.Read(db => db.ProducerEdits.CountAsync(edit => edit.Field == "Voice" && edit.After == "", Ct)));
    }

    [Fact]
    public async Task Faces_and_voices_are_not_for_helpers_nor_for_other_shops()
    {
        var (atelier, _) = await Shop();
        var other = await Atelier.In(_market, "Nhà Khác", atelier.Stall);
        foreach (var stranger in new[] { await _market.As(await atelier.Helper(MandateScope.All)), await _market.As(other.Maker) })
        {
            using var page = await stranger.Get($"{atelier.Root}/profile");
            using var portrait = await SetPortrait(stranger, atelier, Photo());
            using var voice = await SetVoice(stranger, atelier, Tape.Mp3());
            using var removed = await stranger.Post($"{atelier.Root}/profile/voice/removal");

            Assert.All([page, portrait, voice, removed], answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        }

        // Nor does a shop show somebody of another.
        using var foreign = await SetPortrait(await _market.As(other.Maker), other, Photo(), person: atelier.Person.Id.Value.ToString("N"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, foreign.StatusCode);
        Assert.Equal((0, 0), await _market.Read(async db => (await db.Portraits.CountAsync(Ct), await db.SpokenStories.CountAsync(Ct))));
    }

    public static TheoryData<string, string, string> Bad() => new()
    {
        { "portrait", "Person", "" }, { "portrait", "Person", "ai-do" }, { "portrait", "Person", "00000000000000000000000000000000" },
        { "portrait", "AltVi", "" }, { "portrait", "AltVi", new string('x', 201) }, { "portrait", "AltEn", new string('x', 201) },
        { "portrait", "Photo", "" }, { "portrait", "Photo", "<script>alert(1)</script>" },
        { "voice", "Speaker", "" }, { "voice", "Speaker", "<script>alert(1)</script>" }, { "voice", "SpokenIn", "" }, { "voice", "SpokenIn", new string('x', 61) },
        { "voice", "TranscriptVi", "" }, { "voice", "TranscriptVi", "   " }, { "voice", "TranscriptVi", new string('x', 4001) }, { "voice", "TranscriptEn", new string('x', 4001) },
        { "voice", "Audio", "" }, { "voice", "Audio", "<script>alert(1)</script>" }, { "voice", "Audio", "ID3 and a page" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_cannot_be_is_refused_beside_its_field_and_what_was_typed_stays(string part, string field, string value)
    {
        var (atelier, browser) = await Shop();
        var person = atelier.Person.Id.Value.ToString("N");
        var fields = new Dictionary<string, string>
        {
            ["Person"] = person,
            ["AltVi"] = Words,
            ["AltEn"] = "At the loom",
            ["Speaker"] = person,
            ["SpokenIn"] = "tiếng Hmông",
            ["TranscriptVi"] = Told,
            ["TranscriptEn"] = "I learned it.",
        };
        var file = part == "portrait" ? Photo() : Tape.Mp3();
        if (field is "Photo" or "Audio")
        {
            file = value is "" ? null : Encoding.UTF8.GetBytes(value);
        }
        else
        {
            fields[field] = value;
        }

        using var answer = await Send(browser, $"{atelier.Root}/profile/{part}", part == "portrait" ? "Photo" : "Audio", file, fields);

        var page = await answer.Page();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotNull(page.QuerySelector($"main #{field}[aria-invalid=true]"));
        Assert.Contains(part == "portrait" ? "At the loom" : "I learned it.", field is "AltEn" or "TranscriptEn" ? "At the loom I learned it." : page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page.QuerySelector("main")!.OuterHtml, StringComparison.Ordinal);
        Assert.Equal(
            (0, 0, 0, 0),
            await _market.Read(async db => (await db.Portraits.CountAsync(Ct), await db.SpokenStories.CountAsync(Ct), await db.MediaItems.CountAsync(Ct), await db.ProducerEdits.CountAsync(Ct))));
        Assert.Empty(Kept());
    }

    [Fact]
    public async Task A_recording_too_heavy_or_too_long_is_refused_in_words_in_both_languages()
    {
        var (atelier, browser) = await Shop();

        using var heavy = await SetVoice(browser, atelier, new byte[AudioLimits.MostBytes + 1]);
        using var lengthy = await SetVoice(browser, atelier, Tape.Mp3(5001), "/en");

        Assert.Contains("nặng quá 3 MB", (await heavy.Page()).QuerySelector("#Audio-error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("longer than 3 minutes", (await lengthy.Page()).QuerySelector("#Audio-error")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(Kept());
    }

    [Fact]
    public async Task Moderators_see_and_hear_what_is_new_and_take_it_down_and_the_maker_is_told()
    {
        var (atelier, browser) = await Shop();
        await _market.Change(atelier.Producer.Id, producer => producer.Email = "nha.sung@example.vn");
        (await SetPortrait(browser, atelier, Photo())).Dispose();
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
        Assert.Empty(Kept());
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
        var (atelier, browser) = await Shop();
        (await SetVoice(browser, atelier, Tape.Mp3())).Dispose();
        var own = await _market.As(await _market.GivenUser(Some.User(person: await atelier.Joined()), Roles.Moderator));

        using var refused = await own.Post($"/moderation/producers/{atelier.Producer.Id.Value}/voice/removal");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Hãy nhờ một đồng nghiệp", (await refused.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.Single(Kept());
    }

    [Fact]
    public async Task A_recording_that_no_story_names_is_swept_after_a_day_and_what_is_shown_stays()
    {
        var (atelier, browser) = await Shop();
        (await SetPortrait(browser, atelier, Photo())).Dispose();
        (await SetVoice(browser, atelier, Tape.Mp3())).Dispose();
        await _market.Send(new ProcessNextPhoto());
        var store = _market.Services.GetRequiredService<AudioStore>();
        var named = Kept().Single();
        string[] orphans = [store.File(AudioId.New(), AudioFormat.Mp3), Path.Combine(Recordings, "khong-ro.txt")];
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

        Assert.Equal(new[] { named, fresh }.Order(), Kept().Order());
        Assert.Equal(1, await _market.Read(db => db.MediaItems.CountAsync(Ct)));
    }

    private string[] Kept() => Directory.Exists(Recordings) ? Directory.GetFiles(Recordings) : [];

    private async Task<(Atelier Atelier, HttpClient Browser)> Shop()
    {
        var atelier = await Atelier.In(_market);
        await _market.Given(Some.Consent(atelier.Producer.Id, atelier.Person.Id, ConsentPurpose.PublicProfile));
        return (atelier, await _market.As(atelier.Maker));
    }

    private async Task<string> Address()
    {
        var story = await _market.Read(db => db.SpokenStories.AsNoTracking().SingleAsync(Ct));
        return $"/media/audio/{story.AudioId.Value:N}.{story.Format.Extension}";
    }

    private static byte[] Photo(int width = 400)
    {
        using var image = Image.Black(width, 400, bands: 3) + new double[] { 200, 80, 40 };
        return image.Cast(Enums.BandFormat.Uchar).JpegsaveBuffer(q: 80);
    }

    private static Task<HttpResponseMessage> SetPortrait(HttpClient browser, Atelier atelier, byte[]? photo, string alt = Words, string? person = null) => Send(
        browser, $"{atelier.Root}/profile/portrait", "Photo", photo, new() { ["Person"] = person ?? atelier.Person.Id.Value.ToString("N"), ["AltVi"] = alt });

    private static Task<HttpResponseMessage> SetVoice(
        HttpClient browser, Atelier atelier, byte[]? audio, string prefix = "", string told = Told, string english = "", string? person = null) => Send(
        browser, $"{prefix}{atelier.Root}/profile/voice", "Audio", audio,
        new() { ["Speaker"] = person ?? atelier.Person.Id.Value.ToString("N"), ["SpokenIn"] = "tiếng Hmông", ["TranscriptVi"] = told, ["TranscriptEn"] = english });

    private static async Task<HttpResponseMessage> Send(HttpClient browser, string address, string name, byte[]? file, Dictionary<string, string> fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (field, value) in fields)
        {
            form.Add(new StringContent(value), field);
        }

        if (file is not null)
        {
            form.Add(new ByteArrayContent(file), name, "tep.bin");
        }

        return await browser.PostAsync(new Uri(address, UriKind.Relative), form, Ct);
    }
}
