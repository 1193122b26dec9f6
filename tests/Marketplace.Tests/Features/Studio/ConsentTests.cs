using System.Net;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Studio.Settings;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Studio;

public sealed class ConsentTests : IDisposable
{
    private static readonly byte[] Cipher = [1];
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_withdrawn_permission_takes_what_rested_on_it_away()
    {
        var atelier = await Atelier.In(_market);
        var consent = Given(atelier, ConsentPurpose.Statistics);
        await _market.Given(consent);
        await _market.Read(db => db.Persons.ExecuteUpdateAsync(set => set.SetProperty(person => person.EthnicityCipher, Cipher).SetProperty(person => person.Gender, Gender.Female), Ct));

        var result = await _market.Send(new WithdrawConsent(atelier.Producer.Id, atelier.Actor, true, consent.Id));

        Assert.Empty(result.Refusals);
        var person = await _market.Read(db => db.Persons.SingleAsync(Ct));
        Assert.Equal((null, Gender.NotStated), (person.EthnicityCipher, person.Gender));
        Assert.Equal(_market.Clock.GetUtcNow(), (await _market.Read(db => db.Consents.SingleAsync(Ct))).WithdrawnAt);
    }

    [Fact]
    public async Task Another_producers_permission_is_not_found()
    {
        var atelier = await Atelier.In(_market);
        var other = await Atelier.In(_market, "Nhà Khác", atelier.Stall);
        var consent = Given(atelier, ConsentPurpose.PublicProfile);
        await _market.Given(consent);

        var result = await _market.Send(new WithdrawConsent(other.Producer.Id, other.Actor, true, consent.Id));

        Assert.Equal("studio.consent-gone", Assert.Single(result.Refusals).Code);
        Assert.True((await _market.Read(db => db.Consents.SingleAsync(Ct))).IsInForce);
    }

    [Fact]
    public async Task What_rests_on_another_permission_stays()
    {
        var atelier = await Atelier.In(_market);
        var statistics = Given(atelier, ConsentPurpose.Statistics);
        await _market.Given(statistics, Given(atelier, ConsentPurpose.PublicEthnicity));
        await _market.Read(db => db.Persons.ExecuteUpdateAsync(set => set.SetProperty(person => person.EthnicityCipher, Cipher), Ct));

        Assert.True((await _market.Send(new WithdrawConsent(atelier.Producer.Id, atelier.Actor, true, statistics.Id))).Succeeded);

        Assert.NotNull((await _market.Read(db => db.Persons.SingleAsync(Ct))).EthnicityCipher);
    }

    [Fact]
    public async Task The_people_shown_goes_with_the_permission_of_the_one_whose_it_is_whoever_else_gave_theirs()
    {
        var atelier = await Atelier.In(_market);
        var member = await atelier.Joined();
        var people = new Marketplace.Domain.Heritage.EthnicGroup { Slug = "hmong", Code1979 = "08", Code2008 = "08", NameVi = "Hmông", NameEn = "Hmong" };
        var (own, members) = (Given(atelier, ConsentPurpose.PublicEthnicity), Some.Consent(atelier.Producer.Id, member));
        await _market.Given(people, own, members, Some.Consent(atelier.Producer.Id, await atelier.Joined("Sùng A Dế")));
        await _market.Change(atelier.Producer.Id, producer => producer.PublicEthnicGroupId = people.Id);
        string[] pages = [$"/makers/{atelier.Producer.Slug}", $"/api/v1/makers/{atelier.Producer.Slug}"];

        Assert.True((await _market.Send(new WithdrawConsent(atelier.Producer.Id, atelier.Actor, true, members.Id))).Succeeded);
        var shown = await _market.Bodies(pages);
        Assert.True((await _market.Send(new WithdrawConsent(atelier.Producer.Id, atelier.Actor, true, own.Id))).Succeeded);

        Assert.All(shown, body => Assert.Matches("Hmông|hmong", body));
        Assert.All(await _market.Bodies(pages), body => Assert.DoesNotMatch("Hmông|hmong", body));
        Assert.Null((await atelier.Now()).PublicEthnicGroupId);
    }

