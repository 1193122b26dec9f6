using System.Net;
using System.Text;
using Marketplace.Domain.Media;
using Marketplace.Domain.People;
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

/// <summary>A face and a voice on a shop's page: put up, said anew, refused.</summary>
public sealed class ProfileTests : IDisposable
{
    private readonly ProfileMarket _market = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_portrait_and_a_story_are_seen_and_heard_where_the_maker_is_shown()
    {
        var (atelier, browser) = await _market.Shop();
        var product = await Some.SavedProduct(_market, new Some.Booth(atelier.Producer, atelier.Stall.LungTam, atelier.Stall.TuyenQuang, atelier.Kind));
        await _market.Change(atelier.Producer.Id, producer => producer.StoryVi = "Nhà tôi dệt lanh.");

        using var portrait = await SetPortrait(browser, atelier, Pictures.Jpeg());
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
    public async Task A_page_without_either_says_nothing_of_them()
    {
        var (atelier, _) = await _market.Shop();
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
    public async Task Another_photo_and_another_recording_take_the_place_of_the_first_and_words_alone_change_neither()
    {
        var (atelier, browser) = await _market.Shop();
        (await SetPortrait(browser, atelier, Pictures.Jpeg())).Dispose();
        (await SetVoice(browser, atelier, Tape.Mp3())).Dispose();
        await _market.Send(new ProcessNextPhoto());
        var (first, address) = (await _market.Read(db => db.Portraits.Select(portrait => portrait.MediaId).SingleAsync(Ct)), await _market.Address());

        using var words = await SetPortrait(browser, atelier, null, alt: "Chị Mỷ cười");
        using var said = await SetVoice(browser, atelier, null, told: "Tôi học dệt của bà.");
        var same = await _market.Read(db => db.Portraits.AsNoTracking().SingleAsync(Ct));
        using var again = await SetPortrait(browser, atelier, Pictures.Jpeg(500));
        using var spoken = await SetVoice(browser, atelier, Tape.M4a());

        Assert.All([words, said, again, spoken], answer => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode));
        Assert.Equal((first, "Chị Mỷ cười"), (same.MediaId, same.AltVi));
        Assert.NotEqual(first, await _market.Read(db => db.Portraits.Select(portrait => portrait.MediaId).SingleAsync(Ct)));
        Assert.False(Directory.Exists(_market.Services.GetRequiredService<PhotoStore>().Folder(first)));
        Assert.EndsWith(Path.GetFileName(await _market.Address()), _market.Kept().Single(), StringComparison.Ordinal);
        using var gone = await _market.AsGuest().Get(address);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal(
            ["Portrait", "Voice", "TranscriptVi", "Portrait", "TranscriptVi", "Portrait", "Voice", "TranscriptVi"],
            await _market.Read(db => db.ProducerEdits.OrderBy(edit => edit.Id).Select(edit => edit.Field).ToListAsync(Ct)));
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
        var (atelier, browser) = await _market.Shop();
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
        var file = part == "portrait" ? Pictures.Jpeg() : Tape.Mp3();
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
        Assert.Empty(_market.Kept());
    }
}
