using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Marketplace.Domain.Messaging;
using Marketplace.Features.Accounts.ChangePassword;
using Marketplace.Features.Accounts.ChoosePassword;
using Marketplace.Features.Accounts.Forgotten;
using Marketplace.Features.Accounts.SignIn;
using Marketplace.Features.Accounts.SignUp;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Accounts;

public sealed partial class PasswordLinkTests : IDisposable
{
    private const string Chosen = "bon mua hoa no";
    private readonly TestMarketplace _market = new();

    [Theory]
    [InlineData("mai@example.vn", "mai@example.vn")]
    [InlineData("0912345678", "+84912345678")]
    public async Task An_account_opens_with_the_link_sent_to_its_address(string typed, string address)
    {
        var answer = await _market.Send(new SignUp("Mai", typed, "en"));
        var message = Assert.Single(await Messages());
        var chosen = await _market.Send(Follow(message, Chosen));

        Assert.True(answer.Succeeded);
        Assert.Equal(address, message.To);
        Assert.Equal(chosen.Value!.User, (await _market.Send(new SignIn(typed, Chosen, "192.0.2.1"))).Value!.User);
    }

    [Fact]
    public async Task Nobody_prepares_an_account_for_someone_elses_address()
    {
        await _market.Send(new SignUp("Not Mai", "mai@example.vn", "vi"));
        await Messages();

        Assert.Null(await _market.Read(db => db.Users.Select(user => user.PasswordHash).SingleAsync()));
        Assert.Null((await _market.Send(new SignIn("mai@example.vn", "", "192.0.2.1"))).Value!.User);
    }

    [Fact]
    public async Task Known_and_unknown_addresses_get_the_same_answer()
    {
        await _market.GivenUser(Some.User("known@example.vn"));

        Assert.Equal(await _market.Send(new SignUp("A", "unknown@example.vn", "vi")), await _market.Send(new SignUp("A", "known@example.vn", "vi")));
        Assert.Equal(await _market.Send(new AskForLink("nobody@example.vn")), await _market.Send(new AskForLink("known@example.vn")));
    }

    [Fact]
    public async Task Asking_for_a_link_does_the_same_work_whether_or_not_there_is_an_account()
    {
        await _market.GivenUser(Some.User("known@example.vn"));
        await _market.Send(new AskForLink("nobody@example.vn"));
        await _market.Send(new AskForLink("known@example.vn"));

        Assert.Equal(["accounts.link", "accounts.link"], await _market.Read(db => db.OutboxMessages.Select(message => message.Kind).ToListAsync()));
        Assert.Equal("known@example.vn", Assert.Single(await Messages()).To);
    }

    [Fact]
    public async Task Asking_for_an_account_does_the_same_work_whether_or_not_there_is_one()
    {
        await _market.GivenUser(Some.User("known@example.vn"));
        await _market.Send(new SignUp("Mai", "nobody@example.vn", "vi"));
        await _market.Send(new SignUp("Mai", "known@example.vn", "vi"));

        Assert.Equal(["accounts.open", "accounts.open"], await _market.Read(db => db.OutboxMessages.Select(message => message.Kind).ToListAsync()));
        Assert.Equal(1, await _market.Read(db => db.Users.CountAsync()));
        Assert.Equal(["known@example.vn", "nobody@example.vn"], (await Messages()).Select(message => message.To).Order());
        Assert.Equal(2, await _market.Read(db => db.Users.CountAsync()));
    }

    [Fact]
    public async Task Signing_up_again_changes_nothing_of_the_account()
    {
        var user = await _market.GivenUser(Some.User("known@example.vn", name: "Mai"));

        await _market.Send(new SignUp("Someone else", "known@example.vn", "fr"));
        await Messages();

        var after = await _market.Read(db => db.Users.SingleAsync());
        Assert.Equal((user.DisplayName, user.PasswordHash, "vi"), (after.DisplayName, after.PasswordHash, after.Language));
    }

    [Fact]
    public async Task A_link_works_once_and_ends_other_sessions()
    {
        var user = await _market.GivenUser(Some.User("mai@example.vn"));
        await _market.Send(new AskForLink("mai@example.vn"));
        var message = Assert.Single(await Messages());

        Assert.True((await _market.Send(Follow(message, Chosen))).Succeeded);
        Assert.Equal(["accounts.link-old"], (await _market.Send(Follow(message, "another long one"))).Refusals.Select(refusal => refusal.Code));
        Assert.NotEqual(user.SecurityStamp, await _market.Read(db => db.Users.Select(row => row.SecurityStamp).SingleAsync()));
    }

    [Fact]
    public async Task A_link_opens_an_account_at_once_that_many_networks_guess_at()
    {
        var user = await _market.GivenUser(Some.User("mai@example.vn"));
        for (var guess = 0; guess < 60; guess++)
        {
            await _market.Send(new SignIn("mai@example.vn", "guess", $"203.0.113.{guess / 5}"));
        }

        Assert.Null((await _market.Send(new SignIn("mai@example.vn", Some.Password, "192.0.2.1"))).Value!.User);
        await _market.Send(new AskForLink("mai@example.vn"));
        Assert.True((await _market.Send(Follow(Assert.Single(await Messages()), Chosen))).Succeeded);

        Assert.Equal(user.UserId, (await _market.Send(new SignIn("mai@example.vn", Chosen, "192.0.2.1"))).Value!.User);
    }

