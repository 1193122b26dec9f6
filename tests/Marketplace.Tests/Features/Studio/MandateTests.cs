using System.Net;
using System.Reflection;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Features.Fulfilment;
using Marketplace.Features.Fulfilment.Part;
using Marketplace.Features.Listings.Photos;
using Marketplace.Features.Listings.Status;
using Marketplace.Features.Studio.Mandates;
using Marketplace.Features.Studio.Reviews;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Producers;
using Marketplace.Tests.Features.Fulfilment;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Studio;

public sealed class MandateTests : IDisposable
{
    private const string Login = "+84987654321";

    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task A_maker_lets_a_helper_act_sees_what_was_done_and_ends_it_at_once()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var helper = await Helper();
        var (maker, phone) = (await _market.As(atelier.Maker), await _market.As(helper));
        Assert.Equal(HttpStatusCode.NotFound, (await phone.Get($"{atelier.Root}/listings")).StatusCode);

        using var given = await maker.Post($"{atelier.Root}/mandates", ("Login", "0987 654 321"), ("Scope", "Listings"), ("Months", "3"));
        var works = await phone.Open($"{atelier.Root}/listings");
        using var written = await phone.Post($"{atelier.Root}/listings/{draft.Id.Value}/story", ("NameVi", "Khăn cán bộ ghi giúp"), ("StoryVi", draft.StoryVi));
        var page = await maker.Open($"{atelier.Root}/mandates");
        var mandate = await _market.Read(db => db.Mandates.AsNoTracking().SingleAsync(Ct));
        using var ended = await maker.Post($"{atelier.Root}/mandates/{mandate.Id.Value}/revocation");
        var after = await phone.Get($"{atelier.Root}/listings");
        var late = await phone.Post($"{atelier.Root}/listings/{draft.Id.Value}/story", ("NameVi", "Khăn gõ dở"), ("StoryVi", "<b>Chuyện</b> dài gõ mất mười phút"));
        var told = await late.Page();
        var stranger = await (await _market.As(await _market.GivenUser(Some.User(), Roles.Helper))).Get($"{atelier.Root}/listings");

        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
        Assert.Contains(told.Texts("main > p"), text => text.StartsWith("Nhà Sùng đã thôi nhờ bạn từ ", StringComparison.Ordinal));
        Assert.Equal(["Khăn gõ dở", "<b>Chuyện</b> dài gõ mất mười phút"], told.Texts("main .said"));
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
        Assert.DoesNotContain("Nhà Sùng", (await stranger.Page()).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.Redirect), (given.StatusCode, written.StatusCode, ended.StatusCode));
        Assert.Contains("Nhà Sùng", works.Texts(".acting").Single());
        Assert.Equal(new DateOnly(2026, 12, 1), mandate.LastDay);
        Assert.Contains("Lò Văn Sơn", page.Texts("li.card strong"));
        var act = page.Texts("ol.timeline li").Single();
        Assert.Contains("Lò Văn Sơn", act);
        Assert.Contains("ghi tên, câu chuyện", act);
        Assert.Contains("Khăn cán bộ ghi giúp", act);
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
        Assert.Contains("Đã cho thôi", (await maker.Open($"{atelier.Root}/mandates")).Body!.TextContent);
        var messages = await _market.Read(db => db.OutboxMessages.OrderBy(message => message.CreatedAt).Select(message => message.IdempotencyKey).ToListAsync(Ct));
        Assert.Equal(3, messages.Count(key => key.StartsWith($"mandate:{mandate.Id.Value:N}:", StringComparison.Ordinal)));
        Assert.Equal(["mandate.give", "helper.SetStory", "mandate.revoke"], await _market.Read(db => db.AuditEvents.OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync(Ct)));
    }

    [Fact]
    public async Task What_was_done_while_the_audit_named_shops_by_their_number_alone_is_still_read()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var helper = await Helper();
        await _market.Given(new AuditEvent
        {
            At = Some.Moment,
            ActorId = helper.UserId,
            PrincipalId = atelier.Producer.Id,
            Action = "helper.SetStory",
            Subject = atelier.Producer.Id.Value.ToString(),
            Detail = draft.Id.Value.ToString(),
        });

        var page = await (await _market.As(atelier.Maker)).Open($"{atelier.Root}/mandates");

        Assert.Contains("Lò Văn Sơn", page.Texts("ol.timeline li").Single());
    }

    [Fact]
    public async Task Who_is_no_helper_of_the_market_any_more_acts_for_nobody()
    {
        var atelier = await Atelier.In(_market);
        var helper = await Helper();
        var phone = await _market.As(helper);
        await _market.Send(Give(atelier));
        Assert.Equal(HttpStatusCode.OK, (await phone.Get($"{atelier.Root}/listings")).StatusCode);

        await _market.Send(new Marketplace.Features.Administration.UserRoles.SetRoles(
            (await _market.GivenUser(Some.User(), Roles.Administrator)).UserId, helper.Id, [], "", ""));

        Assert.Equal(HttpStatusCode.Forbidden, (await (await _market.As(helper)).Get($"{atelier.Root}/listings")).StatusCode);
        Assert.False(await _market.Read(db => db.Mandates.AnyAsync(mandate => mandate.RevokedAt == null, Ct)));
        Assert.True(await _market.Read(db => db.OutboxMessages.AnyAsync(message => message.IdempotencyKey.EndsWith(":helper-gone"), Ct)));
    }

    [Fact]
    public async Task A_mandate_ends_by_itself_after_its_last_day()
    {
        var atelier = await Atelier.In(_market);
        var helper = await Helper();
        await _market.Send(Give(atelier) with { Months = 1 });
        var lastDay = (await _market.Read(db => db.Mandates.AsNoTracking().SingleAsync(Ct))).LastDay;

        _market.Clock.SetUtcNow(VietnamTime.StartOf(lastDay.AddDays(1)).AddMinutes(-1));
        var phone = await _market.As(helper);
        var last = await phone.Get($"{atelier.Root}/listings");
        _market.Clock.Advance(TimeSpan.FromMinutes(1));
        var after = await phone.Get($"{atelier.Root}/listings");

        Assert.Equal(new DateOnly(2026, 10, 1), lastDay);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (last.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task Given_again_it_takes_the_place_of_the_former_one_and_pressed_twice_it_is_one()
    {
        var atelier = await Atelier.In(_market);
        await Helper();

        await _market.SendAtOnce(4, () => Give(atelier));
        var first = await _market.Read(db => db.Mandates.AsNoTracking().SingleAsync(Ct));
        var changed = await _market.Send(Give(atelier) with { Scope = MandateScope.Orders });

        Assert.True(changed.Succeeded);
        var mandates = await _market.Read(db => db.Mandates.AsNoTracking().OrderBy(mandate => mandate.From).ThenBy(mandate => mandate.RevokedAt == null).ToListAsync(Ct));
        Assert.Equal([first.Id], mandates.Where(mandate => mandate.RevokedAt is not null).Select(mandate => mandate.Id));
        Assert.Equal(MandateScope.Orders, Assert.Single(mandates, mandate => mandate.RevokedAt is null).Scope);
    }

    [Fact]
    public async Task Only_those_the_market_has_named_helpers_can_be_let_in()
    {
        var atelier = await Atelier.In(_market);
        await _market.GivenUser(Some.User(Login), Roles.Buyer);

        var buyer = await _market.Send(Give(atelier));
        var nobody = await _market.Send(Give(atelier) with { Login = "khong-co@example.vn" });

        Assert.Equal("studio.helper-unknown", Assert.Single(buyer.Refusals).Code);
        Assert.Equal(buyer.Refusals, nobody.Refusals);
        Assert.Equal(0, await _market.Read(db => db.Mandates.CountAsync(Ct)));
    }

    [Fact]
    public async Task So_many_helpers_at_once_and_no_more()
    {
        var atelier = await Atelier.In(_market);
        await Helper();
        await _market.Given([.. Enumerable.Range(0, GiveMandateHandler.Most).Select(_ => Mandate.Give(atelier.Producer.Id, UserId.New(), MandateScope.All, 1, _market.Clock.GetUtcNow()))]);

        Assert.Equal("studio.too-many-helpers", Assert.Single((await _market.Send(Give(atelier))).Refusals).Code);
    }

    public static TheoryData<string, string> BadFields() => new()
    {
        { "Login", "" }, { "Login", "12" }, { "Login", "mai@" }, { "Login", "<script>alert(1)</script>" }, { "Login", new string('x', 300) }, { "Scope", "" }, { "Scope", "None" },
        { "Scope", "8" }, { "Scope", "Money" }, { "Months", "" }, { "Months", "0" }, { "Months", "-3" }, { "Months", "13" }, { "Months", "mãi mãi" }, { "Months", "99999999999999999999" },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task What_cannot_be_is_refused_in_words_and_what_was_typed_stays(string field, string value)
    {
        var atelier = await Atelier.In(_market);
        await Helper();
        (string, string)[] fields = [("Login", Login), ("Scope", "All"), ("Months", "3")];

        using var response = await (await _market.As(atelier.Maker)).Post($"{atelier.Root}/mandates", [.. fields.Where(pair => pair.Item1 != field), (field, value)]);

        var html = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Ct));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("class=\"error", html);
        Assert.Contains(field == "Login" ? "value=\"3\" checked" : Login, html);
        Assert.Equal(0, await _market.Read(db => db.Mandates.CountAsync(Ct)));
        Assert.Equal(0, await _market.Read(db => db.OutboxMessages.CountAsync(Ct)));
    }

    [Fact]
    public async Task A_member_who_does_not_represent_reads_and_changes_nothing_and_a_helper_does_not_even_read()
    {
        var atelier = await Atelier.In(_market);
        var helper = await Helper();
        await _market.Send(Give(atelier));
        var id = await _market.Read(db => db.Mandates.Select(mandate => mandate.Id).SingleAsync(Ct));
        var member = await _market.As(await _market.GivenUser(Some.User(person: await atelier.Joined()), Roles.ProducerMember));
        var helping = await _market.As(helper);

        var page = await member.Open($"{atelier.Root}/mandates");
        foreach (var path in (string[])["", $"/{id.Value}/revocation"])
        {
            using var refused = await member.Post($"{atelier.Root}/mandates{path}", ("Login", Login), ("Scope", "All"), ("Months", "12"));
            using var shut = await helping.Post($"{atelier.Root}/mandates{path}", ("Login", Login), ("Scope", "All"), ("Months", "12"));
            Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.NotFound), (refused.StatusCode, shut.StatusCode));
        }

        Assert.Contains("Lò Văn Sơn", page.Texts("li.card strong"));
        Assert.Empty(page.QuerySelectorAll("main form"));
        Assert.Equal(HttpStatusCode.NotFound, (await helping.Get($"{atelier.Root}/mandates")).StatusCode);
        Assert.True(await _market.Read(db => db.Mandates.AllAsync(mandate => mandate.RevokedAt == null, Ct)));
    }

    [Fact]
    public async Task Another_shops_mandate_is_not_found()
    {
        var atelier = await Atelier.In(_market);
        var other = await Atelier.In(_market, "Nhà Khác", atelier.Stall);
        await Helper();
        await _market.Send(Give(atelier));
        var id = await _market.Read(db => db.Mandates.Select(mandate => mandate.Id).SingleAsync(Ct));

        var result = await _market.Send(new RevokeMandate(other.Producer.Id, other.Actor, true, id));

        Assert.Equal([MandateRefusals.NotFound], result.Refusals);
        Assert.True(await _market.Read(db => db.Mandates.AllAsync(mandate => mandate.RevokedAt == null, Ct)));
    }

    [Fact]
    public async Task What_a_member_does_is_no_helpers_act_and_neither_is_what_was_refused()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        var helper = new Actor(UserId.New(), atelier.Producer.Id);

        await _market.Send(new ChangePhoto(atelier.Producer.Id, atelier.Actor, draft.Id, draft.Photos.First().MediaId, PhotoChange.Describe, [new PhotoWords(draft.Photos.First().MediaId, "Khăn", "")]));
        await _market.Send(new PutOnSale(atelier.Producer.Id, helper, draft.Id, true));

        Assert.Equal(0, await _market.Read(db => db.AuditEvents.CountAsync(Ct)));
    }

    /// <summary>On a slow line a button is pressed twice, or in two windows.</summary>
    [Fact]
    public async Task A_step_that_a_helper_taps_twice_is_one_act()
    {
        var (atelier, number) = await _market.Ordered();
        using var phone = await _market.As(await atelier.Helper(MandateScope.Orders));

        foreach (var step in Enum.GetNames<PartStep>())
        {
            var answers = await TestMarketplace.AtOnce(2, Tap);
            Assert.All([.. answers, await Tap()], answer => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode));

            Task<HttpResponseMessage> Tap() => phone.Post($"{atelier.Root}/orders/{number}/steps", ("Step", step), ("Carrier", "Bưu điện"), ("TrackingCode", "VN1"));
        }

        var acts = await _market.Read(db => db.AuditEvents.OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync(Ct));
        Assert.Equal(["helper.Accept", "helper.Pack", "helper.Send", "helper.Deliver"], acts);
        Assert.Equal(acts.Count, (await (await _market.As(atelier.Maker)).Open($"{atelier.Root}/mandates")).Texts("ol.timeline li").Count);
    }

    [Fact]
    public void Whatever_a_helper_can_send_is_written_down_in_words()
    {
        var commands = typeof(TakeStep).Assembly.GetTypes()
            .Where(type => type.Namespace is { } area && (area.StartsWith("Marketplace.Features.Listings", StringComparison.Ordinal) || area.StartsWith("Marketplace.Features.Fulfilment", StringComparison.Ordinal))
                && type.GetProperty("Actor", BindingFlags.Public | BindingFlags.Instance)?.PropertyType == typeof(Actor))
            .ToList();
        var acts = commands.Except([typeof(TakeStep), typeof(PutOnSale), typeof(FinishUpload)]).Select(type => type.Name)
            .Concat(Enum.GetNames<PartStep>()).Concat(["Pause", "Resume"]);

        acts = acts.Concat(typeof(TakeStep).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IProducerAct)) && !commands.Contains(type)).Select(type => type.Name)).Append(ReplyToReview.TakenBack);

        Assert.NotEmpty(commands);
        Assert.All(commands, type => Assert.True(type.IsAssignableTo(typeof(IProducerAct)), type.Name));
        Assert.All(acts, act => Assert.True(Texts.Has("studio.act." + act), act));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static GiveMandate Give(Atelier atelier) => new(atelier.Producer.Id, atelier.Actor, true, Login, MandateScope.All, 3);

    private Task<User> Helper() => _market.GivenUser(Some.User(Login, "Lò Văn Sơn"), Roles.Helper);
}
