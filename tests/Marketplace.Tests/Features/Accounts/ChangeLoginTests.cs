using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.People;
using Marketplace.Features.Accounts.ChangeLogin;
using Marketplace.Features.Accounts.SignIn;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Accounts;

public sealed partial class ChangeLoginTests : IDisposable
{
    private const string Before = "mai@example.vn";
    private const string After = "mai.moi@example.vn";
    private readonly TestMarketplace _market = new();

    [Theory]
    [InlineData("Mai.Moi@example.vn", "mai.moi@example.vn", "mai.moi@example.vn", null)]
    [InlineData("0987 654 321", "+84987654321", null, "+84987654321")]
    public async Task The_new_address_counts_once_its_link_is_followed_and_the_old_one_is_told(string typed, string login, string? email, string? phone)
    {
        var user = await _market.GivenUser(Some.User(Before));
        using var browser = await _market.As(user);
        using var elsewhere = await _market.As(user);

        using var asked = await browser.Post("/account/login", ("Login", typed), ("Password", Some.Password));
        var letter = Assert.Single(await Letters());
        var opened = await browser.Open(Link().Match(letter.Text).Value);
        var still = await _market.Read(db => db.Users.Select(row => row.UserName).SingleAsync());
        using var taken = await browser.Post("/account/login/confirmation", ("Token", opened.QuerySelector("[name=Token]")!.GetAttribute("value")!));

        var after = await _market.Read(db => db.Users.AsNoTracking().SingleAsync());
        Assert.Equal("/account/login/sent", asked.Headers.Location?.ToString());
        Assert.Equal((login, Before), (letter.To, still));
        Assert.Contains(Login.Parse(login)!.Value.ForPeople, opened.QuerySelector("main p")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Redirect, "/account/login/changed"), (taken.StatusCode, taken.Headers.Location?.ToString()));
        Assert.Equal((login, email, phone), (after.UserName, after.Email, after.PhoneNumber));
        Assert.Equal((email is not null, phone is not null), (after.EmailConfirmed, after.PhoneNumberConfirmed));
        Assert.Equal(user.UserId, (await _market.Send(new SignIn(typed, Some.Password, "192.0.2.1"))).Value!.User);
        Assert.Null((await _market.Send(new SignIn(Before, Some.Password, "192.0.2.1"))).Value!.User);
        Assert.Contains((await Letters()), told => told.To == Before && told.Subject.Contains("đã đổi", StringComparison.Ordinal) && !told.Text.Contains(login, StringComparison.Ordinal));
        Assert.Equal(["account.login"], await _market.Read(db => db.AuditEvents.Select(entry => entry.Action).ToListAsync()));

