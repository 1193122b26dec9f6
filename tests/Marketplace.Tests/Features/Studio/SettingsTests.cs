using System.Net;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Studio.Settings;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Studio;

public sealed class SettingsTests : IDisposable
{
    private static readonly byte[] Cipher = [1];
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task The_bank_account_is_stored_encrypted_and_only_its_end_is_shown()
    {
        var atelier = await Atelier.In(_market);
        var browser = await _market.As(atelier.Maker);

        var saved = await browser.Post($"{atelier.Root}/settings/bank", ("Bin", "970436"), ("Number", "0123 4567 8901"), ("Holder", "SUNG THI MY"), ("Password", Some.Password));
        var page = await (await browser.Get($"{atelier.Root}/settings")).Content.ReadAsStringAsync(Ct);

        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("8901", page);
        Assert.DoesNotContain("012345678901", page);
        await using var scope = _market.Services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<SensitiveReader>().Bank(atelier.Producer.Id, null, "test", Ct);
        Assert.Equal(new BankAccount("970436", "012345678901", "SUNG THI MY"), account);
    }

    [Fact]
    public async Task Only_the_representative_changes_the_account()
    {
        var atelier = await Atelier.In(_market);

        var result = await _market.Send(new SetBankAccount(atelier.Producer.Id, atelier.Actor, false, "970436", "012345678901", "SUNG THI MY", Some.Password));

        Assert.Equal("studio.bank-representative-only", Assert.Single(result.Refusals).Code);
    }

    [Fact]
    public async Task A_member_changes_the_story_but_not_where_the_shops_messages_go()
    {
        var atelier = await Atelier.In(_market);
        var (phone, email) = (atelier.Producer.Phone, atelier.Producer.Email);

        var told = await _market.Send(new UpdateShop(atelier.Producer.Id, atelier.Actor, false, "Chuyện mới của nhà tôi.", "", phone, email));
        var refused = await _market.Send(new UpdateShop(atelier.Producer.Id, atelier.Actor, false, "Chuyện khác.", "", phone, "khac@example.vn"));
        var changed = await _market.Send(new UpdateShop(atelier.Producer.Id, atelier.Actor, true, "Chuyện mới của nhà tôi.", "", "0987 654 321", email, Some.Password));

        Assert.Empty(told.Refusals);
        Assert.Equal(("studio.contact-representative-only", "Email"), (Assert.Single(refused.Refusals).Code, refused.Refusals[0].Field));
        Assert.Empty(changed.Refusals);
        var shop = await _market.Read(db => db.Producers.SingleAsync(Ct));
        Assert.Equal(("Chuyện mới của nhà tôi.", "+84987654321", email), (shop.StoryVi, shop.Phone, shop.Email));
        Assert.Single(await _market.Read(db => db.AuditEvents.Where(entry => entry.Action == "producer.contact").ToListAsync(Ct)));
    }

    [Fact]
    public async Task Who_closed_the_shop_for_a_while_is_written_down()
    {
        var atelier = await Atelier.In(_market);
        var browser = await _market.As(atelier.Maker);

        await browser.Post($"{atelier.Root}/settings/pause", ("isPaused", "true"));
        await browser.Post($"{atelier.Root}/settings/pause", ("isPaused", "true"));
        await browser.Post($"{atelier.Root}/settings/pause", ("isPaused", "false"));

        Assert.Equal(
            [("producer.pause", (Guid?)atelier.Maker.Id), ("producer.resume", atelier.Maker.Id)],
            (await _market.Read(db => db.AuditEvents.Where(entry => entry.Subject == AuditSubject.Of(atelier.Producer.Id)).OrderBy(entry => entry.Id).ToListAsync(Ct)))
                .Where(entry => entry.Action.StartsWith("producer.", StringComparison.Ordinal)).Select(entry => (entry.Action, entry.ActorId?.Value)));
    }

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
        var shown = await Bodies(pages);
        Assert.True((await _market.Send(new WithdrawConsent(atelier.Producer.Id, atelier.Actor, true, own.Id))).Succeeded);

