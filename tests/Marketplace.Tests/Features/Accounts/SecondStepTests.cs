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

public sealed class SecondStepTests : IDisposable
{
    private const string Login = "mai@example.vn";
    private const string CodePage = "/account/sign-in/code";
    private readonly Unlimited _market = new();

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
    public async Task From_the_page_that_sets_it_up_to_the_sign_in_that_takes_a_code()
    {
        var user = await _market.GivenUser(Some.User(Login));
        using var phone = await _market.As(user);
        using var elsewhere = await _market.As(user);
        var (app, carried) = Offered(await phone.Open("/account/second-step"));

        using var turnedOn = await phone.Post("/account/second-step", ("Form.Key", carried), ("Form.Code", Now(app)), ("Form.Password", Some.Password));
        var paper = await turnedOn.Page();
        var codes = paper.Texts("main ol code");
        _market.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal((HttpStatusCode.OK, 10, 10), (turnedOn.StatusCode, codes.Count, codes.Distinct().Count()));
        Assert.Contains("Chợ Phiên" + Login, paper.Texts("main p"));
        Assert.All(codes, code => Assert.Matches(@"^\d{4} \d{4} \d{4}$", code));
        Assert.Contains("còn 10 mã", (await phone.Open("/account/second-step")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Single((await phone.Open("/account")).Texts("main .links .tag"), "Đang bật");
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.Get("/account")).StatusCode);

        var cookies = new CookieContainer();
        using var browser = _market.AsGuest(cookies);
        using var password = await SignIn(browser);
        using var account = await browser.Get("/account");
        using var code = await browser.Post(CodePage, ("Code", Now(app)));

        Assert.Equal((HttpStatusCode.Redirect, CodePage), (password.StatusCode, password.Headers.Location?.OriginalString));
        Assert.DoesNotContain(password.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("session=", StringComparison.Ordinal));
        Assert.DoesNotContain(password.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith(SessionCookie.KnownName + "=", StringComparison.Ordinal));
        Assert.Contains("/account/sign-in", account.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Redirect, "/account"), (code.StatusCode, code.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/account")).StatusCode);
        Assert.DoesNotContain(cookies.GetAllCookies(), cookie => cookie.Name == SessionCookie.AskedName);
    }

    [Fact]
    public async Task The_picture_the_typed_key_and_the_link_say_the_same()
    {
        using var browser = await _market.As(await _market.GivenUser(Some.User("a@example.vn")));

        var page = await browser.Open("/en/account/second-step");
        var (app, _) = Offered(page);
        var picture = page.QuerySelector("main svg")!;

        var address = $"otpauth://totp/Ch%E1%BB%A3%20Phi%C3%AAn:a%40example.vn?secret={app.Key}&issuer=Ch%E1%BB%A3%20Phi%C3%AAn&algorithm=SHA1&digits=6&period=30";
        Assert.Equal(address, QrReader.FromPath(int.Parse(picture.GetAttribute("viewBox")!.Split(' ')[2], null), picture.QuerySelectorAll("path")[1].GetAttribute("d")!));
        Assert.Equal(address, page.QuerySelector("main a[href^='otpauth:']")!.GetAttribute("href"));
        Assert.Matches("^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$", page.QuerySelector("main code")!.TextContent);
    }

    [Fact]
    public async Task It_is_turned_on_by_the_password_and_a_code_of_the_offered_key_alone()
    {
        var user = await _market.GivenUser(Some.User(Login));
        using var browser = await _market.As(user);
        var (app, carried) = Offered(await browser.Open("/account/second-step"));
        var (otherApp, _) = Offered(await browser.Open("/account/second-step"));
        var (othersKey, othersApp) = await _market.OfferedTo(await _market.GivenUser(Some.User()));

        using var wrongPassword = await browser.Post("/account/second-step", ("Form.Key", carried), ("Form.Code", Now(app)), ("Form.Password", "a wrong one"));
        using var wrongCode = await browser.Post("/account/second-step", ("Form.Key", carried), ("Form.Code", Now(otherApp)), ("Form.Password", Some.Password));
        using var others = await browser.Post("/account/second-step", ("Form.Key", othersKey), ("Form.Code", Now(othersApp)), ("Form.Password", Some.Password));
        using var noKey = await browser.Post("/account/second-step", ("Form.Code", Now(app)), ("Form.Password", Some.Password));
        var again = await wrongCode.Page();

        Assert.All([wrongPassword, wrongCode, others, noKey], answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode));
        Assert.NotEqual(app.Key, otherApp.Key);
        Assert.Equal(app.Key, Offered(again).App.Key);
        Assert.NotEmpty(again.QuerySelectorAll("main .field .error"));
        Assert.False(await IsOn(user));
        Assert.Equal(0, await _market.Read(db => db.UserTokens.CountAsync()));
    }

