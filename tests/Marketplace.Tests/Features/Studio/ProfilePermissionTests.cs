using System.Net;
using Marketplace.Domain.Media;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Media.Process;
using Marketplace.Features.Studio.Members;
using Marketplace.Features.Studio.Settings;
using Marketplace.Infrastructure.Media;
using Marketplace.Infrastructure.Media.Audio;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Marketplace.Tests.Support.ProfileMarket;
using Tape = Marketplace.Tests.Support.Recordings;

namespace Marketplace.Tests.Features.Studio;

/// <summary>A face and a voice are shown only by the permission of whose they are, and gone with it.</summary>
public sealed class ProfilePermissionTests : IDisposable
{
    private readonly ProfileMarket _market = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Nobody_is_shown_who_does_not_permit_it()
    {
        var atelier = await Atelier.In(_market);
        var member = await atelier.Joined();
        var browser = await _market.As(atelier.Maker);
        var closed = await browser.Open($"{atelier.Root}/profile");
        await _market.Given(Some.Consent(atelier.Producer.Id, atelier.Person.Id, ConsentPurpose.PublicEthnicity), Some.Consent(atelier.Producer.Id, member, ConsentPurpose.PublicProfile));

        using var own = await SetPortrait(browser, atelier, Pictures.Jpeg());
        using var voice = await SetVoice(browser, atelier, Tape.Mp3());
        using var members = await SetPortrait(browser, atelier, Pictures.Jpeg(), person: member.Value.ToString("N"));

        Assert.Equal($"/studio/{atelier.Producer.Slug}/settings#consents", closed.QuerySelector("main .banner a")!.GetAttribute("href"));
        Assert.Empty(closed.QuerySelectorAll("main form[enctype]"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (own.StatusCode, voice.StatusCode, members.StatusCode));
        Assert.NotNull((await own.Page()).QuerySelector("#Person[aria-invalid=true]"));
        Assert.NotNull((await voice.Page()).QuerySelector("#Speaker[aria-invalid=true]"));
        Assert.Equal(member, await _market.Read(db => db.Portraits.Select(portrait => portrait.PersonId).SingleAsync(Ct)));
        Assert.Empty(_market.Kept());
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
        (await SetPortrait(browser, atelier, Pictures.Jpeg(), person: member.Value.ToString("N"))).Dispose();
        (await SetVoice(browser, atelier, Tape.Mp3(), person: member.Value.ToString("N"))).Dispose();
        await _market.Send(new ProcessNextPhoto());
        var (media, address) = (await _market.Read(db => db.Portraits.Select(portrait => portrait.MediaId).SingleAsync(Ct)), await _market.Address());
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
        Assert.Empty(_market.Kept());
        Assert.Empty((await guest.Open($"/makers/{atelier.Producer.Slug}")).QuerySelectorAll("main audio, main picture"));
    }

    [Fact]
    public async Task The_permission_of_another_ends_and_changes_nothing()
    {
        var (atelier, browser) = await _market.Shop();
        var consent = Some.Consent(atelier.Producer.Id, await atelier.Joined(), ConsentPurpose.PublicProfile);
        await _market.Given(consent);
        (await SetPortrait(browser, atelier, Pictures.Jpeg())).Dispose();
        (await SetVoice(browser, atelier, Tape.Mp3())).Dispose();

        await _market.Send(new WithdrawConsent(atelier.Producer.Id, atelier.Actor, true, consent.Id));

        Assert.Equal((1, 1), await _market.Read(async db => (await db.Portraits.CountAsync(Ct), await db.SpokenStories.CountAsync(Ct))));
        Assert.Single(_market.Kept());
        Assert.NotEqual(0, await _market.Read(db => db.ProducerEdits.CountAsync(Ct)));
    }

    /// <summary>The condition of showing is the permission, whatever rows may stand.</summary>
    [Fact]
    public async Task What_is_left_without_a_permission_is_not_shown()
    {
        var (atelier, browser) = await _market.Shop();
        (await SetPortrait(browser, atelier, Pictures.Jpeg())).Dispose();
        (await SetVoice(browser, atelier, Tape.Mp3())).Dispose();
        await _market.Send(new ProcessNextPhoto());
        await _market.Read(db => db.Consents.ExecuteUpdateAsync(set => set.SetProperty(consent => consent.WithdrawnAt, _market.Clock.GetUtcNow()), Ct));
        var product = await Some.SavedProduct(_market, new Some.Booth(atelier.Producer, atelier.Stall.LungTam, atelier.Stall.TuyenQuang, atelier.Kind));
        using var guest = _market.AsGuest();

        using var sound = await guest.Get(await _market.Address());

        Assert.Equal(HttpStatusCode.NotFound, sound.StatusCode);
        Assert.Empty((await guest.Open($"/makers/{atelier.Producer.Slug}")).QuerySelectorAll("main audio, main .tale"));
        Assert.Empty((await guest.Open($"/p/{product.Slug}")).QuerySelectorAll("main audio"));
    }

    [Fact]
    public async Task Faces_and_voices_are_not_for_helpers_nor_for_other_shops()
    {
        var (atelier, _) = await _market.Shop();
        var other = await Atelier.In(_market, "Nhà Khác", atelier.Stall);
        foreach (var stranger in new[] { await _market.As(await atelier.Helper(MandateScope.All)), await _market.As(other.Maker) })
        {
            using var page = await stranger.Get($"{atelier.Root}/profile");
            using var portrait = await SetPortrait(stranger, atelier, Pictures.Jpeg());
            using var voice = await SetVoice(stranger, atelier, Tape.Mp3());
            using var removed = await stranger.Post($"{atelier.Root}/profile/voice/removal");

            Assert.All([page, portrait, voice, removed], answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        }

        // Nor does a shop show somebody of another.
        using var foreign = await SetPortrait(await _market.As(other.Maker), other, Pictures.Jpeg(), person: atelier.Person.Id.Value.ToString("N"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, foreign.StatusCode);
        Assert.Equal((0, 0), await _market.Read(async db => (await db.Portraits.CountAsync(Ct), await db.SpokenStories.CountAsync(Ct))));
    }
}
