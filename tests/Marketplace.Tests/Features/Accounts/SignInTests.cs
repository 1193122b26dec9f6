using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Features.Accounts.SignIn;
using Marketplace.Features.Accounts.SignOut;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Support;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Accounts;

public sealed class SignInTests : IDisposable
{
    private readonly TestMarketplace _market = new WithWitness();

    private const string Here = "192.0.2.1";

    private static readonly List<UserSignedIn> Seen = [];

    [Fact]
    public async Task The_password_opens_the_account_by_either_address()
    {
        var byMail = await _market.GivenUser(Some.User("mai@example.vn"));
        var byPhone = await _market.GivenUser(Some.User("+84912345678"));

        Assert.Equal(byMail.UserId, await SignIn("  MAI@Example.vn "));
        Assert.Equal(byPhone.UserId, await SignIn("0912 345 678"));
        Assert.Equal(byPhone.UserId, await SignIn("+84 912-345-678"));
    }

    [Fact]
    public async Task Wrong_and_unknown_get_the_same_answer()
    {
        await _market.GivenUser(Some.User("mai@example.vn"));

        var wrong = await _market.Send(new SignIn("mai@example.vn", "something else", Here));
        var unknown = await _market.Send(new SignIn("nobody@example.vn", Some.Password, Here));

        Assert.Equal(unknown, wrong);
        Assert.Null(wrong.Value!.User);
    }

    [Fact]
    public async Task Five_wrong_guesses_rest_the_account_for_a_quarter_of_an_hour()
    {
        var user = await _market.GivenUser(Some.User("mai@example.vn"));
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Null(await SignIn("mai@example.vn", "guess " + guess));
        }

