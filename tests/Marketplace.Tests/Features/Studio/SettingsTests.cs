using System.Net;
using Marketplace.Domain.Accounts;
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

    /// <summary>Those let in before it was asked for tell it here; a moderator looks it up afterwards, a household is not asked.</summary>
    [Fact]
    public async Task A_cooperative_tells_its_number_in_the_register_and_a_moderator_sees_it()
    {
        var atelier = await Atelier.In(_market);
        var product = atelier.Stall.Product(atelier.Producer, "Túi lanh");
        await atelier.Stall.Open();
        var browser = await _market.As(atelier.Maker);
        var asHousehold = await browser.Open($"{atelier.Root}/settings/shop");
        await _market.Change(atelier.Producer.Id, producer => producer.Kind = ProducerKind.Cooperative);
        (string, string)[] fields = [("StoryVi", ""), ("StoryEn", ""), ("Phone", atelier.Producer.Phone), ("Email", atelier.Producer.Email)];

        var untouched = await browser.Post($"{atelier.Root}/settings", fields);
        var wrong = await browser.Post($"{atelier.Root}/settings", [.. fields, ("RegistrationNumber", "12 34")]);
        var told = await browser.Post($"{atelier.Root}/settings", [.. fields, ("RegistrationNumber", "0123 456 789")]);
        var emptied = await browser.Post($"{atelier.Root}/settings", fields);
        var goods = await _market.AsGuest().Open($"/p/{product.Slug}");
        var review = await (await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator))).Open($"/moderation/producers/{atelier.Producer.Id.Value}");

        Assert.Null(asHousehold.QuerySelector("#RegistrationNumber"));
        Assert.Equal(
            [HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity],
            new[] { untouched, wrong, told, emptied }.Select(answer => answer.StatusCode));
        Assert.Equal("12 34", (await wrong.Page()).QuerySelector("#RegistrationNumber")!.GetAttribute("value"));
        Assert.Contains("0123456789", goods.QuerySelector("section[aria-labelledby=seller]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("0123456789", review.QuerySelector("main tbody")!.TextContent, StringComparison.Ordinal);
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
    public async Task Story_and_ways_to_reach_the_shop_are_kept_as_typed()
    {
        var atelier = await Atelier.In(_market);
        var browser = await _market.As(atelier.Maker);

        using var saved = await browser.Post($"{atelier.Root}/settings", ("StoryVi", "Ba đời dệt lanh."), ("StoryEn", "Three generations."), ("Phone", "0987 654 321"), ("Email", "my@example.vn"), ("ContactPassword", Some.Password));

        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var producer = await atelier.Now();
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
    public async Task The_contact_changes_with_the_password_only_and_where_messages_went_before_hears_of_it()
    {
        var atelier = await Atelier.In(_market);
        await _market.Change(atelier.Producer.Id, producer => producer.Email = "nha.sung@example.vn");
        var browser = await _market.As(atelier.Maker);
        (string, string)[] fields = [("StoryVi", "Ba đời dệt lanh."), ("Phone", "0912345678"), ("Email", "gian@example.vn")];

        using var without = await browser.Post($"{atelier.Root}/settings", fields);
        using var wrong = await browser.Post($"{atelier.Root}/settings", [.. fields, ("ContactPassword", "khong phai mat khau")]);
        var page = await wrong.Page();
        var before = (await atelier.Now()).Email;
        var untold = await _market.Read(db => db.OutboxMessages.CountAsync(Ct));
        using var with = await browser.Post($"{atelier.Root}/settings", [.. fields, ("ContactPassword", Some.Password)]);

        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (without.StatusCode, wrong.StatusCode, with.StatusCode));
        Assert.Equal(("", "gian@example.vn"), (page.QuerySelector("#ContactPassword[aria-invalid=true]")!.GetAttribute("value"), page.QuerySelector("#Email")!.GetAttribute("value")));
        Assert.Equal(("nha.sung@example.vn", 0, "gian@example.vn"), (before, untold, (await atelier.Now()).Email));
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
}