    [Fact]
    public async Task Another_users_link_opens_nothing()
    {
        await _market.GivenUser(Some.User("mai@example.vn"));
        var other = await _market.GivenUser(Some.User("other@example.vn"));
        await _market.Send(new AskForLink("mai@example.vn"));

        var result = await _market.Send(Follow(Assert.Single(await Messages()), Chosen) with { Id = other.Id });

        Assert.Equal(["accounts.link-old"], result.Refusals.Select(refusal => refusal.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64 !!")]
    [InlineData("AAAA")]
    [InlineData("\u0000")]
    public async Task A_made_up_link_opens_nothing(string token)
    {
        var user = await _market.GivenUser(Some.User());

        Assert.False((await _market.Send(new ChoosePassword(user.Id, token, Chosen))).Succeeded);
        Assert.False((await _market.Send(new ChoosePassword(Guid.Empty, token, Chosen))).Succeeded);
    }

    [Fact]
    public async Task A_stranger_cannot_flood_an_inbox()
    {
        await _market.GivenUser(Some.User("mai@example.vn"));
        for (var time = 0; time < 10; time++)
        {
            await _market.Send(new AskForLink("mai@example.vn"));
        }

        Assert.Single(await Messages());
        _market.Clock.Advance(TimeSpan.FromMinutes(2));
        await _market.Send(new AskForLink("mai@example.vn"));

        Assert.Equal(2, (await Messages()).Count);
    }

    /// <summary>Two minutes between two messages are hundreds a day.</summary>
    [Fact]
    public async Task Ten_links_a_day_are_the_most_for_one_address_and_who_asks_is_told_no_difference()
    {
        await _market.GivenUser(Some.User("mai@example.vn"));
        for (var time = 0; time < 15; time++)
        {
            Assert.True((await _market.Send(new AskForLink("mai@example.vn"))).Succeeded);
            Assert.Equal(Math.Min(time + 1, AccountLinks.MostADay), (await Messages()).Count);
            _market.Clock.Advance(TimeSpan.FromMinutes(3));
        }

        _market.Clock.Advance(TimeSpan.FromDays(1));
        await _market.Send(new AskForLink("mai@example.vn"));

        Assert.Equal(AccountLinks.MostADay + 1, (await Messages()).Count);
    }

    [Fact]
    public async Task A_password_chosen_anew_is_told_to_its_owner_in_their_language_and_written_down()
    {
        var user = Some.User("mai@example.fr");
        user.Language = "fr";
        await _market.GivenUser(user);
        await _market.Send(new AskForLink("mai@example.fr"));
        var link = Assert.Single(await Messages());
        _market.Clock.Advance(TimeSpan.FromMinutes(1));

        await _market.Send(Follow(link, Chosen));

        var told = (await Messages())[^1];
        Assert.Equal("mai@example.fr", told.To);
        Assert.StartsWith("Votre mot de passe", told.Subject, StringComparison.Ordinal);
        Assert.Contains("/fr/account/forgotten", told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Chosen, told.Text, StringComparison.Ordinal);
        Assert.Equal(["by link"], await _market.Read(db => db.AuditEvents.Where(entry => entry.Action == "account.password").Select(entry => entry.Detail).ToListAsync()));
    }

    [Fact]
    public async Task A_changed_password_is_told_and_a_first_one_only_written_down()
    {
        await _market.Send(new SignUp("Mai", "mai@example.vn", "vi"));
        var chosen = await _market.Send(Follow(Assert.Single(await Messages()), Chosen));
        Assert.Single(await Messages());

        Assert.True((await _market.Send(new ChangePassword(chosen.Value!.User, Chosen, "con duong qua deo"))).Succeeded);

        var told = Assert.Single(await Messages(), message => message.Subject.StartsWith("Mật khẩu", StringComparison.Ordinal));
        Assert.Contains("vừa được đổi", told.Text, StringComparison.Ordinal);
        Assert.Equal(["first", "changed"], await _market.Read(db => db.AuditEvents.Where(entry => entry.Action == "account.password").OrderBy(entry => entry.Id).Select(entry => entry.Detail).ToListAsync()));
    }

    [Theory]
    [InlineData("short", "accounts.password-too-short")]
    [InlineData("matkhau2026!", "accounts.password-known")]
    [InlineData("maichauchi99", "accounts.password-is-yours")]
    public async Task A_weak_password_is_refused_and_the_link_still_works(string password, string code)
    {
        await _market.Send(new SignUp("Mai", "maichauchi@example.vn", "vi"));
        var message = Assert.Single(await Messages());

        Assert.Equal([code], (await _market.Send(Follow(message, password))).Refusals.Select(refusal => refusal.Code));
        Assert.True((await _market.Send(Follow(message, Chosen))).Succeeded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("mai")]
    [InlineData("mai@")]
    [InlineData("@example.vn")]
    [InlineData("mai@localhost")]
    [InlineData("mai@example.vn, tom@example.vn")]
    [InlineData("mai@exam ple.vn")]
    [InlineData("Mai <mai@example.vn>")]
    [InlineData("mаi@example.vn")]
    [InlineData("mai@example.vn\r\nBcc: all@example.vn")]
    [InlineData("<script>alert(1)</script>@example.vn")]
    [InlineData("12345")]
    [InlineData("0912345678 ext. 5")]
    [InlineData("-1")]
    [InlineData("99999999999999999999999999")]
    public async Task What_is_neither_address_nor_number_is_refused(string login)
    {
        Assert.Equal(["accounts.login-invalid"], (await _market.Send(new SignUp("Mai", login, "vi"))).Refusals.Select(refusal => refusal.Code));
        Assert.Equal(["accounts.login-invalid"], (await _market.Send(new AskForLink(login))).Refusals.Select(refusal => refusal.Code));
    }

    [Theory]
    [InlineData("", "a[href^='/account/sign-up']")]
    [InlineData("/en", "a[href^='/en/account/sign-up']")]
    [InlineData("", "a[href^='/account/forgotten']")]
    public async Task The_errand_of_who_was_asked_to_sign_in_goes_on_behind_the_link_in_the_letter(string language, string way)
    {
        await _market.GivenUser(Some.User("mai@example.vn"));
        using var guest = _market.AsGuest();

        using var asked = await guest.Get(language + "/sell/apply");
        var signIn = await guest.Open((asked.Headers.Location is { IsAbsoluteUri: true } whole ? whole.PathAndQuery : asked.Headers.Location!.ToString()));
        var page = await guest.Open(signIn.QuerySelector("main " + way)!.GetAttribute("href")!);
        var errand = page.QuerySelector("[name=ReturnUrl]")!.GetAttribute("value")!;
        using var sent = await guest.Post(page.QuerySelector("main form")!.GetAttribute("action")!, ("Name", "Mai"), ("Login", "mai@example.vn"), ("ReturnUrl", errand));
        var told = await guest.Open(sent.Headers.Location!.ToString());
        var letter = Assert.Single(await Messages());
        var link = new Uri(Address().Match(letter.Text).Value);
        var choosing = await guest.Open(link.PathAndQuery);
        using var chosen = await guest.Post(
            link.AbsolutePath, [("Password", Chosen), .. ((string[])["Id", "Token", "ReturnUrl"]).Select(name => (name, choosing.QuerySelector($"[name={name}]")!.GetAttribute("value")!))]);

        Assert.Equal(language + "/sell/apply", errand);
        Assert.Contains("returnUrl=", told.QuerySelector("main a[href*='sign-in']")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Redirect, language + "/sell/apply"), (chosen.StatusCode, chosen.Headers.Location?.ToString()));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:evil.example")]
    [InlineData("evil.example")]
    [InlineData("")]
    public async Task Only_a_page_of_ours_is_gone_on_to(string elsewhere)
    {
        using var guest = _market.AsGuest();

        using var asked = await guest.Post("/account/sign-up", ("Name", "Mai"), ("Login", "mai@example.vn"), ("ReturnUrl", elsewhere));
        var letter = Assert.Single(await Messages());
        var link = Link().Match(letter.Text);
        using var chosen = await guest.Post(
            "/account/password/new", ("Id", link.Groups[1].Value), ("Token", link.Groups[2].Value), ("Password", Chosen), ("ReturnUrl", elsewhere));

        Assert.Equal("/account/message-sent", asked.Headers.Location?.ToString());
        Assert.DoesNotContain("returnUrl", letter.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Redirect, "/account"), (chosen.StatusCode, chosen.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task A_link_asked_for_before_the_update_is_still_sent()
    {
        await _market.GivenUser(Some.User("mai@example.vn"));
        await _market.Given(new OutboxMessage
        {
            Id = Guid.CreateVersion7(),
            Kind = "accounts.link",
            Payload = "\"mai@example.vn\"",
            IdempotencyKey = "accounts.link:before",
            CreatedAt = _market.Clock.GetUtcNow(),
            DueAt = _market.Clock.GetUtcNow(),
        });

        Assert.Equal("mai@example.vn", Assert.Single(await Messages()).To);
    }

    public void Dispose() => _market.Dispose();

    private static ChoosePassword Follow(PersonalMessage message, string password)
    {
        var link = Link().Match(message.Text);
        return new ChoosePassword(Guid.Parse(link.Groups[1].Value), link.Groups[2].Value, password);
    }

    private async Task<List<PersonalMessage>> Messages()
    {
        await _market.Services.GetRequiredService<JobRunner>().RunMessages(TestContext.Current.CancellationToken);
        return [.. (await _market.Read(db => db.OutboxMessages.Where(message => message.Kind == Outbox.Message).Select(message => message.Payload).ToListAsync()))
            .Select(payload => JsonSerializer.Deserialize<PersonalMessage>(payload)!)];
    }

    [GeneratedRegex(@"/account/password/new\?id=(\w+)&token=([\w-]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"https?://\S+/account/password/new\S+")]
    private static partial Regex Address();
}
