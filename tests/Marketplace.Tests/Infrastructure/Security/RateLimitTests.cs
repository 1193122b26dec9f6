using System.Net;
using Marketplace.Infrastructure.Security;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Hosting;

namespace Marketplace.Tests.Infrastructure.Security;

public sealed class RateLimitTests : IDisposable
{
    private readonly Limited _market = new();

    [Fact]
    public async Task Trying_too_often_is_answered_with_a_page_that_says_when()
    {
        using var guest = _market.AsGuest();
        for (var time = 0; time < 3; time++)
        {
            using var answer = await guest.Post("/account/sign-in", ("Login", "a@example.vn"), ("Password", "a wrong one"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }

        using var refused = await guest.Post("/account/sign-in", ("Login", "a@example.vn"), ("Password", "a wrong one"));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Contains("Nghỉ một phút", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_callers_haste_does_not_stop_another()
    {
        var user = await _market.GivenUser(Some.User());
        using var guest = _market.AsGuest();
        using var signedIn = await _market.As(user);
        for (var time = 0; time < 4; time++)
        {
            using var answer = await guest.Post("/account/sign-in", ("Login", "a@example.vn"), ("Password", "a wrong one"));
        }

        using var other = await signedIn.Post("/account/password", ("Current", "a wrong one"), ("Password", "a wrong one"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
    }

    [Fact]
    public async Task Looking_is_not_limited_where_trying_is()
    {
        using var guest = _market.AsGuest();
        for (var time = 0; time < 6; time++)
        {
            using var answer = await guest.Get("/account/sign-in");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Photos_sent_in_one_form_are_limited_like_those_in_pieces()
    {
        var atelier = await Atelier.In(_market);
        var draft = await atelier.CompleteDraft();
        using var maker = await _market.As(atelier.Maker);
        List<HttpStatusCode> answers = [];
        for (var time = 0; time < 4; time++)
        {
            using var photo = new ByteArrayContent([1, 2, 3]);
            using var form = new MultipartFormDataContent { { photo, "Photos", "1.jpg" } };
            using var answer = await maker.PostAsync(new Uri($"{atelier.Root}/listings/{draft.Id.Value}/photos", UriKind.Relative), form, TestContext.Current.CancellationToken);
            answers.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.TooManyRequests], answers);
    }

    public static TheoryData<string, string> Paths()
    {
        var walk = $"/checkout/{Guid.NewGuid()}";
        return new()
        {
            { "POST", "/checkout" }, { "POST", walk + "/address" }, { "POST", walk + "/payment" }, { "POST", walk + "/confirmation" }, { "POST", "/pay/CP2222222/card" },
            { "GET", "/search?q=khan{0}" }, { "GET", "/api/v1/products" }, { "GET", "/checkout/communes?province=1" },
            { "POST", "/webhooks/stripe" }, { "POST", "/webhooks/sandbox" }, { "POST", "/bank-notifications" },
        };
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task What_costs_or_can_be_guessed_is_limited(string method, string path)
    {
        using var guest = _market.AsGuest();
        List<HttpStatusCode> answers = [];
        var said = "";
        for (var time = 0; time < 4; time++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path.Replace("{0}", $"{time}", StringComparison.Ordinal), UriKind.Relative));
            request.Content = method == "POST" ? new FormUrlEncodedContent([]) : null;
            using var answer = await guest.SendAsync(request, TestContext.Current.CancellationToken);
            answers.Add(answer.StatusCode);
            said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, answers.Take(3));
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[3]);
        if (path.StartsWith("/checkout", StringComparison.Ordinal) && method == "POST")
        {
            Assert.Contains("Nghỉ một phút", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_kept_page_costs_nothing_and_is_not_counted()
    {
        using var guest = _market.AsGuest();
        for (var time = 0; time < 6; time++)
        {
            using var answer = await guest.Get("/search?q=khan");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    public void Dispose() => _market.Dispose();

    private sealed class Limited : TestMarketplace
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            foreach (var limit in RateLimits.PerMinute.Keys)
            {
                builder.UseSetting("RateLimits:" + limit, "3");
            }
        }
    }
}