        // This browser goes on; the others have to sign in again once their cookie is looked at.
        _market.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.Get("/account")).StatusCode);
    }

    [Fact]
    public async Task The_link_names_nobody()
    {
        var user = await _market.GivenUser(Some.User(Before));
        await _market.Send(new AskForLogin(user.UserId, After, Some.Password));
        var link = Link().Match(Assert.Single(await Letters()).Text).Value;

        Assert.DoesNotContain("mai", link, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(user.Id.ToString("N"), link, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_the_password_no_message_goes_out_and_what_was_typed_is_kept()
    {
        using var browser = await _market.As(await _market.GivenUser(Some.User(Before)));

        using var answer = await browser.Post("/en/account/login", ("Login", After), ("Password", "a wrong one"));
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("The current password is not right.", page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{After}\"", page, StringComparison.Ordinal);
        Assert.Empty(await Letters());
        Assert.Equal(1, await _market.Read(db => db.WrongGuesses.CountAsync()));
    }

    /// <summary>Whoever asks must not learn who has an account; whoever has one must.</summary>
    [Fact]
    public async Task An_address_that_has_an_account_is_answered_alike_told_of_it_and_not_taken()
    {
        var user = await _market.GivenUser(Some.User(Before));
        var other = await _market.GivenUser(Some.User(After));

        var answer = await _market.Send(new AskForLogin(user.UserId, After, Some.Password));
        var letter = Assert.Single(await Letters());

        Assert.True(answer.Succeeded);
        Assert.Equal(After, letter.To);
        Assert.DoesNotContain("/account/login/confirmation", letter.Text, StringComparison.Ordinal);
        Assert.Equal([other.Id], await _market.Read(db => db.Users.Where(row => row.UserName == After).Select(row => row.Id).ToListAsync()));
    }

    [Fact]
    public async Task An_address_that_got_an_account_meanwhile_is_not_taken_from_it()
    {
        var user = await _market.GivenUser(Some.User(Before));
        var token = await Token(user);
        await _market.GivenUser(Some.User(After));

        Assert.Equal(["accounts.login-has-account"], (await _market.Send(new TakeLogin(user.UserId, token))).Refusals.Select(refusal => refusal.Code));
    }

    [Fact]
    public async Task A_link_works_for_two_hours_and_not_after_the_password_changed()
    {
        var user = await _market.GivenUser(Some.User(Before));
        var late = await Token(user);
        _market.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(["accounts.login-link-of-no-use"], (await _market.Send(new TakeLogin(user.UserId, late))).Refusals.Select(refusal => refusal.Code));

        var overtaken = await Token(user);
        await _market.Read(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(row => row.SecurityStamp, "another")));
        Assert.Equal(["accounts.login-link-of-no-use"], (await _market.Send(new TakeLogin(user.UserId, overtaken))).Refusals.Select(refusal => refusal.Code));
    }

    [Fact]
    public async Task The_button_pressed_twice_is_no_error_and_tells_nobody_twice()
    {
        var user = await _market.GivenUser(Some.User(Before));
        var token = await Token(user);

        Assert.True((await _market.Send(new TakeLogin(user.UserId, token))).Value!.IsNew);
        Assert.False((await _market.Send(new TakeLogin(user.UserId, token))).Value!.IsNew);
        Assert.Single(await Letters());
    }

    /// <summary>A mistyped address is somebody else's, and its owner gets the link.</summary>
    [Fact]
    public async Task Who_only_holds_the_link_gets_nothing_and_the_way_leads_over_the_owners_sign_in()
    {
        var user = await _market.GivenUser(Some.User(Before));
        using var stranger = await _market.As(await _market.GivenUser(Some.User("la@example.vn")));
        using var guest = _market.AsGuest();
        var link = "/account/login/confirmation?token=" + await Token(user);

        using var asStranger = await stranger.Post("/account/login/confirmation", ("Token", link.Split('=')[1]));
        using var seen = await stranger.Get(link);
        using var asGuest = await guest.Get(link);
        var way = new Uri(new Uri("http://localhost"), asGuest.Headers.Location!).PathAndQuery;
        using var signedIn = await guest.Post(way.Split('?')[0], ("Login", Before), ("Password", Some.Password), ("ReturnUrl", Uri.UnescapeDataString(way.Split("returnUrl=")[1])));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (asStranger.StatusCode, seen.StatusCode));
        Assert.DoesNotContain(After, await seen.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.StartsWith("/account/sign-in", way, StringComparison.Ordinal);
        Assert.Equal(link, signedIn.Headers.Location?.ToString());
        Assert.Equal(Before, await _market.Read(db => db.Users.Where(row => row.Id == user.Id).Select(row => row.UserName).SingleAsync()));
    }

    [Fact]
    public async Task What_was_asked_for_at_the_address_before_moves_along()
    {
        var user = await _market.GivenUser(Some.User(Before));
        var booth = await Some.SavedBooth(_market);
        var (both, one) = (await Some.SavedProduct(_market, booth), await Some.SavedProduct(_market, booth));
        await _market.Given(Alert(both.Id, Before), Alert(both.Id, After), Alert(one.Id, Before), new Invitation
        {
            Id = InvitationId.New(),
            ProducerId = booth.Producer.Id,
            FullName = "Mai",
            Login = Before,
            Role = MembershipRole.Member,
            ShareBasisPoints = 0,
            InvitedBy = UserId.New(),
            InvitedAt = _market.Clock.GetUtcNow(),
        });

        Assert.True((await _market.Send(new TakeLogin(user.UserId, await Token(user)))).Succeeded);

        Assert.Equal([After, After], await _market.Read(db => db.StockAlerts.Select(alert => alert.Contact).ToListAsync()));
        Assert.Equal([After], await _market.Read(db => db.Invitations.Select(invitation => invitation.Login).ToListAsync()));

        StockAlert Alert(ProductId product, string contact) => new()
        {
            Id = StockAlertId.New(),
            ProductId = product,
            Contact = contact,
            Language = "vi",
            TextVersion = StockAlert.CurrentText,
            AskedAt = _market.Clock.GetUtcNow(),
        };
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("CfDJ8not-ours")]
    public async Task A_made_up_link_changes_nothing(string token)
    {
        using var browser = await _market.As(await _market.GivenUser(Some.User(Before)));

        using var opened = await browser.Get("/account/login/confirmation?token=" + token);
        using var answer = await browser.Post("/account/login/confirmation", ("Token", token));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (opened.StatusCode, answer.StatusCode));
        Assert.Equal(Before, await _market.Read(db => db.Users.Select(row => row.UserName).SingleAsync()));
    }

    [Fact]
    public async Task Nobodys_inbox_is_flooded_by_who_is_signed_in()
    {
        var user = await _market.GivenUser(Some.User(Before));
        for (var time = 0; time < 5; time++)
        {
            var answer = await _market.Send(new AskForLogin(user.UserId, $"other{time}@example.vn", Some.Password));
            Assert.Equal(time == 0 ? [] : ["accounts.login-asked-often"], answer.Refusals.Select(refusal => refusal.Code));
        }

        Assert.Single(await Letters());
    }

    [Fact]
    public async Task A_shared_account_of_the_demonstration_keeps_its_address()
    {
        var user = await _market.GivenUser(Some.User(DemoAccounts.Buyer.Login));

        Assert.Equal(["accounts.demonstration"], (await _market.Send(new AskForLogin(user.UserId, After, Some.Password))).Refusals.Select(refusal => refusal.Code));
    }

    [Fact]
    public async Task The_same_address_again_is_pointed_out()
    {
        var user = await _market.GivenUser(Some.User(Before));

        Assert.Equal(["accounts.login-same"], (await _market.Send(new AskForLogin(user.UserId, "MAI@example.vn ", Some.Password))).Refusals.Select(refusal => refusal.Code));
    }

    public void Dispose() => _market.Dispose();

    private async Task<string> Token(User user)
    {
        await using var scope = _market.Services.CreateAsyncScope();
        return scope.ServiceProvider.GetRequiredService<LoginLinks>().Seal(user, Login.Parse(After)!.Value);
    }

    private async Task<List<PersonalMessage>> Letters()
    {
        await _market.Services.GetRequiredService<JobRunner>().RunMessages(TestContext.Current.CancellationToken);
        return [.. (await _market.Read(db => db.OutboxMessages.Where(message => message.Kind == Outbox.Message).Select(message => message.Payload).ToListAsync()))
            .Select(payload => JsonSerializer.Deserialize<PersonalMessage>(payload)!)];
    }

    [GeneratedRegex(@"/account/login/confirmation\?token=\S+")]
    private static partial Regex Link();
}
