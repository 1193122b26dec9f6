using System.Net;
using Marketplace.Infrastructure.Web.Security;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Infrastructure.Web;

/// <summary>Attacks on forms from other sites: the guard on every unsafe request, and the token behind a sign-in.</summary>
public sealed class SameOriginTests : IClassFixture<GuardedMarketplace>, IDisposable
{
    private readonly HttpClient _client;

    public SameOriginTests(GuardedMarketplace market)
    {
        _client = market.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        _client.DefaultRequestHeaders.Clear();
    }

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Sec-Fetch-Site", "none", true)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "", false)]
    [InlineData("Sec-Fetch-Site", "SAME-ORIGIN", false)]
    [InlineData("Origin", "http://localhost", true)]
    [InlineData("Origin", "https://localhost", true)]
    [InlineData("Origin", "http://LOCALHOST", true)]
    [InlineData("Origin", "null", false)]
    [InlineData("Origin", "", false)]
    [InlineData("Origin", "http://localhost:8080", false)]
    [InlineData("Origin", "http://localhost.evil.example", false)]
    [InlineData("Origin", "http://evil.example", false)]
    [InlineData("Origin", "http://localhost@evil.example", false)]
    [InlineData("Origin", "file://localhost", false)]
    [InlineData("Origin", "//localhost", false)]
    [InlineData("Referer", "http://localhost/en/cart?x=1", true)]
    [InlineData("Referer", "http://evil.example/http://localhost/", false)]
    public async Task A_change_must_come_from_our_own_pages(string header, string value, bool isOurs)
    {
        using var request = Post("/guarded/open");
        request.Headers.TryAddWithoutValidation(header, value);

        using var response = await Send(request);

        Assert.Equal(isOurs ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Without_any_sign_of_where_it_comes_from_it_is_refused_in_words()
    {
        using var request = Post("/guarded/open");
        request.Headers.Add("Accept", "text/html");

        using var response = await Send(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("không gửi từ trang của chợ", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_fetch_cannot_hide_behind_an_origin_of_ours()
    {
        using var request = Post("/guarded/open");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Origin", "http://localhost");

        using var response = await Send(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("POST")]
    [InlineData("MADE-UP")]
    public async Task Every_method_that_may_change_something_is_guarded(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/guarded/any");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var response = await Send(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task An_outside_caller_is_let_through_where_the_endpoint_says_so()
    {
        using var request = Post("/guarded/outside");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var response = await Send(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Looking_is_never_guarded()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/guarded/open");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var response = await Send(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Behind_a_sign_in_a_form_without_its_token_is_refused()
    {
        using var request = Post("/guarded/closed");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        using var response = await Send(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Behind_a_sign_in_a_made_up_token_is_refused()
    {
        using var request = Post("/guarded/closed", ("__RequestVerificationToken", "CfDJ8made-up"));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        using var response = await Send(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Behind_a_sign_in_the_forms_own_token_opens()
    {
        var token = await _client.GetStringAsync("/guarded/token", TestContext.Current.CancellationToken);
        using var request = Post("/guarded/closed", ("__RequestVerificationToken", token));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        using var response = await Send(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_good_token_does_not_excuse_a_foreign_page()
    {
        var token = await _client.GetStringAsync("/guarded/token", TestContext.Current.CancellationToken);
        using var request = Post("/guarded/closed", ("__RequestVerificationToken", token));
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var response = await Send(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static HttpRequestMessage Post(string path, params (string Name, string Value)[] fields) =>
        new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };

    private Task<HttpResponseMessage> Send(HttpRequestMessage request) => _client.SendAsync(request, TestContext.Current.CancellationToken);
}

/// <summary>The application with endpoints of each kind, and a scheme that signs everyone in.</summary>
public sealed class GuardedMarketplace : TestMarketplace
{
    protected override bool HasTheUsualActions => false;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services =>
        {
            services.AddControllers().AddApplicationPart(typeof(GuardedController).Assembly);
            services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, EveryoneHandler>("Test", null);
            services.PostConfigure<AuthenticationOptions>(options => options.DefaultAuthenticateScheme = options.DefaultChallengeScheme = "Test");
        });
    }
}

/// <summary>Endpoints of each kind, for the attacks only.</summary>
[Route("guarded")]
public sealed class GuardedController : Controller
{
    [AllowAnonymous]
    [HttpGet("open")]
    [HttpPost("open")]
    public IActionResult Open() => Ok();

    [AllowAnonymous]
    [Route("any")]
    public IActionResult Any() => Ok();

    [AllowAnonymous]
    [OutsideCaller]
    [HttpPost("outside")]
    public IActionResult Outside() => Ok();

    [Authorize]
    [HttpPost("closed")]
    public IActionResult Closed() => Ok();

    [Authorize]
    [HttpGet("token")]
    public IActionResult Token([FromServices] IAntiforgery antiforgery) => Content(antiforgery.GetAndStoreTokens(HttpContext).RequestToken!);
}

internal sealed class EveryoneHandler(
    Microsoft.Extensions.Options.IOptionsMonitor<AuthenticationSchemeOptions> options,
    Microsoft.Extensions.Logging.ILoggerFactory logger,
    System.Text.Encodings.Web.UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var identity = new System.Security.Claims.ClaimsIdentity([new(System.Security.Claims.ClaimTypes.NameIdentifier, "01990000-0000-7000-8000-000000000001")], "Test");
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new(identity), "Test")));
    }
}
