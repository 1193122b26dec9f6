using System.Net;
using System.Text.RegularExpressions;
using Marketplace.BrowserTests.Support;

namespace Marketplace.BrowserTests.Pages;

/// <summary>Styles, scripts and icons as a visitor gets them from the published application.</summary>
public sealed partial class PublishedAssetTests(Market market)
{
    [Fact]
    public async Task Assets_are_fingerprinted_compressed_and_kept_for_ever()
    {
        using var client = Client();
        var html = await Text(client, "/account/sign-in");
        var assets = Asset().Matches(html).Select(match => match.Value).Distinct().ToList();

        Assert.Contains(assets, asset => asset.EndsWith(".css", StringComparison.Ordinal));
        Assert.Contains(assets, asset => asset.EndsWith(".js", StringComparison.Ordinal));
        Assert.All(assets, asset => Assert.Matches(@"\.[a-z0-9]{10}\.(css|js|svg)$", asset));
        foreach (var asset in assets)
        {
            using var response = await client.GetAsync(asset, TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("br", response.Content.Headers.ContentEncoding.Single());
            Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task The_style_of_the_whole_site_is_at_most_8_KB_and_the_public_script_6()
    {
        using var client = Client();
        var html = await Text(client, "/account/sign-in");
        foreach (var (extension, most) in new[] { (".css", 8), (".js", 6) })
        {
            var asset = Asset().Matches(html).Select(match => match.Value).First(value => value.EndsWith(extension, StringComparison.Ordinal) && !value.Contains("fonts", StringComparison.Ordinal));
            var bytes = await client.GetByteArrayAsync(asset, TestContext.Current.CancellationToken);

            Assert.InRange(bytes.Length, 1, most * 1024);
        }
    }

    [Fact]
    public async Task Pages_are_compressed()
    {
        using var client = Client();
        using var response = await client.GetAsync("/account/sign-in", TestContext.Current.CancellationToken);

        Assert.Equal("br", response.Content.Headers.ContentEncoding.Single());
    }

    [Fact]
    public async Task Fonts_are_kept_for_ever()
    {
        using var client = Client();
        using var response = await client.GetAsync("/dist/fonts/be-vietnam-pro-700-vietnamese.woff2", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    private HttpClient Client()
    {
        var client = new HttpClient { BaseAddress = new Uri(market.Address) };
        client.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        return client;
    }

    private static async Task<string> Text(HttpClient client, string path)
    {
        await using var body = await client.GetStreamAsync(path, TestContext.Current.CancellationToken);
        await using var plain = new System.IO.Compression.BrotliStream(body, System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(plain);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("/dist/[^\"# ]+\\.(?:css|js|svg)")]
    private static partial Regex Asset();
}