        Assert.All(shown, body => Assert.Matches("Hmông|hmong", body));
        Assert.All(await Bodies(pages), body => Assert.DoesNotMatch("Hmông|hmong", body));
        Assert.Null((await Shop(_market, atelier)).PublicEthnicGroupId);
    }

    [Fact]
    public async Task The_makers_story_is_told_by_permission_only_and_goes_everywhere_when_it_is_withdrawn()
    {
        var atelier = await Atelier.In(_market);
        await Some.SavedProduct(_market, new Some.Booth(atelier.Producer, atelier.Stall.LungTam, atelier.Stall.TuyenQuang, atelier.Kind));
        await _market.Change(atelier.Producer.Id, producer => (producer.StoryVi, producer.StoryEn) = ("Nghe cua me.", "Nghe cua me: what mother taught."));
        string[] pages = [$"/makers/{atelier.Producer.Slug}", $"/en/makers/{atelier.Producer.Slug}", "/", "/api/v1/makers", $"/api/v1/makers/{atelier.Producer.Slug}"];
        var never = await Bodies(pages);
        var profile = Given(atelier, ConsentPurpose.PublicProfile);
        await _market.Given(profile);
        var told = await Bodies(pages);

        Assert.True((await _market.Send(new WithdrawConsent(atelier.Producer.Id, atelier.Actor, true, profile.Id))).Succeeded);

        Assert.All(never, body => Assert.DoesNotContain("Nghe cua me", body, StringComparison.Ordinal));
        Assert.All(told, body => Assert.Contains("Nghe cua me", body, StringComparison.Ordinal));
        Assert.All(await Bodies(pages), body => Assert.DoesNotContain("Nghe cua me", body, StringComparison.Ordinal));
        Assert.Equal("Nghe cua me.", (await Shop(_market, atelier)).StoryVi);
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
        var gone = await Bodies(pages);
        _market.Clock.Advance(TimeSpan.FromDays(1));
        var offered = (await browser.Open($"{atelier.Root}/settings")).QuerySelector($"input[value='{Chosen(atelier, ConsentPurpose.PublicProfile)}']");

        using var given = await browser.Post($"{atelier.Root}/settings/consents", ("Permission", Chosen(atelier, ConsentPurpose.PublicProfile)));
        using var twice = await browser.Post($"{atelier.Root}/settings/consents", ("Permission", Chosen(atelier, ConsentPurpose.PublicProfile)));
        var told = await Bodies(pages);

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
        var shown = await Bodies(pages);
        var consent = await _market.Read(db => db.Consents.SingleAsync(Ct));
        await _market.Send(new WithdrawConsent(atelier.Producer.Id, atelier.Actor, true, consent.Id));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (unstated.StatusCode, given.StatusCode));
        Assert.Contains("Chọn dân tộc", await unstated.Content.ReadAsStringAsync(Ct));
        Assert.All(shown, body => Assert.Matches("Hmông|hmong", body));
        Assert.All(await Bodies(pages), body => Assert.DoesNotMatch("Hmông|hmong", body));
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
    public async Task Story_and_ways_to_reach_the_shop_are_kept_as_typed()
    {
        var atelier = await Atelier.In(_market);
        var browser = await _market.As(atelier.Maker);

        using var saved = await browser.Post($"{atelier.Root}/settings", ("StoryVi", "Ba đời dệt lanh."), ("StoryEn", "Three generations."), ("Phone", "0987 654 321"), ("Email", "my@example.vn"), ("ContactPassword", Some.Password));

        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var producer = await Shop(_market, atelier);
        Assert.Equal(("Ba đời dệt lanh.", "Three generations.", "+84987654321", "my@example.vn"), (producer.StoryVi, producer.StoryEn, producer.Phone, producer.Email));
        Assert.Contains("Ba đời dệt lanh.", (await browser.Open($"{atelier.Root}/settings/shop")).Texts("textarea"));
    }

    /// <summary>Whatever else is pressed would throw away a story half written beside it.</summary>
    [Fact]
    public async Task A_story_is_written_where_nothing_else_is_sent()
    {
        var atelier = await Atelier.In(_market);
        var browser = await _market.As(atelier.Maker);

        var settings = await browser.Open($"{atelier.Root}/settings");
        var story = await browser.Open(settings.QuerySelector($"main a[href='{atelier.Root}/settings/shop']")!.GetAttribute("href")!);
        using var refused = await browser.Post($"{atelier.Root}/settings", ("StoryVi", "Nửa chừng"), ("Phone", "12"));
        var again = await refused.Page();

        Assert.Empty(settings.QuerySelectorAll("main textarea"));
        Assert.Single(story.QuerySelectorAll("main form"));
        Assert.Equal(["Nửa chừng", ""], again.Texts("main textarea"));
        Assert.Single(again.QuerySelectorAll("main form"));
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

    [Fact]
    public async Task The_contact_changes_with_the_password_only_and_where_messages_went_before_hears_of_it()
    {
        var atelier = await Atelier.In(_market);
        await _market.Change(atelier.Producer.Id, producer => producer.Email = "nha.sung@example.vn");
        var browser = await _market.As(atelier.Maker);
        (string, string)[] fields = [("StoryVi", "Ba đời dệt lanh."), ("Phone", "0912345678"), ("Email", "gian@example.vn")];

        using var without = await browser.Post($"{atelier.Root}/settings", fields);
        using var wrong = await browser.Post($"{atelier.Root}/settings", [.. fields, ("ContactPassword", "khong phai mat khau")]);
        var page = await wrong.Page();
        var before = (await Shop(_market, atelier)).Email;
        var untold = await _market.Read(db => db.OutboxMessages.CountAsync(Ct));
        using var with = await browser.Post($"{atelier.Root}/settings", [.. fields, ("ContactPassword", Some.Password)]);

        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (without.StatusCode, wrong.StatusCode, with.StatusCode));
        Assert.Equal(("", "gian@example.vn"), (page.QuerySelector("#ContactPassword[aria-invalid=true]")!.GetAttribute("value"), page.QuerySelector("#Email")!.GetAttribute("value")));
        Assert.Equal(("nha.sung@example.vn", 0, "gian@example.vn"), (before, untold, (await Shop(_market, atelier)).Email));
        var told = await _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("contact:")).Select(message => message.Payload).ToListAsync(Ct));
        Assert.Equal(2, told.Count);
        Assert.Contains(told, letter => letter.Contains("nha.sung@example.vn", StringComparison.Ordinal));
        Assert.Contains(told, letter => letter.Contains(atelier.Maker.UserName!, StringComparison.Ordinal));
        Assert.DoesNotContain(told, letter => letter.Contains("gian@example.vn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_break_takes_the_goods_out_of_reach_until_it_ends()
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Túi thổ cẩm");
        await atelier.Stall.Open();
        var (browser, buyer) = (await _market.As(atelier.Maker), _market.AsGuest());
        var variant = product.Variants.First().Id.Value.ToString();

        await browser.Post($"{atelier.Root}/settings/pause", ("isPaused", "true"));
        var during = await Add();
        await browser.Post($"{atelier.Root}/settings/pause", ("isPaused", "false"));
        var after = await Add();

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (during, after));

        async Task<HttpStatusCode> Add() => (await buyer.Post("/cart/lines", ("variant", variant), ("quantity", "1"))).StatusCode;
    }

    [Fact]
    public async Task A_member_who_does_not_represent_the_shop_sees_no_account_and_cannot_change_it()
    {
        var atelier = await Atelier.In(_market);
        await _market.Send(new SetBankAccount(atelier.Producer.Id, atelier.Actor, true, "970436", "012345678901", "SUNG THI MY", Some.Password));
        var browser = await _market.As(await _market.GivenUser(Some.User(person: await atelier.Joined()), Marketplace.Domain.Accounts.Roles.ProducerMember));

        var page = await browser.Open($"{atelier.Root}/settings");
        using var changed = await browser.Post($"{atelier.Root}/settings/bank", ("Bin", "970405"), ("Number", "999999999999"), ("Holder", "SUNG A PAO"), ("Password", Some.Password));

        Assert.Empty(page.QuerySelectorAll("form[action$='/bank']"));
        Assert.DoesNotContain("8901", page.Body!.TextContent);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, changed.StatusCode);
        await using var scope = _market.Services.CreateAsyncScope();
        Assert.Equal("012345678901", (await scope.ServiceProvider.GetRequiredService<SensitiveReader>().Bank(atelier.Producer.Id, null, "test", Ct))!.Number);
    }

    [Fact]
    public async Task Each_look_at_the_account_is_logged()
    {
        var atelier = await Atelier.In(_market);
        await _market.Send(new SetBankAccount(atelier.Producer.Id, atelier.Actor, true, "970436", "012345678901", "SUNG THI MY", Some.Password));

        await (await _market.As(atelier.Maker)).Open($"{atelier.Root}/settings");

        var look = await _market.Read(db => db.AuditEvents.SingleAsync(entry => entry.Action == SensitiveReader.Action, Ct));
        Assert.Equal(atelier.Maker.UserId, look.ActorId);
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

    private async Task<List<string>> Bodies(params string[] addresses)
    {
        using var client = _market.CreateClient();
        List<string> bodies = [];
        foreach (var address in addresses)
        {
            var body = await client.GetStringAsync(new Uri(address, UriKind.Relative), Ct);
            bodies.Add(body.Contains("<main", StringComparison.Ordinal) ? body[body.IndexOf("<main", StringComparison.Ordinal)..] : body);
        }

        return bodies;
    }

    internal static Task<Producer> Shop(TestMarketplace market, Atelier atelier) => market.Read(db => db.Producers.AsNoTracking().SingleAsync(producer => producer.Id == atelier.Producer.Id, Ct));
}
