using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Features.Studio.Join;
using Marketplace.Features.Studio.Members;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Studio;

public sealed class MembersTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Whoever_leaves_is_out_at_once_and_what_they_made_stays_theirs()
    {
        var atelier = await Atelier.In(_market);
        var person = await atelier.Joined();
        var left = await _market.As(await _market.GivenUser(Some.User(person: person), Roles.ProducerMember));
        var membership = await _market.Read(db => db.Memberships.Where(row => row.PersonId == person).Select(row => row.Id).SingleAsync(Ct));
        await left.Open($"{atelier.Root}/listings");

        using var ended = await (await _market.As(atelier.Maker)).Post($"{atelier.Root}/members/{membership.Value}/end");

        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await left.Get($"{atelier.Root}/listings")).StatusCode);
        Assert.Equal(new DateOnly(2026, 8, 31), await _market.Read(db => db.Memberships.Where(row => row.Id == membership).Select(row => row.Until).SingleAsync(Ct)));
    }

    [Fact]
    public async Task A_member_is_removed_only_after_reading_what_is_lost()
    {
        var atelier = await Atelier.In(_market);
        await atelier.Joined();
        await Represents(atelier, "anh@example.vn");
        var browser = await _market.As(atelier.Maker);

        var page = await browser.Open($"{atelier.Root}/members");
        var forms = page.QuerySelectorAll("main form[action$='/end']");
        using var refused = await browser.Post(forms.First(form => form.QuerySelector("[type=password]") is not null).GetAttribute("action")!, ("Password", "khong phai mat khau"));

        Assert.Equal(3, forms.Length);
        Assert.All(forms, form => Assert.Contains("không vào được nơi bán này nữa", form.Closest("details:not([open])")!.TextContent, StringComparison.Ordinal));
        Assert.NotNull((await refused.Page()).QuerySelector("details[open] [aria-invalid=true]"));
    }

    [Fact]
    public async Task The_last_representative_stays()
    {
        var atelier = await Atelier.In(_market);
        await atelier.Joined();
        var own = await Own(atelier);

        var result = await _market.Send(new EndMembership(atelier.Producer.Id, atelier.Actor, true, own));

        Assert.Equal("studio.last-representative", Assert.Single(result.Refusals).Code);
        Assert.Null(await _market.Read(db => db.Memberships.Where(row => row.Id == own).Select(row => row.Until).SingleAsync(Ct)));
        Assert.Single((await (await _market.As(atelier.Maker)).Open($"{atelier.Root}/members")).QuerySelectorAll("form[action$='/end']"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_representative_who_leaves_takes_their_permissions_along_and_another_brings_their_own(bool permits)
    {
        var atelier = await Atelier.In(_market);
        var protector = _market.Services.GetRequiredService<ColumnProtector>();
        var (hmong, dao) = (Group("hmong", "Hmông", "08"), Group("dao", "Dao", "09"));
        var second = new Person { Id = PersonId.New(), FullName = "Phàn Tả Mẩy", RecordedAt = _market.Clock.GetUtcNow() };
        second.EthnicityCipher = protector.Ethnicity(second.Id, "dao");
        await _market.Given(hmong, dao, second, Some.Consent(atelier.Producer.Id, atelier.Person.Id), Some.Consent(atelier.Producer.Id, atelier.Person.Id, ConsentPurpose.PublicProfile),
            Some.Consent(atelier.Producer.Id, atelier.Person.Id, ConsentPurpose.Statistics), new Membership
            {
                Id = MembershipId.New(),
                PersonId = second.Id,
                ProducerId = atelier.Producer.Id,
                Role = MembershipRole.Representative,
                ShareBasisPoints = 0,
                From = new DateOnly(2026, 1, 1),
            });
        if (permits)
        {
            await _market.Given(Some.Consent(atelier.Producer.Id, second.Id));
        }

        await _market.Change(atelier.Producer.Id, producer => (producer.StoryVi, producer.PublicEthnicGroupId) = ("Nghe cua me.", hmong.Id));
        string[] pages = [$"/makers/{atelier.Producer.Slug}", $"/api/v1/makers/{atelier.Producer.Slug}"];
        var before = await _market.Bodies(pages);

        Assert.True((await _market.Send(new EndMembership(atelier.Producer.Id, atelier.Actor, true, await Own(atelier), Some.Password))).Succeeded);

        Assert.All(before, body => Assert.Matches("Hmông|hmong", body));
        Assert.All(before, body => Assert.Contains("Nghe cua me", body, StringComparison.Ordinal));
        Assert.All(await _market.Bodies(pages), body => Assert.DoesNotMatch("Hmông|hmong|Nghe cua me", body));
        Assert.All(await _market.Bodies(pages), body => Assert.Equal(permits, System.Text.RegularExpressions.Regex.IsMatch(body, "Dao|\"dao\"")));
        Assert.False(await _market.Read(db => db.Consents.AnyAsync(consent => consent.PersonId == atelier.Person.Id && consent.WithdrawnAt == null, Ct)));
        Assert.Equal(permits ? (int?)dao.Id : null, await _market.Read(db => db.Producers.Where(shop => shop.Id == atelier.Producer.Id).Select(shop => shop.PublicEthnicGroupId).SingleAsync(Ct)));
    }

    [Fact]
    public async Task Two_representatives_who_remove_each_other_leave_one()
    {
        var atelier = await Atelier.In(_market);
        var other = new Person { Id = PersonId.New(), FullName = "Sùng A Páo", RecordedAt = _market.Clock.GetUtcNow() };
        var second = new Membership
        {
            Id = MembershipId.New(),
            PersonId = other.Id,
            ProducerId = atelier.Producer.Id,
            Role = MembershipRole.Representative,
            ShareBasisPoints = 0,
            From = new DateOnly(2026, 1, 1),
        };
        await _market.Given(other, second);
        var first = await Own(atelier);

        MembershipId[] asked = [first, second.Id, first, second.Id];
        var results = await Task.WhenAll(asked.Select(id => _market.Send(new EndMembership(atelier.Producer.Id, atelier.Actor, true, id, Some.Password))));

        Assert.Single(asked.Zip(results).Where(pair => pair.Second.Succeeded).Select(pair => pair.First).Distinct());
        Assert.Equal(1, await _market.Read(db => db.Memberships.CountAsync(row => row.Until == null, Ct)));
    }

    [Fact]
    public async Task A_member_who_does_not_represent_and_a_stranger_change_nothing()
    {
        var atelier = await Atelier.In(_market);
        var other = await Atelier.In(_market, "Nhà Khác", atelier.Stall);
        await _market.Send(atelier.Invitation);
        var invitation = await _market.Read(db => db.Invitations.Select(row => row.Id).SingleAsync(Ct));
        var membership = await Own(atelier);
        var member = await _market.As(await _market.GivenUser(Some.User(person: await atelier.Joined()), Roles.ProducerMember));
        var stranger = await _market.As(other.Maker);

        foreach (var path in (string[])["", $"/{membership.Value}/end", $"/invitations/{invitation.Value}/withdrawal"])
        {
            using var refused = await member.Post($"{atelier.Root}/members{path}", ("FullName", "Ai đó"), ("Login", "ai@example.vn"), ("Role", "Member"));
            using var foreign = await stranger.Post($"{atelier.Root}/members{path}", ("FullName", "Ai đó"), ("Login", "ai@example.vn"), ("Role", "Member"));
            Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.NotFound), (refused.StatusCode, foreign.StatusCode));
        }

        using var guessed = await stranger.Post($"{other.Root}/members/{membership.Value}/end");
        using var guessedInvitation = await stranger.Post($"{other.Root}/members/invitations/{invitation.Value}/withdrawal");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (guessed.StatusCode, guessedInvitation.StatusCode));
        Assert.Empty((await member.Open($"{atelier.Root}/members")).QuerySelectorAll("main form"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("khong phai mat khau")]
    public async Task A_session_without_the_password_neither_brings_a_representative_in_nor_sends_one_away(string? password)
    {
        var atelier = await Atelier.In(_market);
        var second = await Represents(atelier, "anh@example.vn");
        var browser = await _market.As(atelier.Maker);

        using var invited = await browser.Post($"{atelier.Root}/members", [("FullName", "Kẻ Gian"), ("Login", "gian@example.vn"), ("Role", "Representative"), .. Typed()]);
        using var ended = await browser.Post($"{atelier.Root}/members/{second.Value}/end", [.. Typed()]);
        var (first, other) = (await invited.Page(), await ended.Page());

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (invited.StatusCode, ended.StatusCode));
        Assert.Equal(("Kẻ Gian", ""), (first.QuerySelector("input[name=FullName]")!.GetAttribute("value"), first.QuerySelector("#Password[aria-invalid=true]")!.GetAttribute("value")));
        Assert.Equal($"#password-{second.Value}", other.QuerySelector(".errors a")!.GetAttribute("href"));
        Assert.NotNull(other.QuerySelector($"#password-{second.Value}[aria-invalid=true]"));
        Assert.Equal((0, 0), await _market.Read(async db => (await db.Invitations.CountAsync(Ct), await db.OutboxMessages.CountAsync(Ct))));
        Assert.Null(await _market.Read(db => db.Memberships.Where(row => row.Id == second).Select(row => row.Until).SingleAsync(Ct)));

        IEnumerable<(string, string)> Typed() => password is null ? [] : [("Password", password)];
    }

    [Fact]
    public async Task Guesses_stay_counted_though_the_command_is_refused()
    {
        var atelier = await Atelier.In(_market);
        var second = await Represents(atelier, "anh@example.vn");
        for (var guess = 0; guess < Guesses.BeforeRest; guess++)
        {
            await _market.Send(new EndMembership(atelier.Producer.Id, atelier.Actor, true, second, "sai"));
        }

        var right = await _market.Send(new EndMembership(atelier.Producer.Id, atelier.Actor, true, second, Some.Password));

        Assert.Equal(("accounts.rests", "Password"), (Assert.Single(right.Refusals).Code, right.Refusals[0].Field));
    }

    [Fact]
    public async Task Whoever_represents_the_shop_hears_who_is_invited_who_joins_and_who_is_sent_away_and_so_does_the_last()
    {
        var atelier = await Atelier.In(_market);
        await _market.Change(atelier.Producer.Id, producer => producer.Email = "nha.sung@example.vn");
        var second = await Represents(atelier, "anh@example.vn");
        var invited = await _market.GivenUser(Some.User("moi@example.vn"), Roles.Buyer);
        string[] shop = ["anh@example.vn", "nha.sung@example.vn", atelier.Maker.UserName!];

        Assert.Empty((await _market.Send(atelier.Invitation with { Login = "moi@example.vn", Role = MembershipRole.Representative, Password = Some.Password })).Refusals);
        var invitation = await _market.Read(db => db.Invitations.Select(row => row.Id).SingleAsync(Ct));
        Assert.Empty((await _market.Send(new JoinShop(invitation, invited.UserId, true))).Refusals);
        Assert.Empty((await _market.Send(new EndMembership(atelier.Producer.Id, atelier.Actor, true, second, Some.Password))).Refusals);

        Assert.Equal(shop.Order(StringComparer.Ordinal), await Told("represent-invited:"));
        Assert.Equal(shop.Order(StringComparer.Ordinal), await Told("represent-joined:"));
        Assert.Equal(shop.Append("moi@example.vn").Order(StringComparer.Ordinal), await Told("represent-ended:"));
    }

    private async Task<List<string>> Told(string about) =>
    [
        .. (await _market.Read(db => db.OutboxMessages.Where(message => message.IdempotencyKey.StartsWith(about)).Select(message => message.Payload).ToListAsync(Ct)))
            .Select(payload => System.Text.Json.JsonSerializer.Deserialize<Marketplace.Domain.Messaging.PersonalMessage>(payload)!.To).Order(StringComparer.Ordinal),
    ];

    private async Task<MembershipId> Represents(Atelier atelier, string login)
    {
        var person = new Person { Id = PersonId.New(), FullName = "Sùng Văn Anh", RecordedAt = _market.Clock.GetUtcNow() };
        var membership = new Membership
        {
            Id = MembershipId.New(),
            PersonId = person.Id,
            ProducerId = atelier.Producer.Id,
            Role = MembershipRole.Representative,
            ShareBasisPoints = 0,
            From = new DateOnly(2026, 1, 1),
        };
        await _market.Given(person, membership);
        await _market.GivenUser(Some.User(login, person: person.Id), Roles.ProducerMember);
        return membership.Id;
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<MembershipId> Own(Atelier atelier) => _market.Read(db => db.Memberships
        .Where(row => row.PersonId == atelier.Person.Id).Select(row => row.Id).SingleAsync(Ct));

    private static Marketplace.Domain.Heritage.EthnicGroup Group(string slug, string name, string code) =>
        new() { Slug = slug, NameVi = name, NameEn = name, Code1979 = code, Code2008 = code };
}
