using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Studio.Join;
using Marketplace.Features.Studio.Members;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Studio;

public sealed class InvitationTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task An_invited_person_signs_in_accepts_and_works_in_the_studio()
    {
        var atelier = await Atelier.In(_market);
        var browser = await _market.As(atelier.Maker);
        var invited = await _market.GivenUser(Some.User("+84987654321"), Roles.Buyer);

        using var sent = await browser.Post($"{atelier.Root}/members", ("FullName", "Sùng A Páo"), ("Login", "0987 654 321"), ("Role", "Member"), ("SharePercent", "0"));
        var invitation = await _market.Read(db => db.Invitations.AsNoTracking().SingleAsync(Ct));
        var message = await _market.Read(db => db.OutboxMessages.SingleAsync(Ct));
        var phone = await _market.As(invited);
        Assert.Equal(HttpStatusCode.Forbidden, (await phone.Get($"{atelier.Root}/listings")).StatusCode);
        var page = await phone.Open($"/invitations/{invitation.Id.Value}");
        using var joined = await phone.Post($"/invitations/{invitation.Id.Value}");
        using var joinedAgain = await phone.Post($"/invitations/{invitation.Id.Value}");

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.Redirect), (sent.StatusCode, joined.StatusCode, joinedAgain.StatusCode));
        Assert.Contains(invitation.Id.Value.ToString(), message.Payload);
        Assert.Contains("84987654321", message.Payload);
        Assert.Contains("Nhà Sùng", page.Body!.TextContent);
        Assert.Contains("0\u00a0%", page.QuerySelectorAll("main dd").Select(share => share.TextContent));
        await phone.Open($"{atelier.Root}/listings");
        Assert.Equal(2, await _market.Read(db => db.Memberships.CountAsync(Ct)));
        Assert.Contains("Sùng A Páo", (await browser.Open($"{atelier.Root}/members")).Texts("li.card strong"));
    }

    [Fact]
    public async Task An_invitation_opens_to_the_invited_account_only()
    {
        var atelier = await Atelier.In(_market);
        await _market.Send(atelier.Invitation);
        var id = await _market.Read(db => db.Invitations.Select(invitation => invitation.Id).SingleAsync(Ct));
        var stranger = await _market.GivenUser(Some.User(), Roles.Buyer);
        var browser = await _market.As(stranger);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"/invitations/{id.Value}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Post($"/invitations/{id.Value}")).StatusCode);
        Assert.Equal([MemberRefusals.NotFound], (await _market.Send(new JoinShop(id, stranger.UserId, true))).Refusals);
        Assert.Equal(1, await _market.Read(db => db.Memberships.CountAsync(Ct)));
    }

    [Fact]
    public async Task An_invitation_ends_after_two_weeks_and_when_it_is_taken_back()
    {
        var atelier = await Atelier.In(_market);
        var invited = await _market.GivenUser(Some.User("pao@example.vn"), Roles.Buyer);
        await _market.Send(atelier.Invitation);
        var first = await _market.Read(db => db.Invitations.Select(invitation => invitation.Id).SingleAsync(Ct));
        _market.Clock.Advance(TimeSpan.FromDays(14));

        var late = await _market.Send(new JoinShop(first, invited.UserId, true));
        Assert.True((await _market.Send(atelier.Invitation)).Succeeded);
        var second = await _market.Read(db => db.Invitations.Where(invitation => invitation.Id != first).Select(invitation => invitation.Id).SingleAsync(Ct));
        var browser = await _market.As(atelier.Maker);
        using var withdrawn = await browser.Post($"{atelier.Root}/members/invitations/{second.Value}/withdrawal");
        var gone = await _market.Send(new JoinShop(second, invited.UserId, true));

        Assert.Equal("studio.invitation-over", Assert.Single(late.Refusals).Code);
        Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);
        Assert.Equal("studio.invitation-over", Assert.Single(gone.Refusals).Code);
    }

    [Fact]
    public async Task An_invitation_is_taken_back_only_after_reading_what_that_means()
    {
        var atelier = await Atelier.In(_market);
        await _market.Send(atelier.Invitation);

        var page = await (await _market.As(atelier.Maker)).Open($"{atelier.Root}/members");

        var asked = page.QuerySelector("main form[action$='/withdrawal']")!.Closest("details:not([open])");
        Assert.NotNull(asked);
        Assert.Contains("không nhận lời được nữa", asked.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_representative_joins_by_accepting_the_regulation_which_is_kept()
    {
        var atelier = await Atelier.In(_market);
        var invited = await _market.GivenUser(Some.User("pao@example.vn"), Roles.Buyer);
        await _market.Send(atelier.Invitation with { Role = MembershipRole.Representative, Password = Some.Password });
        var id = await _market.Read(db => db.Invitations.Select(invitation => invitation.Id).SingleAsync(Ct));
        var browser = await _market.As(invited);

        using var without = await browser.Post($"/invitations/{id.Value}");
        using var with = await browser.Post($"/invitations/{id.Value}", ("AcceptsTerms", "true"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (without.StatusCode, with.StatusCode));
        Assert.Equal(ConsentPurpose.Selling, (await _market.Read(db => db.Consents.SingleAsync(Ct))).Purpose);
        using var bank = await browser.Post($"{atelier.Root}/settings/bank", ("Bin", "970436"), ("Number", "012345678901"), ("Holder", "SUNG A PAO"), ("Password", Some.Password));
        Assert.Equal(HttpStatusCode.Redirect, bank.StatusCode);
    }

    public static TheoryData<string, string> BadFields() => new()
    {
        { "FullName", "" }, { "FullName", new string('x', 121) }, { "Login", "" }, { "Login", "12" }, { "Login", "mai@" }, { "Login", "<script>alert(1)</script>" },
        { "Role", "" }, { "Role", "9" }, { "Role", "Boss" }, { "SharePercent", "-1" }, { "SharePercent", "101" }, { "SharePercent", "một nửa" }, { "SharePercent", "99999999999999999999" }, { "SharePercent", "1" },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task What_cannot_be_is_refused_in_words_and_nobody_is_written_to(string field, string value)
    {
        // The atelier's representative holds the whole already, so that even one percent more is too much.
        var atelier = await Atelier.In(_market);
        (string, string)[] fields = [("FullName", "Sùng A Páo"), ("Login", "pao@example.vn"), ("Role", "Member"), ("SharePercent", "0")];

        using var response = await (await _market.As(atelier.Maker)).Post($"{atelier.Root}/members", [.. fields.Where(pair => pair.Item1 != field), (field, value)]);

        var html = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Ct));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("class=\"error", html);
        Assert.Contains(field == "FullName" ? "pao@example.vn" : "Sùng A Páo", html);
        Assert.Equal(0, await _market.Read(db => db.OutboxMessages.CountAsync(Ct)));
    }

    [Fact]
    public async Task Nobody_is_invited_twice_or_when_they_belong_already()
    {
        var atelier = await Atelier.In(_market);
        await _market.Send(atelier.Invitation);

        var again = await _market.Send(atelier.Invitation);
        var member = await _market.Send(atelier.Invitation with { Login = atelier.Maker.UserName! });

        Assert.Equal("studio.invited-already", Assert.Single(again.Refusals).Code);
        Assert.Equal("studio.invited-already", Assert.Single(member.Refusals).Code);
    }

    [Fact]
    public async Task A_shop_that_is_not_verified_writes_to_nobody()
    {
        var atelier = await Atelier.In(_market);
        await _market.Read(db => db.Producers.ExecuteUpdateAsync(set => set.SetProperty(producer => producer.Status, ProducerStatus.Applied), Ct));
        var browser = await _market.As(atelier.Maker);

        using var sent = await browser.Post($"{atelier.Root}/members", ("FullName", "Sùng A Páo"), ("Login", "pao@example.vn"), ("Role", "Member"), ("SharePercent", "0"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.StatusCode);
        Assert.Contains("được duyệt rồi mới mời", (await sent.Page()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((0, 0), await _market.Read(async db => (await db.Invitations.CountAsync(Ct), await db.OutboxMessages.CountAsync(Ct))));
    }

    [Fact]
    public async Task Taking_invitations_back_makes_no_room_for_more_letters_on_that_day()
    {
        var atelier = await Atelier.In(_market);
        for (var number = 0; number < InviteMemberHandler.MostPerDay; number++)
        {
            Assert.Empty((await _market.Send(atelier.Invitation with { Login = $"la{number}@example.vn" })).Refusals);
            await TakeBack(atelier);
        }

        var more = await _market.Send(atelier.Invitation with { Login = "nua@example.vn" });
        _market.Clock.Advance(TimeSpan.FromDays(1));
        var tomorrow = await _market.Send(atelier.Invitation with { Login = "nua@example.vn" });

        Assert.Equal("studio.too-many-invitations-today", Assert.Single(more.Refusals).Code);
        Assert.Empty(tomorrow.Refusals);
    }

    [Fact]
    public async Task One_address_is_written_to_three_times_a_day_by_all_shops_together()
    {
        var atelier = await Atelier.In(_market);
        var other = await Atelier.In(_market, "Nhà Khác", atelier.Stall);
        for (var number = 0; number < InviteMemberHandler.MostPerAddress; number++)
        {
            Assert.Empty((await _market.Send(atelier.Invitation)).Refusals);
            await TakeBack(atelier);
        }

        Assert.Equal("studio.invited-often", Assert.Single((await _market.Send(atelier.Invitation)).Refusals).Code);
        Assert.Equal("studio.invited-often", Assert.Single((await _market.Send(other.Invitation)).Refusals).Code);
    }

    /// <summary>A stranger's letter in the market's name is no place for what somebody typed.</summary>
    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    public async Task An_invitation_says_no_word_of_whoever_sends_it(string language)
    {
        var atelier = await Atelier.In(_market);
        var invited = await _market.GivenUser(Some.User("pao@example.vn"), Roles.Buyer);
        await _market.Read(db => db.Users.Where(user => user.Id == invited.Id).ExecuteUpdateAsync(set => set.SetProperty(user => user.Language, language), Ct));

        Assert.Empty((await _market.Send(atelier.Invitation with { FullName = "BAN TRUNG THUONG goi 0900000000" })).Refusals);

        var letter = System.Text.Json.JsonSerializer.Deserialize<Marketplace.Domain.Messaging.PersonalMessage>(
            await _market.Read(db => db.OutboxMessages.Select(message => message.Payload).SingleAsync(Ct)))!;
        Assert.DoesNotContain("THUONG", letter.Subject + letter.Text, StringComparison.Ordinal);
        Assert.StartsWith(language == "vi" ? "Chào bạn, Nhà Sùng mời" : "Hello, Nhà Sùng invites", letter.Text, StringComparison.Ordinal);
        Assert.Contains("pao@example.vn", letter.Text, StringComparison.Ordinal);
    }

    private async Task TakeBack(Atelier atelier)
    {
        var open = await _market.Read(db => db.Invitations.Where(row => row.ClosedAt == null).Select(row => row.Id).SingleAsync(Ct));
        Assert.Empty((await _market.Send(new WithdrawInvitation(atelier.Producer.Id, atelier.Actor, true, open))).Refusals);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
