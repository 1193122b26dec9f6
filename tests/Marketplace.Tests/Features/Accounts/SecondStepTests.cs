using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Messaging;
using Marketplace.Features.Accounts.ChangePassword;
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

/// <summary>Setting the second step up, off, by an administrator, and what is kept and told of it.</summary>
public sealed class SecondStepTests : SecondStepSteps
{
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
    public async Task A_shared_account_of_the_demonstration_is_locked_for_nobody()
    {
        var user = await _market.GivenUser(Some.User(DemoAccounts.Administrator.Login), Roles.Administrator);
        var (carried, app) = await _market.OfferedTo(user);

        Assert.Equal(["accounts.demonstration"], (await _market.Send(new TurnOn(user.UserId, carried, Now(app), Some.Password))).Refusals.Select(refusal => refusal.Code));
        Assert.Equal(["accounts.demonstration"], (await _market.Send(new ChangePassword(user.UserId, Some.Password, "bon mua hoa no"))).Refusals.Select(refusal => refusal.Code));
    }

    [Fact]
    public async Task Sent_twice_it_says_that_it_is_on_and_changes_nothing()
    {
        var user = await _market.GivenUser(Some.User(Login));
        await _market.GivenSecondStep(user);
        var (carried, app) = await _market.OfferedTo(user);
        var before = await _market.Read(db => db.UserTokens.Select(token => token.Value).Order().ToListAsync());

        var result = await _market.Send(new TurnOn(user.UserId, carried, Now(app), Some.Password));

        Assert.Equal(["accounts.second-step-already"], result.Refusals.Select(refusal => refusal.Code));
        Assert.Equal(before, await _market.Read(db => db.UserTokens.Select(token => token.Value).Order().ToListAsync()));
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
}
