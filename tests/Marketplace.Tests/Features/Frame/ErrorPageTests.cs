using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Frame;

public sealed class ErrorPageTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("/khong-co-trang-nay", "Không tìm thấy trang này", "vi")]
    [InlineData("/en/no-such-page?x=1", "There is no such page", "en")]
    [InlineData("/fr/rien/du/tout", "Cette page n’existe pas", "fr")]
    [InlineData("/error", "Không tìm thấy trang này", "vi")]
    public async Task An_unknown_address_says_so_in_the_readers_language_and_offers_a_search(string path, string heading, string language)
    {
        var (status, page) = await Get(path);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal(heading, page.QuerySelector("h1")!.TextContent);
        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.NotNull(page.QuerySelector("main form[role=search] input[name=q]"));
    }

    [Theory]
    [InlineData(403, "Bạn không vào được trang này")]
    [InlineData(429, "Bạn thử hơi nhiều lần")]
    [InlineData(413, "Tệp gửi lên quá lớn")]
    [InlineData(418, "Chúng tôi chưa hiểu yêu cầu này")]
    [InlineData(503, "Lỗi của chúng tôi, không phải của bạn")]
    public async Task A_bare_status_gets_a_page_and_keeps_its_code(int given, string heading)
    {
        var (status, page) = await Get($"/styleguide/status/{given}");

        Assert.Equal(given, (int)status);
        Assert.Equal(heading, page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_crash_says_it_is_our_fault_with_a_code_to_tell_us()
    {
        var (status, page) = await Get("/en/styleguide/crash");

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Equal("Our mistake, not yours", page.QuerySelector("h1")!.TextContent);
        Assert.Matches("^[0-9A-F]{8}$", page.QuerySelector("main code")!.TextContent);
    }

    [Fact]
    public async Task A_program_gets_a_problem_not_a_page()
    {
        using var client = _market.CreateClient();
        using var response = await client.GetAsync("/api/nothing", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_is_refused_not_taken_as_empty()
    {
        using var client = _market.CreateClient();
        using var content = new StringContent("Form.Name=%00", null, "application/x-www-form-urlencoded");
        using var response = await client.PostAsync("/styleguide", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "FullName=%00", HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data", "FullName=An", HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"FullName\"", HttpStatusCode.BadRequest)]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "FullName=An", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded; charset=\"UTF-7\"", "FullName=An", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_form_that_cannot_be_read_is_refused_of_whoever_is_signed_in_too(string type, string body, HttpStatusCode status)
    {
        using var guest = _market.AsGuest();
        using var user = await _market.As(await _market.GivenUser(Some.User()));
        user.DefaultRequestHeaders.Remove("RequestVerificationToken");
        foreach (var (browser, path) in new[] { (guest, "/cart/lines"), (user, "/account/password"), (user, "/sell/apply") })
        {
            using var content = new StringContent(body);
            content.Headers.Remove("Content-Type");
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            using var response = await browser.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);

            Assert.Equal((path, status), (path, response.StatusCode));
        }
    }

    [Fact]
    public async Task Every_answer_tells_the_browser_what_to_refuse()
    {
        using var client = _market.CreateClient();
        foreach (var path in new[] { "/styleguide", "/nothing", "/styleguide/crash", "/api/nothing" })
        {
            using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
            var policy = response.Headers.GetValues("Content-Security-Policy").Single();

            Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.True(response.Headers.Contains("Referrer-Policy"));
            Assert.True(response.Headers.Contains("Permissions-Policy"));
        }
    }

    private async Task<(HttpStatusCode Status, IDocument Page)> Get(string path)
    {
        using var client = _market.CreateClient();
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, await BrowsingContext.New().OpenAsync(answer => answer.Content(html), TestContext.Current.CancellationToken));
    }
}