    [Fact]
    public async Task The_makers_story_is_told_by_permission_only_and_goes_everywhere_when_it_is_withdrawn()
    {
        var atelier = await Atelier.In(_market);
        await Some.SavedProduct(_market, new Some.Booth(atelier.Producer, atelier.Stall.LungTam, atelier.Stall.TuyenQuang, atelier.Kind));
        await _market.Change(atelier.Producer.Id, producer => (producer.StoryVi, producer.StoryEn) = ("Nghe cua me.", "Nghe cua me: what mother taught."));
        string[] pages = [$"/makers/{atelier.Producer.Slug}", $"/en/makers/{atelier.Producer.Slug}", "/", "/api/v1/makers", $"/api/v1/makers/{atelier.Producer.Slug}"];
        var never = await _market.Bodies(pages);
        var profile = Given(atelier, ConsentPurpose.PublicProfile);
        await _market.Given(profile);
        var told = await _market.Bodies(pages);

        Assert.True((await _market.Send(new WithdrawConsent(atelier.Producer.Id, atelier.Actor, true, profile.Id))).Succeeded);

        Assert.All(never, body => Assert.DoesNotContain("Nghe cua me", body, StringComparison.Ordinal));
        Assert.All(told, body => Assert.Contains("Nghe cua me", body, StringComparison.Ordinal));
        Assert.All(await _market.Bodies(pages), body => Assert.DoesNotContain("Nghe cua me", body, StringComparison.Ordinal));
        Assert.Equal("Nghe cua me.", (await atelier.Now()).StoryVi);
    }

