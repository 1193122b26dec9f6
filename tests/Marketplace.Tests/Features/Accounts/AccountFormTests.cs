using System.Net;
using Marketplace.Domain.Accounts;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Features.Accounts;

public sealed class AccountFormTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    [Fact]
    public async Task A_form_behind_a_sign_in_carries_its_token_once()
    {
        using var signedIn = await _market.As(await _market.GivenUser(Some.User()));
        foreach (var address in new[] { "/account", "/account/password", "/sell/apply" })
        {
            var page = await signedIn.Open(address);
            var forms = page.QuerySelectorAll("main form[method=post]");

            Assert.NotEmpty(forms);
            Assert.All(forms, form => Assert.Single(form.QuerySelectorAll("[name=__RequestVerificationToken]")));
        }
    }

    [Fact]
    public async Task A_byte_that_no_text_has_is_refused_as_a_whole()
    {
        using var guest = _market.AsGuest();

        using var answer = await guest.Post("/account/sign-up", ("Name", "Mai\u0000"), ("Login", "mai@example.vn"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("Vàng Thị Mai")]
    [InlineData("H'Yam Niê")]
    [InlineData("วรรณา")]
    [InlineData("Zoë O’Brien-Smith")]
    public async Task A_name_of_any_script_is_kept_as_written(string name)
    {
        var user = await _market.GivenUser(Some.User());
        using var signedIn = await _market.As(user);

        using var answer = await signedIn.Post("/account", ("Form.Name", name), ("Form.Language", "fr"));

        var after = await _market.Read(db => db.Users.SingleAsync(row => row.Id == user.Id));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal((name, "fr"), (after.DisplayName, after.Language));
    }

    [Theory]
    [InlineData("xx")]
    [InlineData("")]
    [InlineData("vi'; DROP TABLE AspNetUsers; --")]
    public async Task A_language_that_is_not_ours_is_refused(string language)
    {
        using var signedIn = await _market.As(await _market.GivenUser(Some.User()));

        using var answer = await signedIn.Post("/account", ("Form.Name", "Mai"), ("Form.Language", language));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Theory]
    [InlineData("", "mot mat khau moi dai")]
    [InlineData("wrong one entirely", "mot mat khau moi dai")]
    [InlineData(Some.Password, "ngan")]
    [InlineData(Some.Password, "")]
    [InlineData(Some.Password, "1234567890")]
    public async Task A_password_is_changed_only_with_the_present_one_and_by_the_rules(string current, string chosen)
    {
        var user = await _market.GivenUser(Some.User());
        using var signedIn = await _market.As(user);

        using var answer = await signedIn.Post("/account/password", ("Current", current), ("Password", chosen));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(user.PasswordHash, await _market.Read(db => db.Users.Where(row => row.Id == user.Id).Select(row => row.PasswordHash).SingleAsync()));
    }

    [Fact]
    public async Task Wrong_present_passwords_are_counted_as_wrong_sign_ins_are_and_keep_nobody_from_signing_in()
    {
        var user = await _market.GivenUser(Some.User("mai@example.vn"));
        using var signedIn = await _market.As(user);
        for (var guess = 0; guess < 5; guess++)
        {
            using var wrong = await signedIn.Post("/account/password", ("Current", "guess " + guess), ("Password", "mot mat khau moi dai"));
        }

        using var right = await signedIn.Post("/account/password", ("Current", Some.Password), ("Password", "mot mat khau moi dai"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, right.StatusCode);
        Assert.Contains("phải chờ 15 phút", await Page(right), StringComparison.Ordinal);
        Assert.Equal(user.UserId, (await _market.Send(new Marketplace.Features.Accounts.SignIn.SignIn("mai@example.vn", Some.Password, "192.0.2.1"))).Value!.User);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task A_browser_that_is_remembered_stays_so_when_the_password_changes(string remember)
    {
        await _market.GivenUser(Some.User("mai@example.vn"));
        var cookies = new CookieContainer();
        using var browser = _market.AsGuest(cookies);
        using var signedIn = await browser.Post("/account/sign-in", ("Login", "mai@example.vn"), ("Password", Some.Password), ("Remember", remember));

        // Its last day is one of the test's clock; the browser keeps it whatever the machine's says.
        cookies.Add(_market.ClientOptions.BaseAddress, new Cookie("session", Session(signedIn).Split(';')[0]["session=".Length..]));
        var token = (await browser.Open("/account/password")).QuerySelector("main [name=__RequestVerificationToken]")!.GetAttribute("value")!;

        using var changed = await browser.Post("/account/password", ("Current", Some.Password), ("Password", "mot mat khau moi dai"), ("__RequestVerificationToken", token));

        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.Equal(remember == "true", Session(signedIn).Contains("expires=", StringComparison.Ordinal));
        Assert.Equal(remember == "true", Session(changed).Contains("expires=", StringComparison.Ordinal));

        static string Session(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("session=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Longest_of_everything_is_no_fault_of_ours()
    {
        using var guest = _market.AsGuest();
        var much = new string('m', 20_000);
        foreach (var path in new[] { "/account/sign-in", "/account/sign-up", "/account/forgotten", "/account/password/new" })
        {
            using var answer = await guest.Post(path, ("Login", much), ("Name", much), ("Password", much), ("Id", much), ("Token", much), ("ReturnUrl", much));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/..//evil.example/")]
    [InlineData("/a/..//evil.example/")]
    [InlineData("/%2e%2e//evil.example/")]
    [InlineData("/./\\evil.example/")]
    public async Task Signing_in_leads_to_no_other_site(string returnUrl)
    {
        await _market.GivenUser(Some.User("mai@example.vn"));
        using var guest = _market.AsGuest();

        using var answer = await guest.Post("/account/sign-in", ("Login", "mai@example.vn"), ("Password", Some.Password), ("ReturnUrl", returnUrl));
        using var again = await guest.Get("/account/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));
        using var themed = await guest.Post("/theme", ("theme", "dark"), ("back", returnUrl));

        Assert.Equal(("/account", "/account", "/"), (answer.Headers.Location?.OriginalString, again.Headers.Location?.OriginalString, themed.Headers.Location?.OriginalString));
    }

    [Theory]
    [InlineData("/tìm?q=chè", "/t%C3%ACm?q=ch%C3%A8")]
    [InlineData("/a\u2026b#đầu", "/a%E2%80%A6b#%C4%91%E1%BA%A7u")]
    [InlineData("/search?q=ch%C3%A8", "/search?q=ch%C3%A8")]
    public async Task Signing_in_leads_back_to_a_page_whose_address_is_typed_in_Vietnamese(string returnUrl, string address)
    {
        await _market.GivenUser(Some.User("mai@example.vn"));
        using var guest = _market.AsGuest();

        using var answer = await guest.Post("/account/sign-in", ("Login", "mai@example.vn"), ("Password", Some.Password), ("ReturnUrl", returnUrl));
        using var again = await guest.Get("/account/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));
        using var themed = await guest.Post("/theme", ("theme", "dark"), ("back", returnUrl));

        Assert.All([answer, again, themed], response => Assert.Equal((HttpStatusCode.Redirect, address), (response.StatusCode, response.Headers.Location?.OriginalString)));
    }

    [Fact]
    public async Task Signing_in_leads_back_and_the_cookie_is_for_our_eyes_only()
    {
        await _market.GivenUser(Some.User("mai@example.vn"));
        using var guest = _market.AsGuest();

        using var answer = await guest.Post("/account/sign-in", ("Login", "mai@example.vn"), ("Password", Some.Password), ("ReturnUrl", "/studio"));
        using var account = await guest.Get("/account");

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("session=", StringComparison.Ordinal));
        Assert.Equal("/studio", answer.Headers.Location?.OriginalString);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, account.StatusCode);
    }

    [Fact]
    public async Task Remembered_means_longer_than_the_window()
    {
        await _market.GivenUser(Some.User("mai@example.vn"));
        using var guest = _market.AsGuest();

        using var answer = await guest.Post("/account/sign-in", ("Login", "mai@example.vn"), ("Password", Some.Password), ("Remember", "true"));

        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("session=", StringComparison.Ordinal) && value.Contains("expires", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Signing_out_everywhere_reaches_other_browsers_within_a_minute()
    {
        var user = await _market.GivenUser(Some.User());
        using var phone = await _market.As(user);
        using var stolen = await _market.As(user);

        using var answer = await phone.Post("/account/sign-out-everywhere");
        _market.Clock.Advance(TimeSpan.FromSeconds(61));
        using var after = await stolen.Get("/account");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
        Assert.Contains("/account/sign-in", after.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_taken_away_is_gone_within_a_minute()
    {
        var user = await _market.GivenUser(Some.User(), Roles.Administrator);
        using var browser = await _market.As(user);
        using var before = await browser.Get("/administration/users");
        await _market.Read(db => db.UserRoles.ExecuteDeleteAsync());

        _market.Clock.Advance(TimeSpan.FromSeconds(61));
        using var after = await browser.Get("/administration/users");

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, after.StatusCode);
    }

    [Fact]
    public async Task A_signed_in_form_without_its_token_is_refused()
    {
        using var browser = await _market.As(await _market.GivenUser(Some.User()));
        browser.DefaultRequestHeaders.Remove("RequestVerificationToken");

        using var answer = await browser.Post("/account", ("Form.Name", "Changed"), ("Form.Language", "vi"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_form_sent_from_another_site_is_refused()
    {
        using var guest = _market.AsGuest();
        guest.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        guest.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await guest.Post("/account/sign-in", ("Login", "mai@example.vn"), ("Password", Some.Password));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    public void Dispose() => _market.Dispose();

    private static Task<string> Page(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
