using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Messaging;
using Marketplace.Features.Accounts.ChoosePassword;
using Marketplace.Features.Accounts.Forgotten;
using Marketplace.Features.Accounts.SecondStep;
using Marketplace.Features.Administration.UserRoles;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Accounts;

/// <summary>From the right password to the session: what the code page takes, and all the ways around it that there are not.</summary>
public sealed class EnterCodeTests : SecondStepSteps
{
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1_111_111_109, "081804")]
    [InlineData(1_234_567_890, "005924")]
    [InlineData(20_000_000_000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code)
    {
        // RFC 6238, appendix B: the key is "12345678901234567890", of its eight digits the last six.
        const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

        Assert.Equal(code, AuthenticatorCodes.Code(Key, seconds / AuthenticatorCodes.Seconds));
        Assert.Equal(code, new AuthenticatorApp(Key).CodeAt(DateTimeOffset.FromUnixTimeSeconds(seconds)));
    }

    [Fact]
    public async Task A_wrong_code_opens_nothing_and_a_code_opens_once()
    {
        var (app, _) = await _market.GivenSecondStep(await _market.GivenUser(Some.User(Login)));
        using var browser = await AtCodePage();
        using var next = await AtCodePage();

        using var wrong = await browser.Post(CodePage, ("Code", Other(Now(app))));
        using var right = await browser.Post(CodePage, ("Code", " " + Now(app).Insert(3, " ") + "\u00a0"));
        using var replayed = await next.Post(CodePage, ("Code", Now(app)));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity), (wrong.StatusCode, right.StatusCode, replayed.StatusCode));
        Assert.False(wrong.Headers.Contains("Set-Cookie"));
        Assert.False(replayed.Headers.Contains("Set-Cookie"));
        Assert.NotEmpty((await replayed.Page()).QuerySelectorAll("input[name=Code][inputmode=numeric][autocomplete=one-time-code]"));
    }

    /// <summary>Each finds it unused; the account's row lets only one of them keep it so.</summary>
    [Fact]
    public async Task Of_one_code_sent_side_by_side_one_counts()
    {
        var user = await _market.GivenUser(Some.User(Login));
        var (app, recovery) = await _market.GivenSecondStep(user);
        var code = Now(app);

        var byApp = await _market.SendAtOnce(3, () => new EnterCode(user.UserId, user.SecurityStamp!, code));
        var byPaper = await _market.SendAtOnce(3, () => new EnterCode(user.UserId, user.SecurityStamp!, recovery[0]));

        Assert.Single(byApp, answer => answer is { Succeeded: true, Value.Refusal: null });
        Assert.Single(byPaper, answer => answer is { Succeeded: true, Value.Refusal: null });
    }

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public async Task A_telephone_may_be_half_a_minute_slow_or_fast(int seconds, bool isRight)
    {
        var user = await _market.GivenUser(Some.User(Login));
        var (app, _) = await _market.GivenSecondStep(user);

        Assert.Equal(isRight, await Enter(user, app.CodeAt(_market.Clock.GetUtcNow().AddSeconds(seconds))));
    }

    [Fact]
    public async Task After_a_code_none_of_before_it_counts()
    {
        var user = await _market.GivenUser(Some.User(Login));
        var (app, _) = await _market.GivenSecondStep(user);
        var before = Now(app);
        _market.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.True(await Enter(user, Now(app)));
        Assert.False(await Enter(user, before));
        _market.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True(await Enter(user, Now(app)));
    }

    [Fact]
    public async Task A_recovery_code_opens_once()
    {
        var user = await _market.GivenUser(Some.User(Login));
        var (_, codes) = await _market.GivenSecondStep(user);
        var other = await _market.GivenUser(Some.User());
        await _market.GivenSecondStep(other);

        Assert.False(await Enter(other, codes[0]));
        Assert.True(await Enter(user, codes[0]));
        Assert.False(await Enter(user, codes[0]));
        Assert.True(await Enter(user, codes[1].Replace(" ", "", StringComparison.Ordinal)));
        Assert.Equal(8, await Left(user));
    }

    [Fact]
    public async Task Five_wrong_codes_rest_for_a_quarter_of_an_hour_and_use_nothing_up()
    {
        var user = await _market.GivenUser(Some.User(Login));
        var (app, codes) = await _market.GivenSecondStep(user);
        await GuessFiveTimes(user, app);

        Assert.False(await Enter(user, Now(app)));
        Assert.False(await Enter(user, codes[0]));
        Assert.Equal("accounts.code-rests", (await _market.Send(new EnterCode(user.UserId, user.SecurityStamp!, codes[0]))).Value!.Refusal!.Code);
        _market.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.True(await Enter(user, codes[0]));
        Assert.True(await Enter(user, Now(app)));
    }

    /// <summary>Whoever guesses at the code has the password.</summary>
    [Fact]
    public async Task Five_wrong_codes_are_told_to_the_owner_once()
    {
        var user = await _market.GivenUser(Some.User(Login));
        var (app, _) = await _market.GivenSecondStep(user);
        for (var guess = 0; guess < Guesses.BeforeRest - 1; guess++)
        {
            await Enter(user, Other(Now(app)));
        }

        Assert.Empty(await Messages());
        await Enter(user, Other(Now(app)));
        await Enter(user, Other(Now(app)));

        var told = Assert.Single(await Messages());
        Assert.Equal(Login, told.To);
        Assert.Contains("/account/forgotten", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_the_password_nor_the_link_of_a_forgotten_one_forgets_wrong_codes()
    {
        var user = await _market.GivenUser(Some.User(Login));
        var (app, _) = await _market.GivenSecondStep(user);
        await GuessFiveTimes(user, app);

        await _market.Send(new Marketplace.Features.Accounts.SignIn.SignIn(Login, Some.Password, "192.0.2.1"));
        Assert.False(await Enter(user, Now(app)));
        await Chosen(user, "bon mua hoa no");
        var stamp = await _market.Read(db => db.Users.Select(row => row.SecurityStamp).SingleAsync());
        Assert.Equal("accounts.code-rests", (await _market.Send(new EnterCode(user.UserId, stamp!, Now(app)))).Value!.Refusal!.Code);
    }

    /// <summary>Else a stranger who has the password would keep its owner's other networks out as well.</summary>
    [Fact]
    public async Task Wrong_codes_keep_nobody_from_the_password()
    {
        var user = await _market.GivenUser(Some.User(Login));
        var (app, _) = await _market.GivenSecondStep(user);
        await GuessFiveTimes(user, app);
        for (var guess = 0; guess < 45; guess++)
        {
            await _market.Send(new Marketplace.Features.Accounts.SignIn.SignIn(Login, "guess", $"203.0.113.{guess / 5}"));
        }

        Assert.True((await _market.Send(new Marketplace.Features.Accounts.SignIn.SignIn(Login, Some.Password, "192.0.2.1"))).Value!.AsksCode);
    }

    [Theory]
    [InlineData("/studio", "/studio")]
    [InlineData("https://evil.example/", "/account")]
    [InlineData("//evil.example/", "/account")]
    [InlineData("/..//evil.example/", "/account")]
    public async Task It_leads_on_to_the_page_that_was_asked_for_and_only_to_ours(string asked, string reached)
    {
        var (app, _) = await _market.GivenSecondStep(await _market.GivenUser(Some.User(Login)));
        using var browser = _market.AsGuest();

        using var password = await browser.Post("/account/sign-in", ("Login", Login), ("Password", Some.Password), ("ReturnUrl", asked));
        var page = await browser.Open(password.Headers.Location!.OriginalString);
        var carried = page.QuerySelector("[name=ReturnUrl]")!.GetAttribute("value") ?? "";
        using var wrong = await browser.Post(CodePage, ("Code", Other(Now(app))), ("ReturnUrl", carried));
        using var forged = await browser.Post(CodePage, ("Code", Other(Now(app))), ("ReturnUrl", asked));
        using var code = await browser.Post(CodePage, ("Code", Now(app)), ("ReturnUrl", asked));

        Assert.Equal(reached == asked ? asked : "", carried);
        Assert.Equal(carried, (await wrong.Page()).QuerySelector("[name=ReturnUrl]")!.GetAttribute("value") ?? "");
        Assert.Empty((await forged.Page()).QuerySelectorAll("main a[href*='://evil'], main a[href^='//']"));
        Assert.Equal(reached, code.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("", "true")]
    [InlineData("/en", "false")]
    public async Task What_was_ticked_is_remembered_until_the_code_in_each_language(string language, string remember)
    {
        var (app, _) = await _market.GivenSecondStep(await _market.GivenUser(Some.User(Login)));
        using var browser = _market.AsGuest();

        using var password = await browser.Post(language + "/account/sign-in", ("Login", Login), ("Password", Some.Password), ("Remember", remember));
        using var code = await browser.Post(password.Headers.Location!.OriginalString, ("Code", Now(app)));

        Assert.Equal(language + CodePage, password.Headers.Location!.OriginalString);
        var session = code.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("session=", StringComparison.Ordinal));
        Assert.Equal(remember == "true", session.Contains("expires=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_stands_between_password_and_code_is_for_the_sign_in_pages_and_five_minutes()
    {
        var (app, _) = await _market.GivenSecondStep(await _market.GivenUser(Some.User(Login)));
        using var browser = _market.AsGuest();

        using var password = await SignIn(browser);
        var between = password.Headers.GetValues("Set-Cookie").Where(cookie => cookie.StartsWith(SessionCookie.AskedName + "=", StringComparison.Ordinal)).ToList();
        _market.Clock.Advance(TimeSpan.FromSeconds(301));
        using var page = await browser.Get(CodePage);
        using var late = await browser.Post(CodePage, ("Code", Now(app)));

        Assert.Equal(3, between.Count);
        Assert.All(between, cookie => Assert.Matches("(?i)path=(/en|/fr)?/account/sign-in;.*httponly", cookie));
        Assert.All(between, cookie => Assert.DoesNotContain("expires=", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.Equal((HttpStatusCode.Redirect, "/account/sign-in"), (page.StatusCode, page.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Single((await late.Page()).QuerySelectorAll("main a[href='/account/sign-in']"));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Get("/account")).StatusCode);
    }

    [Fact]
    public async Task Whoever_comes_without_a_password_is_sent_to_type_it()
    {
        using var guest = _market.AsGuest();

        using var page = await guest.Get(CodePage + "?returnUrl=/studio");
        using var code = await guest.Post(CodePage, ("Code", "123456"));

        Assert.Equal("/account/sign-in?returnUrl=%2Fstudio", page.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, code.StatusCode);
    }

    /// <summary>The cookie that tells a browser is the one Identity has for not asking again.</summary>
    [Fact]
    public async Task A_browser_in_which_it_was_right_before_is_asked_all_the_same()
    {
        var (app, _) = await _market.GivenSecondStep(await _market.GivenUser(Some.User(Login)));
        var cookies = new CookieContainer();
        using var browser = _market.AsGuest(cookies);
        await SignIn(browser);
        using var code = await browser.Post(CodePage, ("Code", Now(app)));
        Assert.Contains(code.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith(SessionCookie.KnownName + "=", StringComparison.Ordinal));
        cookies.GetAllCookies().Where(cookie => cookie.Name == SessionCookie.Name).ToList().ForEach(cookie => cookie.Expired = true);

        using var again = await SignIn(browser);

        Assert.Equal(CodePage, again.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Get("/account")).StatusCode);
    }

    [Fact]
    public async Task A_forgotten_passwords_link_leads_to_the_code_too()
    {
        var user = await _market.GivenUser(Some.User(Login));
        var (app, _) = await _market.GivenSecondStep(user);
        using var browser = _market.AsGuest();
        var token = await Token(user);

        using var chosen = await browser.Post("/account/password/new", ("Id", user.Id.ToString()), ("Token", token), ("Password", "bon mua hoa no"), ("ReturnUrl", "/studio"));
        using var account = await browser.Get("/account");
        using var code = await browser.Post(CodePage, ("Code", Now(app)), ("ReturnUrl", "/studio"));

        Assert.Equal(CodePage + "?returnUrl=%2Fstudio", chosen.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, account.StatusCode);
        Assert.Equal((HttpStatusCode.Redirect, "/studio"), (code.StatusCode, code.Headers.Location?.OriginalString));
    }

    /// <summary>On a shared telephone the code is asked for although somebody else is signed in, whose session is over.</summary>
    [Fact]
    public async Task Where_another_session_is_open_the_code_is_asked_for_and_that_session_ends()
    {
        var (app, _) = await _market.GivenSecondStep(await _market.GivenUser(Some.User(Login)));
        var other = await _market.GivenUser(Some.User("khac@example.vn"));
        using var browser = _market.AsGuest();
        await browser.Post("/account/sign-in", ("Login", other.UserName!), ("Password", Some.Password));

        using var password = await SignIn(browser);
        using var page = await browser.Get(CodePage);
        using var account = await browser.Get("/account");
        using var code = await browser.Post(CodePage, ("Code", Now(app)));

        Assert.Equal(CodePage, password.Headers.Location?.OriginalString);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), (page.StatusCode, account.StatusCode));
        Assert.Equal("/account", code.Headers.Location?.OriginalString);
        Assert.Contains(Login, (await browser.Open("/account")).Body!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>Whoever has the password and waits at the code must not go on after its owner has changed it.</summary>
    [Fact]
    public async Task A_password_changed_meanwhile_ends_what_stands_between()
    {
        var user = await _market.GivenUser(Some.User(Login));
        var (app, _) = await _market.GivenSecondStep(user);
        using var stranger = await AtCodePage();
        await Chosen(user, "bon mua hoa no");

        using var code = await stranger.Post(CodePage, ("Code", Now(app)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, code.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.Get("/account")).StatusCode);
    }

    [Fact]
    public async Task Of_officials_sign_ins_the_code_is_written_down_and_is_the_sign_in()
    {
        var official = await _market.GivenUser(Some.User(Login), Roles.Moderator);
        var (app, _) = await _market.GivenSecondStep(official);

        await _market.Send(new Marketplace.Features.Accounts.SignIn.SignIn(Login, Some.Password, "192.0.2.1"));
        await Enter(official, Other(Now(app)));
        await Enter(official, Now(app));

        Assert.Equal(
            ["account.code-asked ", "account.sign-in-failed wrong code", "account.sign-in with a code"],
            await _market.Read(db => db.AuditEvents.OrderBy(entry => entry.Id).Select(entry => entry.Action + " " + entry.Detail).ToListAsync()));
    }
}