    [Fact]
    public async Task A_permission_is_given_again_beside_the_withdrawn_one_and_the_story_is_told_again()
    {
        var atelier = await Atelier.In(_market);
        await Some.SavedProduct(_market, new Some.Booth(atelier.Producer, atelier.Stall.LungTam, atelier.Stall.TuyenQuang, atelier.Kind));
        await _market.Change(atelier.Producer.Id, producer => (producer.StoryVi, producer.StoryEn) = ("Nghe cua me.", "Nghe cua me: what mother taught."));
        string[] pages = [$"/makers/{atelier.Producer.Slug}", $"/en/makers/{atelier.Producer.Slug}", "/", "/api/v1/makers", $"/api/v1/makers/{atelier.Producer.Slug}"];
        var first = Given(atelier, ConsentPurpose.PublicProfile);
        await _market.Given(first);
        var browser = await _market.As(atelier.Maker);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Post($"{atelier.Root}/settings/consents/{first.Id.Value}/withdrawal")).StatusCode);
        var gone = await _market.Bodies(pages);
        _market.Clock.Advance(TimeSpan.FromDays(1));
        var offered = (await browser.Open($"{atelier.Root}/settings")).QuerySelector($"input[value='{Chosen(atelier, ConsentPurpose.PublicProfile)}']");

        using var given = await browser.Post($"{atelier.Root}/settings/consents", ("Permission", Chosen(atelier, ConsentPurpose.PublicProfile)));
        using var twice = await browser.Post($"{atelier.Root}/settings/consents", ("Permission", Chosen(atelier, ConsentPurpose.PublicProfile)));
        var told = await _market.Bodies(pages);

        // The page of before still has the old button: what was given since stays.
        using var late = await browser.Post($"{atelier.Root}/settings/consents/{first.Id.Value}/withdrawal");

        Assert.NotNull(offered);
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.Redirect), (given.StatusCode, twice.StatusCode, late.StatusCode));
        Assert.All(gone, body => Assert.DoesNotContain("Nghe cua me", body, StringComparison.Ordinal));
        Assert.All(told, body => Assert.Contains("Nghe cua me", body, StringComparison.Ordinal));
        var rows = await _market.Read(db => db.Consents.OrderBy(consent => consent.GivenAt).ToListAsync(Ct));
        Assert.Equal([false, true], rows.Select(row => row.IsInForce));
        Assert.Equal((Marketplace.Features.Studio.ConsentTexts.Version, _market.Clock.GetUtcNow()), (rows[1].TextVersion, rows[1].GivenAt));
        Assert.Equal(AuditSubject.Of(rows[1].Id), (await _market.Read(db => db.AuditEvents.SingleAsync(entry => entry.Action == "consent.give", Ct))).Subject);
        Assert.Null((await browser.Open($"{atelier.Root}/settings")).QuerySelector($"input[value='{Chosen(atelier, ConsentPurpose.PublicProfile)}']"));
    }

    [Fact]
    public async Task Given_twenty_times_at_once_and_withdrawn_once_it_is_withdrawn()
    {
        var atelier = await Atelier.In(_market);
        var command = new GiveConsent(atelier.Producer.Id, atelier.Actor, true, atelier.Person.Id, ConsentPurpose.PublicProfile, Gender.NotStated, "");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _market.Send(command))));
        var given = await _market.Read(db => db.Consents.SingleAsync(Ct));
        await _market.Send(new WithdrawConsent(atelier.Producer.Id, atelier.Actor, true, given.Id));

        Assert.False(await _market.Read(db => db.Consents.AnyAsync(consent => consent.WithdrawnAt == null, Ct)));
    }

    [Fact]
    public async Task The_people_shown_comes_back_when_it_is_stated_and_permitted_again()
    {
        var atelier = await Atelier.In(_market);
        await _market.Given(new Marketplace.Domain.Heritage.EthnicGroup { Slug = "hmong", Code1979 = "08", Code2008 = "08", NameVi = "Hmông", NameEn = "Hmong" });
        string[] pages = [$"/makers/{atelier.Producer.Slug}", $"/api/v1/makers/{atelier.Producer.Slug}"];
        var browser = await _market.As(atelier.Maker);

        using var unstated = await browser.Post($"{atelier.Root}/settings/consents", ("Permission", Chosen(atelier, ConsentPurpose.PublicEthnicity)), ("EthnicGroup", ""));
        using var given = await browser.Post($"{atelier.Root}/settings/consents", ("Permission", Chosen(atelier, ConsentPurpose.PublicEthnicity)), ("EthnicGroup", "hmong"));
        var shown = await _market.Bodies(pages);
        var consent = await _market.Read(db => db.Consents.SingleAsync(Ct));
        await _market.Send(new WithdrawConsent(atelier.Producer.Id, atelier.Actor, true, consent.Id));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (unstated.StatusCode, given.StatusCode));
        Assert.Contains("Chọn dân tộc", await unstated.Content.ReadAsStringAsync(Ct));
        Assert.All(shown, body => Assert.Matches("Hmông|hmong", body));
        Assert.All(await _market.Bodies(pages), body => Assert.DoesNotMatch("Hmông|hmong", body));
        Assert.Null((await _market.Read(db => db.Persons.SingleAsync(Ct))).EthnicityCipher);
    }

    [Fact]
    public async Task Everybody_gives_their_own_and_the_representative_for_those_without_an_account()
    {
        var atelier = await Atelier.In(_market);
        var (silent, member) = (await atelier.Joined("Sùng A Dế"), await atelier.Joined());
        var account = await _market.GivenUser(Some.User(person: member), Marketplace.Domain.Accounts.Roles.ProducerMember);
        GiveConsent By(Marketplace.Domain.Orders.Actor actor, bool represents, PersonId person) =>
            new(atelier.Producer.Id, actor, represents, person, ConsentPurpose.PublicProfile, Gender.NotStated, "");

        var members = new Marketplace.Domain.Orders.Actor(account.UserId);
        var forSilent = await _market.Send(By(atelier.Actor, true, silent));
        var forMember = await _market.Send(By(atelier.Actor, true, member));
        var own = await _market.Send(By(members, false, member));
        var forAnother = await _market.Send(By(members, false, atelier.Person.Id));
        var elsewhere = await _market.Send(By(atelier.Actor, true, PersonId.New()));

        Assert.Equal((true, false, true, false, false), (forSilent.Succeeded, forMember.Succeeded, own.Succeeded, forAnother.Succeeded, elsewhere.Succeeded));
        Assert.Equal(new[] { silent, member }.OrderBy(person => person.Value), (await _market.Read(db => db.Consents.Select(consent => consent.PersonId).ToListAsync(Ct))).OrderBy(person => person.Value));
        Assert.Single((await (await _market.As(account)).Open($"{atelier.Root}/settings")).QuerySelectorAll("input[name='Permission'][value$='Statistics']"));
    }

    [Fact]
    public async Task Everybody_takes_their_own_back_and_only_the_representative_anothers()
    {
        var atelier = await Atelier.In(_market);
        var member = await atelier.Joined();
        var account = await _market.GivenUser(Some.User(person: member), Marketplace.Domain.Accounts.Roles.ProducerMember);
        await _market.Send(new GiveConsent(atelier.Producer.Id, atelier.Actor, true, atelier.Person.Id, ConsentPurpose.Statistics, Gender.Female, ""));
        await _market.Send(new GiveConsent(atelier.Producer.Id, new Marketplace.Domain.Orders.Actor(account.UserId), false, member, ConsentPurpose.PublicProfile, Gender.NotStated, ""));
        var (others, own) = await _market.Read(async db => (
            await db.Consents.AsNoTracking().SingleAsync(consent => consent.PersonId == atelier.Person.Id && consent.Purpose == ConsentPurpose.Statistics, Ct),
            await db.Consents.AsNoTracking().SingleAsync(consent => consent.PersonId == member, Ct)));
        var browser = await _market.As(account);

        var page = await browser.Open($"{atelier.Root}/settings");
        using var taken = await browser.Post($"{atelier.Root}/settings/consents/{others.Id.Value}/withdrawal");
        using var back = await browser.Post($"{atelier.Root}/settings/consents/{own.Id.Value}/withdrawal");

        Assert.EndsWith($"/consents/{own.Id.Value}/withdrawal", page.QuerySelectorAll("form[action$='/withdrawal']").Single().GetAttribute("action")!, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (taken.StatusCode, back.StatusCode));
        Assert.Equal([others.Id], await _market.Read(db => db.Consents.Where(consent => consent.WithdrawnAt == null).Select(consent => consent.Id).ToListAsync(Ct)));
    }

    [Fact]
    public async Task Selling_itself_is_not_withdrawn_here_and_the_page_offers_it_for_nothing_else_either_once_done()
    {
        var atelier = await Atelier.In(_market);
        var (selling, profile) = (Given(atelier, ConsentPurpose.Selling), Given(atelier, ConsentPurpose.PublicProfile));
        await _market.Given(selling, profile);
        var browser = await _market.As(atelier.Maker);

        var before = await browser.Open($"{atelier.Root}/settings");
        Assert.Single(before.QuerySelectorAll("form[action*='/withdrawal']"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Post($"{atelier.Root}/settings/consents/{selling.Id.Value}/withdrawal")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Post($"{atelier.Root}/settings/consents/{profile.Id.Value}/withdrawal")).StatusCode);

        Assert.Empty((await browser.Open($"{atelier.Root}/settings")).QuerySelectorAll("form[action*='/withdrawal']"));
        Assert.True((await _market.Read(db => db.Consents.SingleAsync(consent => consent.Purpose == ConsentPurpose.Selling, Ct))).IsInForce);
    }

    [Fact]
    public async Task A_permission_is_withdrawn_only_after_reading_what_is_lost()
    {
        var atelier = await Atelier.In(_market);
        await _market.Given(Given(atelier, ConsentPurpose.PublicProfile));

        var page = await (await _market.As(atelier.Maker)).Open($"{atelier.Root}/settings");

        var asked = page.QuerySelector("main form[action$='/withdrawal']")!.Closest("details:not([open])");
        Assert.NotNull(asked);
        Assert.Contains("Ảnh và lời kể bị xoá hẳn", asked.TextContent, StringComparison.Ordinal);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Consent Given(Atelier atelier, ConsentPurpose purpose) => new()
    {
        Id = ConsentId.New(),
        PersonId = atelier.Person.Id,
        ProducerId = atelier.Producer.Id,
        Purpose = purpose,
        TextVersion = "2026-11",
        GivenAt = _market.Clock.GetUtcNow(),
    };

    private static string Chosen(Atelier atelier, ConsentPurpose purpose) => $"{atelier.Person.Id.Value:N}:{purpose}";
}