    [Fact]
    public async Task Sent_twice_it_says_that_it_is_on_and_changes_nothing()
    {
        var user = await _market.GivenUser(Some.User(Login));
        await _market.GivenSecondStep(user);
        var (carried, app) = await _market.OfferedTo(user);
        var before = await _market.Read(db => db.UserTokens.Select(token => token.Value).Order().ToListAsync());

        var result = await _market.Send(new TurnOn(user.UserId, carried, Now(app), Some.Password));

        Assert.Equal(["accounts.second-step-is-on"], result.Refusals.Select(refusal => refusal.Code));
        Assert.Equal(before, await _market.Read(db => db.UserTokens.Select(token => token.Value).Order().ToListAsync()));
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
    public async Task Turning_it_off_takes_the_password_and_ends_other_sessions()
    {
        var user = await _market.GivenUser(Some.User(Login));
        await _market.GivenSecondStep(user);
        using var browser = await _market.As(user);
        using var elsewhere = await _market.As(user);

        using var without = await browser.Post("/account/second-step/removal");
        using var wrong = await browser.Post("/account/second-step/removal", ("Off.Password", "a wrong one"));
        Assert.True(await IsOn(user));
        using var right = await browser.Post("/account/second-step/removal", ("Off.Password", Some.Password));
        _market.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (without.StatusCode, wrong.StatusCode, right.StatusCode));
        Assert.Single((await wrong.Page()).QuerySelectorAll("main .field .error"));
        Assert.False(await IsOn(user));
        Assert.Equal(0, await _market.Read(db => db.UserTokens.CountAsync()));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), ((await browser.Get("/account")).StatusCode, (await elsewhere.Get("/account")).StatusCode));
        using var guest = _market.AsGuest();
        Assert.Equal("/account", (await SignIn(guest)).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task New_recovery_codes_take_the_password_and_end_the_old_ones()
    {
        var user = await _market.GivenUser(Some.User(Login));
        var (_, old) = await _market.GivenSecondStep(user);
        using var browser = await _market.As(user);

        using var wrong = await browser.Post("/account/second-step/recovery-codes", ("Codes.Password", "a wrong one"));
        using var right = await browser.Post("/account/second-step/recovery-codes", ("Codes.Password", Some.Password));
        var codes = (await right.Page()).Texts("main ol code");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK), (wrong.StatusCode, right.StatusCode));
        Assert.Empty(codes.Intersect(old));
        Assert.False(await Enter(user, old[0]));
        Assert.True(await Enter(user, codes[0]));
    }

    [Fact]
    public async Task An_administrator_turns_it_off_with_their_own_password()
    {
        var (administrator, user) = (await _market.GivenUser(Some.User(), Roles.Administrator), await _market.GivenUser(Some.User(Login), Roles.FinanceOfficer));
        await _market.GivenSecondStep(user);
        using var browser = await _market.As(administrator);
        using var theirs = await _market.As(user);
        var address = $"/administration/users/{user.Id:N}";
        var form = (await browser.Open(address)).QuerySelector($"form[action='{address}/second-step/removal']");

        using var wrong = await browser.Post(address + "/second-step/removal", ("Password", "a wrong one"));
        using var forbidden = await theirs.Post(address + "/second-step/removal", ("Password", Some.Password));
        Assert.True(await IsOn(user));
        using var right = await browser.Post(address + "/second-step/removal", ("Password", Some.Password));

        Assert.NotNull(form);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Forbidden, HttpStatusCode.Redirect), (wrong.StatusCode, forbidden.StatusCode, right.StatusCode));
        Assert.False(await IsOn(user));
        Assert.Empty((await browser.Open(address)).QuerySelectorAll("form[action$='/second-step/removal']"));
        Assert.Equal(
            [(administrator.UserId, $"account:{user.Id:N}", "off by administrator")],
            await Audited());
        Assert.Contains("quản trị", Assert.Single(await Messages()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_administrator_turns_their_own_off_there_and_nobody_does_who_is_none_any_more()
    {
        var (administrator, former) = (await _market.GivenUser(Some.User(), Roles.Administrator), await _market.GivenUser(Some.User()));
        await _market.GivenSecondStep(administrator);
        using var browser = await _market.As(administrator);
        var address = $"/administration/users/{administrator.Id:N}";

        Assert.Empty((await browser.Open(address)).QuerySelectorAll("form[action$='/second-step/removal']"));
        using var own = await browser.Post(address + "/second-step/removal", ("Password", Some.Password));
        var formers = await _market.Send(new EndSecondStep(former.UserId, administrator.Id, Some.Password));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, own.StatusCode);
        Assert.Equal(["administration.no-longer"], formers.Refusals.Select(refusal => refusal.Code));
        Assert.True(await IsOn(administrator));
    }

    [Fact]
    public async Task Neither_the_key_nor_a_recovery_code_can_be_read_in_the_database()
    {
        var user = await _market.GivenUser(Some.User(Login));
        var (app, codes) = await _market.GivenSecondStep(user);
        await Enter(user, Now(app));

        var kept = await _market.Read(db => db.UserTokens.Select(token => token.Value!).ToListAsync());
        var whole = string.Join('\n', kept.Concat(kept.SelectMany(value => value.Split(';')).Select(AsText)));

        Assert.Equal(3, kept.Count);
        Assert.DoesNotContain(app.Key, whole, StringComparison.OrdinalIgnoreCase);
        Assert.All(codes, code => Assert.DoesNotContain(code.Replace(" ", "", StringComparison.Ordinal), whole, StringComparison.Ordinal));
        Assert.All(kept, value => Assert.InRange(value.Length, 1, 256));

        static string AsText(string base64)
        {
            var bytes = new byte[300];
            return Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), bytes, out var length) ? System.Text.Encoding.Latin1.GetString(bytes, 0, length) : "";
        }
    }

    [Fact]
    public async Task Every_change_is_written_down_and_told_to_its_owner_in_their_language()
    {
        var user = Some.User(Login);
        user.Language = "en";
        await _market.GivenUser(user);
        var (carried, app) = await _market.OfferedTo(user);

        await _market.Send(new TurnOn(user.UserId, carried, Now(app), Some.Password));
        await _market.Send(new RenewRecoveryCodes(user.UserId, Some.Password));
        await _market.Send(new TurnOff(user.UserId, Some.Password));
        await _market.Send(new TurnOff(user.UserId, Some.Password));

        Assert.Equal(["on", "new recovery codes", "off"], (await Audited()).Select(entry => entry.Detail));
        Assert.All(await Audited(), entry => Assert.Equal((user.UserId, $"account:{user.Id:N}"), (entry.Actor, entry.Subject)));
        var messages = await Messages();
        Assert.Equal(
            ["New recovery codes for Chợ Phiên", "The second step at sign-in to Chợ Phiên is off", "The second step at sign-in to Chợ Phiên is on"], messages.Select(message => message.Subject).Order());
        Assert.All(messages, message => Assert.Equal(Login, message.To));
        Assert.All(messages, message => Assert.Contains("/en/account/forgotten", message.Text, StringComparison.Ordinal));
        Assert.All(messages, message => Assert.DoesNotContain(app.Key, message.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_officials_sign_ins_the_code_is_written_down_and_is_the_sign_in()
    {
        var official = await _market.GivenUser(Some.User(Login), Roles.Moderator);
        var (app, _) = await _market.GivenSecondStep(official);

        await _market.Send(new Marketplace.Features.Accounts.SignIn.SignIn(Login, Some.Password, "192.0.2.1"));
        Assert.Equal(0, await _market.Read(db => db.AuditEvents.CountAsync()));
        await Enter(official, Other(Now(app)));
        await Enter(official, Now(app));

        Assert.Equal(
            ["account.sign-in-failed wrong code", "account.sign-in with a code"],
            await _market.Read(db => db.AuditEvents.OrderBy(entry => entry.Id).Select(entry => entry.Action + " " + entry.Detail).ToListAsync()));
    }

    [Theory]
    [InlineData(Roles.Buyer, 0)]
    [InlineData(Roles.Helper, 0)]
    [InlineData(Roles.Moderator, 1)]
    [InlineData(Roles.FinanceOfficer, 1)]
    [InlineData(Roles.ProgrammeManager, 1)]
    [InlineData(Roles.Administrator, 1)]
    public async Task Officers_without_it_are_told_that_they_should(string role, int sentences)
    {
        var user = await _market.GivenUser(Some.User(), role);
        using var browser = await _market.As(user);

        var without = await browser.Open("/account");
        await _market.GivenSecondStep(user);
        var with = await browser.Open("/account");

        Assert.Equal((sentences, 0), (without.QuerySelectorAll("main p.inset").Length, with.QuerySelectorAll("main p.inset").Length));
        Assert.Single(without.QuerySelectorAll("main a[href='/account/second-step']"));
    }

    [Fact]
    public async Task The_pages_cost_few_commands()
    {
        using var market = new CountingMarketplace();
        var user = await market.GivenUser(Some.User(), Roles.Administrator);
        using var browser = await market.As(user);

        Assert.Equal(2, await market.CommandsOf(browser, "/account"));
        Assert.Equal(1, await market.CommandsOf(browser, "/account/second-step"));
        await market.GivenSecondStep(user);
        Assert.Equal(2, await market.CommandsOf(browser, "/account/second-step"));
    }

    public void Dispose() => _market.Dispose();

    private static (AuthenticatorApp App, string Carried) Offered(IParentNode page) => (
        new AuthenticatorApp(page.QuerySelector("main code")!.TextContent.Replace(" ", "", StringComparison.Ordinal)), page.QuerySelector("[name='Form.Key']")!.GetAttribute("value")!);

    private static string Other(string code) => (code[0] == '9' ? '0' : (char)(code[0] + 1)) + code[1..];

    private static Task<HttpResponseMessage> SignIn(HttpClient browser) => browser.Post("/account/sign-in", ("Login", Login), ("Password", Some.Password));

    private string Now(AuthenticatorApp app) => app.CodeAt(_market.Clock.GetUtcNow());

    private async Task<HttpClient> AtCodePage()
    {
        var browser = _market.AsGuest();
        using var password = await SignIn(browser);
        Assert.Equal(CodePage, password.Headers.Location?.OriginalString);
        return browser;
    }

    private async Task<bool> Enter(User user, string code) =>
        (await _market.Send(new EnterCode(user.UserId, user.SecurityStamp!, code))) is { Succeeded: true, Value.Refusal: null };

    private async Task GuessFiveTimes(User user, AuthenticatorApp app)
    {
        for (var guess = 0; guess < Guesses.BeforeRest; guess++)
        {
            Assert.False(await Enter(user, Other(Now(app))));
        }
    }

    private Task<bool> IsOn(User user) => _market.Read(db => db.Users.Where(row => row.Id == user.Id).Select(row => row.TwoFactorEnabled).SingleAsync());

    private async Task<int> Left(User user)
    {
        await using var scope = _market.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Authenticator>().RecoveryCodesLeft(user);
    }

    /// <summary>What the link in the letter carries.</summary>
    private async Task<string> Token(User user)
    {
        await using var scope = _market.Services.CreateAsyncScope();
        var token = await scope.ServiceProvider.GetRequiredService<UserManager<User>>().GeneratePasswordResetTokenAsync(user);
        return Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlEncode(System.Text.Encoding.UTF8.GetBytes(token));
    }

    private async Task Chosen(User user, string password)
    {
        await _market.Send(new AskForLink(user.UserName!));
        Assert.True((await _market.Send(new ChoosePassword(user.Id, await Token(user), password))).Value!.AsksCode);
    }

    private Task<List<(UserId? Actor, string Subject, string Detail)>> Audited() => _market.Read(async db =>
        (await db.AuditEvents.Where(entry => entry.Action == "account.second-step").OrderBy(entry => entry.Id).ToListAsync()).ConvertAll(entry => (entry.ActorId, entry.Subject, entry.Detail)));

    private async Task<List<PersonalMessage>> Messages()
    {
        await _market.Services.GetRequiredService<JobRunner>().RunMessages(TestContext.Current.CancellationToken);
        return [.. (await _market.Read(db => db.OutboxMessages.Where(message => message.Kind == Outbox.Message).Select(message => message.Payload).ToListAsync()))
            .Select(payload => JsonSerializer.Deserialize<PersonalMessage>(payload)!)];
    }

    private sealed class Unlimited : TestMarketplace
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.WithoutLimits();
        }
    }
}