        Assert.Null(await SignIn("mai@example.vn"));
        _market.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Null(await SignIn("mai@example.vn"));
        _market.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(user.UserId, await SignIn("mai@example.vn"));
    }

    /// <summary>An answer of its own, for a lost race, would tell that there is an account.</summary>
    [Fact]
    public async Task Guesses_sent_side_by_side_get_the_same_answer_and_are_all_counted()
    {
        var user = await _market.GivenUser(Some.User("mai@example.vn"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(guess => Task.Run(() => _market.Send(new SignIn("mai@example.vn", "guess " + guess, Here)))));

        Assert.All(answers, answer => Assert.Equal((true, null), (answer.Succeeded, answer.Value!.User)));
        Assert.Equal(4, await _market.Read(db => db.WrongGuesses.CountAsync()));
        Assert.Null(await SignIn("mai@example.vn", "the fifth"));
        Assert.Null(await SignIn("mai@example.vn"));
        Assert.Equal(user.ConcurrencyStamp, await _market.Read(db => db.Users.Select(row => row.ConcurrencyStamp).SingleAsync()));
    }

    [Fact]
    public async Task The_right_password_forgets_earlier_wrong_ones()
    {
        var user = await _market.GivenUser(Some.User("mai@example.vn"));
        for (var round = 0; round < 3; round++)
        {
            await SignIn("mai@example.vn", "a wrong one");
            await SignIn("mai@example.vn", "a wrong one");
            Assert.Equal(user.UserId, await SignIn("mai@example.vn"));
        }

        Assert.Equal(0, await _market.Read(db => db.WrongGuesses.CountAsync()));
    }

    [Fact]
    public async Task A_stranger_locks_out_himself_and_the_owner_signs_in_from_another_network()
    {
        var user = await _market.GivenUser(Some.User("mai@example.vn"), Roles.Administrator);
        await Wrong("mai@example.vn", "203.0.113.9");

        Assert.Null(await SignIn("mai@example.vn", network: "203.0.113.9"));
        Assert.Equal(user.UserId, await SignIn("mai@example.vn"));

        // What the owner got right forgets nothing of what the stranger got wrong.
        Assert.Null(await SignIn("mai@example.vn", network: "203.0.113.9"));
    }

    [Fact]
    public async Task Many_networks_together_are_stopped_for_an_hour_and_a_browser_in_which_it_was_right_before_goes_on()
    {
        var user = await _market.GivenUser(Some.User("mai@example.vn"), Roles.Administrator);
        var other = await _market.GivenUser(Some.User("sua@example.vn"));
        await Besiege("mai@example.vn");

        Assert.Null(await SignIn("mai@example.vn"));
        Assert.Null(await SignIn("mai@example.vn", knownAs: other.UserId));
        Assert.Equal(user.UserId, await SignIn("mai@example.vn", knownAs: user.UserId));
        Assert.Equal(other.UserId, await SignIn("sua@example.vn"));
        _market.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Null(await SignIn("mai@example.vn"));
        _market.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(user.UserId, await SignIn("mai@example.vn"));
    }

    [Fact]
    public async Task One_guess_less_stops_nobody()
    {
        var user = await _market.GivenUser(Some.User("mai@example.vn"));
        await Besiege("mai@example.vn");
        await _market.Read(async db => await db.WrongGuesses.Where(guess => guess.Id == db.WrongGuesses.Max(last => last.Id)).ExecuteDeleteAsync());

        Assert.Equal(user.UserId, await SignIn("mai@example.vn"));
    }

    [Fact]
    public async Task Guesses_in_a_browser_it_is_known_in_are_counted_by_themselves()
    {
        var user = await _market.GivenUser(Some.User("mai@example.vn"));
        await Wrong("mai@example.vn", Here, user.UserId);

        Assert.Null(await SignIn("mai@example.vn", knownAs: user.UserId));
        Assert.Equal(user.UserId, await SignIn("mai@example.vn"));
        _market.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(user.UserId, await SignIn("mai@example.vn", knownAs: user.UserId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/en")]
    public async Task The_owner_comes_in_with_the_browser_used_before_while_strangers_are_stopped(string language)
    {
        await _market.GivenUser(Some.User("mai@example.vn"), Roles.Administrator);
        await _market.GivenUser(Some.User("sua@example.vn"));
        var (own, others) = (await SignedInBefore("mai@example.vn", language), await SignedInBefore("sua@example.vn"));
        await Besiege("mai@example.vn");
        using var owner = Browser(own);
        using var stranger = Browser(others);
        using var forger = Browser(own[..^4] + "AAAA");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Try(stranger, "mai@example.vn"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Try(forger, "mai@example.vn"));
        Assert.Equal(HttpStatusCode.Redirect, await Try(owner, "mai@example.vn"));
    }

    [Theory]
    [InlineData("", "/en/account")]
    [InlineData("/en", "/account")]
    [InlineData("/fr", "/en/account")]
    public async Task Who_signs_in_in_one_language_is_signed_in_in_every_one(string language, string elsewhere)
    {
        await _market.GivenUser(Some.User("mai@example.vn"));
        using var browser = _market.AsGuest();

        using var answer = await browser.Post(language + "/account/sign-in", ("Login", "mai@example.vn"), ("Password", Some.Password));
        using var page = await browser.Get(elsewhere);

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.OK), (answer.StatusCode, page.StatusCode));
    }

    /// <summary>Whoever changes the password because somebody else had it shuts out that browser as well.</summary>
    [Fact]
    public async Task A_browser_is_no_longer_known_when_the_sessions_were_ended()
    {
        var user = await _market.GivenUser(Some.User("mai@example.vn"));
        var known = await SignedInBefore("mai@example.vn");
        await _market.Send(new EndSessions(user.UserId));
        await Besiege("mai@example.vn");
        _market.Clock.Advance(TimeSpan.FromMinutes(2));
        using var browser = Browser(known);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Try(browser, "mai@example.vn"));
    }

    [Theory]
    [InlineData("", "Quên mật khẩu?")]
    [InlineData("/en", "Forgotten your password?")]
    [InlineData("/fr", "Mot de passe oublié")]
    public async Task Who_has_to_wait_is_told_how_long_and_how_to_come_in_at_once(string language, string said)
    {
        await _market.GivenUser(Some.User("mai@example.vn"));
        await Besiege("mai@example.vn");
        using var browser = Browser(known: null);

        using var answer = await browser.Post(language + "/account/sign-in", ("Login", "mai@example.vn"), ("Password", Some.Password));
        var page = await answer.Page();

        var message = page.QuerySelector(".errors")!.TextContent;
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.Contains("15", message, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"main a[href^='{language}/account/forgotten']"));
    }

    [Fact]
    public async Task No_address_of_a_network_is_kept_and_after_an_hour_nothing_is()
    {
        await _market.GivenUser(Some.User("mai@example.vn"));
        await SignIn("mai@example.vn", "a wrong one");
        await SignIn("nobody@example.vn", "a wrong one");

        Assert.All(await _market.Read(db => db.WrongGuesses.Select(guess => guess.Place).ToListAsync()), place => Assert.Matches("^[0-9A-F]{32}$", place));
        Assert.Equal(2, await _market.Read(db => db.WrongGuesses.Select(guess => guess.Place).Distinct().CountAsync()));
        _market.Clock.Advance(TimeSpan.FromHours(1));
        await SignIn("nobody@example.vn", "a wrong one");
        Assert.Equal(1, await _market.Read(db => db.WrongGuesses.CountAsync()));
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::9", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    public void A_network_is_one_IPv4_address_or_a_64_of_IPv6(string one, string other, bool isSame) =>
        Assert.Equal(isSame, RateLimits.Network(IPAddress.Parse(one)) == RateLimits.Network(IPAddress.Parse(other)));

    [Theory]
    [InlineData(Roles.Helper)]
    [InlineData(Roles.Moderator)]
    [InlineData(Roles.FinanceOfficer)]
    [InlineData(Roles.ProgrammeManager)]
    [InlineData(Roles.Administrator)]
    public async Task What_officials_sign_in_with_right_and_wrong_is_written_down(string role)
    {
        var official = await _market.GivenUser(Some.User("cham@example.vn"), Roles.Buyer, role);

        await SignIn("cham@example.vn", "a wrong one");
        await SignIn("cham@example.vn");
        for (var guess = 0; guess < 5; guess++)
        {
            await SignIn("cham@example.vn", "guess " + guess);
        }

        await SignIn("cham@example.vn");

        var written = await _market.Read(db => db.AuditEvents.OrderBy(entry => entry.Id).Select(entry => new { entry.Action, entry.Detail, entry.ActorId, entry.Subject }).ToListAsync());
        Assert.Equal(
            ["account.sign-in-failed wrong", "account.sign-in ", .. Enumerable.Repeat("account.sign-in-failed wrong", 5), "account.sign-in-failed rests"],
            written.Select(entry => $"{entry.Action} {entry.Detail}"));
        Assert.All(written, entry => Assert.Equal($"account:{official.Id:N}", entry.Subject));
        Assert.Equal((UserId?[])[null, official.UserId], written.Take(2).Select(entry => entry.ActorId));
    }

    [Fact]
    public async Task Buyers_and_makers_sign_in_without_a_trace()
    {
        await _market.GivenUser(Some.User("mai@example.vn"), Roles.Buyer, Roles.ProducerMember);

        await SignIn("mai@example.vn", "a wrong one");
        await SignIn("mai@example.vn");
        await SignIn("nobody@example.vn");

        Assert.Equal(0, await _market.Read(db => db.AuditEvents.CountAsync()));
    }

    [Fact]
    public async Task A_guests_cart_can_follow_because_the_sign_in_is_announced()
    {
        var user = await _market.GivenUser(Some.User());

        await SignIn(user.UserName!, "wrong");
        await SignIn(user.UserName!);

        Assert.Single(Seen, seen => seen.User == user.UserId);
    }

    [Theory]
    [InlineData("Mật khẩu có dấu")]
    public async Task A_password_composed_by_another_keyboard_is_the_same(string password)
    {
        var user = Some.User("mai@example.vn");
        user.PasswordHash = new Microsoft.AspNetCore.Identity.PasswordHasher<User>().HashPassword(user, password.Normalize(System.Text.NormalizationForm.FormC));
        await _market.GivenUser(user);

        Assert.Equal(user.UserId, await SignIn("mai@example.vn", password.Normalize(System.Text.NormalizationForm.FormD)));
    }

    public void Dispose() => _market.Dispose();

    private async Task<UserId?> SignIn(string login, string password = Some.Password, string network = Here, UserId? knownAs = null) =>
        (await _market.Send(new SignIn(login, password, network, knownAs))).Value!.User;

    /// <summary>Of ten networks, each guesses as often as it may.</summary>
    private async Task Besiege(string login)
    {
        for (var network = 0; network < 10; network++)
        {
            await Wrong(login, $"203.0.113.{network}");
        }
    }

    private async Task Wrong(string login, string network, UserId? knownAs = null)
    {
        for (var guess = 0; guess < Guesses.BeforeRest; guess++)
        {
            Assert.Null(await SignIn(login, "guess " + guess, network, knownAs));
        }
    }

    /// <summary>A browser with nothing but what an earlier sign-in in it left behind.</summary>
    private HttpClient Browser(string? known)
    {
        var cookies = new CookieContainer();
        if (known is not null)
        {
            cookies.Add(_market.ClientOptions.BaseAddress, new Cookie(SessionCookie.KnownName, known));
        }

        return _market.AsGuest(cookies);
    }

    /// <returns>The cookie that a sign-in here leaves.</returns>
    private async Task<string> SignedInBefore(string login, string language = "")
    {
        using var browser = Browser(known: null);
        using var answer = await browser.Post(language + "/account/sign-in", ("Login", login), ("Password", Some.Password));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var everywhere = answer.Headers.GetValues("Set-Cookie").Where(cookie => cookie.StartsWith(SessionCookie.KnownName + "=", StringComparison.Ordinal)).ToList();
        Assert.All(everywhere, cookie => Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase));

        // With the pages that ask for it and no others: it would weigh with every photo.
        Assert.Equal(
            ["path=/account/sign-in", "path=/en/account/sign-in", "path=/fr/account/sign-in"],
            everywhere.Select(cookie => cookie.Split("; ").Single(part => part.StartsWith("path=", StringComparison.OrdinalIgnoreCase)).ToLowerInvariant()));
        var set = everywhere[0];
        return set[(SessionCookie.KnownName.Length + 1)..set.IndexOf(';', StringComparison.Ordinal)];
    }

    private static async Task<HttpStatusCode> Try(HttpClient browser, string login)
    {
        using var answer = await browser.Post("/account/sign-in", ("Login", login), ("Password", Some.Password));
        return answer.StatusCode;
    }

    private sealed class WithWitness : TestMarketplace
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.WithoutLimits();
            builder.ConfigureServices(services => services.AddScoped<INotificationHandler<UserSignedIn>, Witness>());
        }
    }

    private sealed class Witness : INotificationHandler<UserSignedIn>
    {
        public Task Handle(UserSignedIn notification, CancellationToken cancellationToken)
        {
            lock (Seen)
            {
                Seen.Add(notification);
            }

            return Task.CompletedTask;
        }
    }
}
