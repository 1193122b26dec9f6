using System.Net;
using Marketplace.Tests.Security;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Infrastructure.Web;

/// <summary>HEAD of every address without a parameter, on real connections, against GET of the same.</summary>
public sealed class HeadTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public HeadTests() => _market.UseKestrel(0);

    [Fact]
    public async Task Every_page_answers_HEAD_as_GET_and_without_a_body()
    {
        _market.StartServer();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _market.ClientOptions.BaseAddress };
        var wrong = new List<string>();
        foreach (var route in AppRoute.Of(_market).Where(route => route.Method == "GET" && !route.Pattern.Contains('{', StringComparison.Ordinal) && route.Pattern != "styleguide/crash"))
        {
            var path = new Uri("/" + route.Pattern, UriKind.Relative);
            using var get = await client.GetAsync(path, TestContext.Current.CancellationToken);
            using var request = new HttpRequestMessage(HttpMethod.Head, path);
            using var head = await client.SendAsync(request, TestContext.Current.CancellationToken);
            if (head.StatusCode != get.StatusCode
                || head.Content.Headers.ContentType?.ToString() != get.Content.Headers.ContentType?.ToString()
                || head.Headers.Location != get.Headers.Location
                || (await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length > 0)
            {
                wrong.Add($"{path}: GET {(int)get.StatusCode} {get.Content.Headers.ContentType}, HEAD {(int)head.StatusCode} {head.Content.Headers.ContentType}");
            }
        }

        Assert.True(wrong is [], string.Join(Environment.NewLine, wrong));
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/en/products", HttpStatusCode.OK)]
    [InlineData("/p/khong-co", HttpStatusCode.NotFound)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/finance", HttpStatusCode.Redirect)]
    public async Task HEAD_says_what_GET_would(string path, HttpStatusCode expected)
    {
        _market.StartServer();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _market.ClientOptions.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative));

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task HEAD_first_does_not_leave_an_empty_page_for_GET()
    {
        _market.StartServer();
        using var client = new HttpClient { BaseAddress = _market.ClientOptions.BaseAddress };
        for (var time = 0; time < 2; time++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, new Uri("/crafts", UriKind.Relative));
            using var head = await client.SendAsync(request, TestContext.Current.CancellationToken);
        }

        Assert.Contains("</html>", await client.GetStringAsync(new Uri("/crafts", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    public void Dispose() => _market.Dispose();
}
