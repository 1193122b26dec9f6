using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Producers;
using Marketplace.Features.Moderation;
using Marketplace.Features.Moderation.Producers;
using Marketplace.Features.Studio.Application;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Studio;

public sealed class ApplicationTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task An_application_that_came_back_is_put_right_sent_again_and_decided_anew()
    {
        var atelier = await Returned();
        var browser = await _market.As(atelier.Maker);

        var page = await browser.Open($"{atelier.Root}/application");
        using var sent = await browser.Post($"{atelier.Root}/application", Good(atelier));
        var queue = await (await _market.As(await _market.GivenUser(Some.User(), Roles.Moderator))).Open("/moderation");
        var verified = await _market.Send(new DecideOnProducer(atelier.Producer.Id, UserId.New(), Verdict.Approve, [], ""));

        Assert.Contains("Ghi rõ thôn nào nhé.", page.Body!.TextContent);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Contains("Nhà Sùng mới", queue.Body!.TextContent);
        Assert.True(verified.Succeeded);
        var producer = await Shop(atelier);
        Assert.Equal((ProducerStatus.Verified, "Nhà Sùng mới", "Thôn Hợp Tiến", "+84987654321", ""), (producer.Status, producer.NameVi, producer.AddressLine, producer.Phone, producer.ReviewMessage));
    }

    [Fact]
    public async Task A_wrong_place_is_put_right_also_for_goods_already_prepared()
    {
        var atelier = await Returned();
        var draft = await atelier.CompleteDraft();
        var browser = await _market.As(atelier.Maker);

        var page = await browser.Open($"{atelier.Root}/application");
        var shown = await (await browser.Post($"{atelier.Root}/application", [.. Good(atelier).Where(pair => pair.Name != "UnitId"), ("Step", "communes")])).Page();
        using var sent = await browser.Post($"{atelier.Root}/application", Good(atelier));

        Assert.Equal($"{atelier.Stall.LungTam.Id}", page.QuerySelector("#UnitId option[selected]")!.GetAttribute("value"));
        Assert.Contains("Sa Pa", shown.Texts("#UnitId option"));
        Assert.Equal("Nhà Sùng mới", shown.QuerySelector("#NameVi")!.GetAttribute("value"));
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal(atelier.Stall.SaPa.Id, (await Shop(atelier)).UnitId);
        Assert.Equal(atelier.Stall.SaPa.Id, (await atelier.Reload(draft.Id)).OriginUnitId);
    }

    [Fact]
    public async Task Sent_twice_it_waits_once()
    {
        var atelier = await Returned();
        var browser = await _market.As(atelier.Maker);

        using var first = await browser.Post($"{atelier.Root}/application", Good(atelier));
        using var second = await browser.Post($"{atelier.Root}/application", Good(atelier));

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity), (first.StatusCode, second.StatusCode));
        Assert.Equal(ProducerStatus.Applied, (await Shop(atelier)).Status);
    }

    [Theory]
    [InlineData(ProducerStatus.Applied)]
    [InlineData(ProducerStatus.Verified)]
    [InlineData(ProducerStatus.Rejected)]
    [InlineData(ProducerStatus.Suspended)]
    public async Task What_did_not_come_back_cannot_be_sent_again_and_keeps_its_words(ProducerStatus status)
    {
        var atelier = await Atelier.In(_market);
        await _market.Read(db => db.Producers.ExecuteUpdateAsync(set => set.SetProperty(producer => producer.Status, status), Ct));

        var result = await _market.Send(new ResubmitApplication(atelier.Producer.Id, atelier.Actor, true, "Tên khác", "", atelier.Stall.LaoCai.Id, atelier.Stall.SaPa.Id, "Thôn khác", null, "0987654321", ""));

        Assert.Equal([ProducerRefusals.NotOpenForChanges], result.Refusals);
        var producer = await Shop(atelier);
        Assert.Equal((status, "Nhà Sùng"), (producer.Status, producer.NameVi));
        var page = await (await _market.As(atelier.Maker)).Open($"{atelier.Root}/application");
        Assert.Empty(page.QuerySelectorAll("main input[name=NameVi]"));
    }

    [Fact]
    public async Task Only_the_representative_sends_the_application_again()
    {
        var atelier = await Atelier.In(_market);
        await _market.Read(db => db.Producers.ExecuteUpdateAsync(set => set.SetProperty(producer => producer.Status, ProducerStatus.ChangesRequested), Ct));

        var result = await _market.Send(new ResubmitApplication(atelier.Producer.Id, atelier.Actor, false, "Tên khác", "", atelier.Stall.LaoCai.Id, atelier.Stall.SaPa.Id, "Thôn khác", null, "0987654321", ""));

        Assert.Equal("studio.application-representative-only", Assert.Single(result.Refusals).Code);
        Assert.Equal("Nhà Sùng", (await Shop(atelier)).NameVi);
    }

    /// <summary>Before it is let in as after: a session left open is not enough to have its letters sent elsewhere.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("khong phai mat khau")]
    public async Task Where_the_shop_is_reached_changes_with_the_password_and_is_told_to_where_it_was(string password)
    {
        var atelier = await Returned();
        var browser = await _market.As(atelier.Maker);
        var before = await Shop(atelier);

        using var wrong = await browser.Post($"{atelier.Root}/application", [.. Good(atelier).Where(pair => pair.Name != "ContactPassword"), ("ContactPassword", password)]);
        var page = await wrong.Page();
        var still = await Shop(atelier);
        var told = await Alarms();
        using var with = await browser.Post($"{atelier.Root}/application", Good(atelier));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (wrong.StatusCode, with.StatusCode));
        Assert.Equal((ProducerStatus.ChangesRequested, before.Phone, before.Email, before.NameVi), (still.Status, still.Phone, still.Email, still.NameVi));
        Assert.Equal(("", "Nhà Sùng mới"), (page.QuerySelector("#ContactPassword[aria-invalid=true]")!.GetAttribute("value") ?? "", page.QuerySelector("#NameVi")!.GetAttribute("value")));
        Assert.Empty(told);
        Assert.Contains(await Alarms(), letter => letter.Contains(before.Phone[1..], StringComparison.Ordinal));
        Assert.Equal("my@example.vn", (await Shop(atelier)).Email);
        Assert.Equal(1, await _market.Read(db => db.AuditEvents.CountAsync(entry => entry.Action == "producer.contact", Ct)));
    }

    [Fact]
    public async Task What_leaves_the_contact_as_it_is_needs_no_password()
    {
        var atelier = await Returned();
        var shop = await Shop(atelier);

        using var sent = await (await _market.As(atelier.Maker)).Post(
            $"{atelier.Root}/application", [.. Good(atelier).Where(pair => pair.Name is not ("ContactPassword" or "Phone" or "Email")), ("Phone", shop.Phone), ("Email", shop.Email)]);

        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Empty(await Alarms());
    }

    public static TheoryData<string, string> BadFields() => new()
    {
        { "NameVi", "" }, { "NameVi", "x" }, { "NameVi", new string('a', 121) }, { "NameVi", "hai\ndòng" }, { "NameEn", new string('a', 121) }, { "AddressLine", "" }, { "AddressLine", new string('đ', 201) },
        { "ProvinceId", "" }, { "UnitId", "" }, { "UnitId", "999999" }, { "UnitId", "đâu đó" }, { "Phone", "" }, { "Phone", "12" }, { "Phone", "<script>alert(1)</script>" }, { "Phone", "٠٩١٢" }, { "Email", "mai" }, { "Email", "a@b@c.vn" },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task What_cannot_be_is_refused_in_words_and_what_was_typed_stays(string field, string value)
    {
        var atelier = await Returned();

        using var response = await (await _market.As(atelier.Maker)).Post($"{atelier.Root}/application", [.. Good(atelier).Where(pair => pair.Name != field), (field, value)]);

        var html = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Ct));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("class=\"error", html);
        Assert.Contains(field == "AddressLine" ? "Nhà Sùng mới" : "Thôn Hợp Tiến", html);
        Assert.Equal((ProducerStatus.ChangesRequested, "Nhà Sùng"), (await Shop(atelier)) is var producer ? (producer.Status, producer.NameVi) : default);
    }

    [Fact]
    public async Task A_stranger_finds_no_application()
    {
        var atelier = await Returned();
        var other = await Atelier.In(_market, "Nhà Khác", atelier.Stall);
        var browser = await _market.As(other.Maker);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"{atelier.Root}/application")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Post($"{atelier.Root}/application", Good(atelier))).StatusCode);
        Assert.Equal(ProducerStatus.ChangesRequested, (await Shop(atelier)).Status);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static (string Name, string Value)[] Good(Atelier atelier) =>
        [("NameVi", "Nhà Sùng mới"), ("NameEn", "Sùng house"), ("ProvinceId", $"{atelier.Stall.LaoCai.Id}"), ("UnitId", $"{atelier.Stall.SaPa.Id}"), ("AddressLine", "Thôn Hợp Tiến"), ("Phone", "0987 654 321"), ("Email", "my@example.vn"), ("ContactPassword", Some.Password)];

    private async Task<Atelier> Returned()
    {
        var atelier = await Atelier.In(_market);
        await _market.Read(db => db.Producers.ExecuteUpdateAsync(set => set.SetProperty(producer => producer.Status, ProducerStatus.Applied), Ct));
        Assert.Empty((await _market.Send(new DecideOnProducer(atelier.Producer.Id, UserId.New(), Verdict.AskChanges, ["place-wrong"], "Ghi rõ thôn nào nhé."))).Refusals);
        return atelier;
    }

    private Task<List<string>> Alarms() => _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith("contact:")).Select(message => message.Payload).ToListAsync(Ct));

    private Task<Producer> Shop(Atelier atelier) => _market.Read(db => db.Producers.AsNoTracking().SingleAsync(producer => producer.Id == atelier.Producer.Id, Ct));
}
