using System.Net;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Infrastructure.Localization;

public sealed class LanguageChoiceTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [InlineData("/products", "/en/products", "/en", "none")]
    [InlineData("/", "/en", "/en", "none")]
    [InlineData("/en/", "/fr", "/fr", "cross-site")]
    [InlineData("/en/rules?day=2026-08-01", "/fr/rules?day=2026-08-01", "/fr", "same-site")]
    public async Task Who_chose_a_language_is_led_to_it_when_they_come_back_to_the_front_page(string from, string chosen, string expected, string site)
    {
        using var reader = _market.AsGuest();
        await Choose(reader, from, chosen);

        using var answer = await Visit(reader, "/?utm_source=mail", site);

        Assert.Equal((HttpStatusCode.Redirect, expected + "?utm_source=mail"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("/en", "/")]
    [InlineData("/en/products", "/products")]
    public async Task Who_chose_Vietnamese_again_stays_at_the_front_page(string from, string chosen)
    {
        using var reader = _market.AsGuest();
        await Choose(reader, "/", "/en");

        await Choose(reader, from, chosen);
        using var answer = await Visit(reader, "/");

        Assert.Equal((HttpStatusCode.OK, "vi"), (answer.StatusCode, (await answer.Page()).DocumentElement.GetAttribute("lang")));
    }

    [Theory]
    [InlineData("/products", "none", "navigate")]
    [InlineData("/p/khan", "cross-site", "navigate")]
    [InlineData("/", "same-origin", "navigate")]
    [InlineData("/", "none", "no-cors")]
    [InlineData("/", null, null)]
    public async Task Nobody_is_led_from_what_names_its_language_or_from_a_page_of_ours(string address, string? site, string? mode)
    {
        using var reader = _market.AsGuest();
        await Choose(reader, "/", "/en");

        using var answer = await Visit(reader, address, site, mode);

        Assert.NotEqual(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://localhost/products", "/en")]
    [InlineData("http://elsewhere.example/products", "/en/products")]
    [InlineData("http://localhost/en/products", "/en/products?sort=price")]
    [InlineData("not an address", "/en/products")]
    [InlineData(null, "/en/products")]
    public async Task Only_the_way_from_the_same_page_in_another_language_is_a_choice(string? from, string address)
    {
        using var reader = _market.AsGuest();

        using var answer = await Visit(reader, address, "same-origin", "navigate", from);

        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    /// <summary>A photograph has no language: its address lies outside all of them.</summary>
    [Fact]
    public async Task What_lies_outside_the_languages_does_not_forget_the_choice()
    {
        using var reader = _market.AsGuest();
        await Choose(reader, "/", "/en");

        using var photo = await Visit(reader, "/media/0123456789abcdef0123456789abcdef/960.jpg", "same-origin", "navigate", "http://localhost/en/p/khan");
        using var answer = await Visit(reader, "/");

        Assert.Equal("/en", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_choice_of_one_stays_out_of_the_kept_pages_of_all()
    {
        using var reader = _market.AsGuest();
        using var crawler = _market.AsGuest();
        await Choose(reader, "/", "/en");

        using var english = await Visit(crawler, "/en");
        using var first = await Visit(crawler, "/");
        using var led = await Visit(reader, "/");
        using var second = await Visit(crawler, "/");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Redirect, HttpStatusCode.OK), (english.StatusCode, first.StatusCode, led.StatusCode, second.StatusCode));
        Assert.True(second.Headers.Contains("Age"));
        Assert.All([english, first, led, second], answer => Assert.False(answer.Headers.Contains("Set-Cookie")));
    }

    [Fact]
    public async Task A_language_that_is_not_spoken_here_is_no_choice()
    {
        var cookies = new CookieContainer();
        cookies.Add(_market.ClientOptions.BaseAddress, new Cookie("language", "de"));
        using var reader = _market.AsGuest(cookies);

        using var answer = await Visit(reader, "/");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>Follows the link of a language at the top of a page.</summary>
    private static async Task Choose(HttpClient reader, string from, string chosen)
    {
        using var answer = await Visit(reader, chosen, "same-origin", "navigate", "http://localhost" + from);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("path=/; samesite=lax; httponly", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> Visit(HttpClient reader, string address, string? site = "none", string? mode = "navigate", string? from = null)
    {
        reader.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        foreach (var (name, value) in new[] { ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Referer", from) })
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await reader.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
