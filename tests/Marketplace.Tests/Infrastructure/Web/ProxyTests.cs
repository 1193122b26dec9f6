using System.Net;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;

namespace Marketplace.Tests.Infrastructure.Web;

/// <summary>On real connections: the peer is this machine, and what it claims about the caller counts only where it is a known proxy.</summary>
public sealed class ProxyTests
{
    private const int Tries = 3;

    [Theory]
    [InlineData(null)]
    [InlineData("Proxy:KnownProxies:0=10.0.0.5")]
    [InlineData("Proxy:KnownNetworks:0=10.0.0.0/8")]
    public async Task A_caller_cannot_write_itself_another_address(string? setting)
    {
        using var market = new Behind(setting);

        var answers = await Tried(market, number => [$"203.0.113.{number}"]);

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    [Theory]
    [InlineData("Proxy:KnownProxies:0=127.0.0.1")]
    [InlineData("Proxy:KnownNetworks:0=127.0.0.0/8")]
    public async Task Behind_a_known_proxy_callers_are_told_apart(string setting)
    {
        using var market = new Behind(setting);

        var many = await Tried(market, number => [$"203.0.113.{number}"]);
        var one = await Tried(market, _ => ["198.51.100.7"]);

        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, many);
        Assert.Equal(HttpStatusCode.TooManyRequests, one[^1]);
    }

    [Fact]
    public async Task What_a_caller_wrote_before_the_proxy_added_its_address_does_not_count()
    {
        using var market = new Behind("Proxy:KnownProxies:0=127.0.0.1");

        var answers = await Tried(market, number => [$"203.0.113.{number}, 198.51.100.7"]);
        var inHeadersOfItsOwn = await Tried(market, number => [$"203.0.113.{number}", "198.51.100.8"]);

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
        Assert.Equal(HttpStatusCode.TooManyRequests, inHeadersOfItsOwn[^1]);
    }

    [Fact]
    public async Task A_chain_of_known_proxies_is_followed_to_the_caller()
    {
        using var market = new Behind("Proxy:KnownProxies:0=127.0.0.1", "Proxy:KnownNetworks:0=10.0.0.0/24");

        var answers = await Tried(market, number => [$"203.0.113.{number}, 10.0.0.9"]);

        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, answers);
    }

    [Theory]
    [InlineData("Proxy:KnownProxies:0=127.0.0.1", true)]
    [InlineData("Proxy:KnownProxies:0=10.0.0.5", false)]
    public async Task Cookies_are_for_https_only_where_a_known_proxy_speaks_https(string setting, bool isSecure)
    {
        using var market = new Behind(setting);
        using var client = market.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/cart?to=FR", UriKind.Relative));
        request.Headers.Add("X-Forwarded-For", "203.0.113.1");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(isSecure, Assert.Single(answer.Headers.GetValues("Set-Cookie")).Contains("; secure", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<List<HttpStatusCode>> Tried(Behind market, Func<int, string[]> forwardedFor)
    {
        using var client = market.Client();
        var answers = new List<HttpStatusCode>();
        for (var number = 1; number <= Tries + 1; number++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/account/sign-in", UriKind.Relative))
            {
                Content = new FormUrlEncodedContent([KeyValuePair.Create("Login", "a@example.vn"), KeyValuePair.Create("Password", "a wrong one")]),
            };
            request.Headers.Add("X-Forwarded-For", forwardedFor(number));
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            answers.Add(answer.StatusCode);
        }

        return answers;
    }

    private sealed class Behind : TestMarketplace
    {
        private readonly string[] _settings;

        public Behind(params string?[] settings)
        {
            _settings = [.. settings.OfType<string>()];
            UseKestrel(0);
        }

        public HttpClient Client()
        {
            StartServer();
            var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = ClientOptions.BaseAddress };
            client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
            return client;
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("RateLimits:sign-in", Tries.ToString(System.Globalization.CultureInfo.InvariantCulture));
            foreach (var setting in _settings)
            {
                builder.UseSetting(setting[..setting.IndexOf('=', StringComparison.Ordinal)], setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            }
        }
    }
}
