using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using Marketplace.Tests.Support;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Marketplace.Tests.Features.Frame;

/// <summary>The frame and the form fields, as every page uses them.</summary>
public sealed class StyleguideTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task An_error_stands_beside_its_field_and_in_the_summary_and_what_was_typed_is_kept()
    {
        var (status, page) = await Post("/styleguide", new() { ["Form.Name"] = "<script>alert(1)</script>", ["Form.Phone"] = "09", ["Form.Quantity"] = "mười", ["Form.Craft"] = "wax" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.StartsWith("Lỗi: ", page.Title, StringComparison.Ordinal);
        Assert.Equal("<script>alert(1)</script>", page.QuerySelector("[name='Form.Name']")!.GetAttribute("value"));
        Assert.Equal("mười", page.QuerySelector("[name='Form.Quantity']")!.GetAttribute("value"));
        Assert.True(page.QuerySelector("[name='Form.Craft'][value=wax]")!.HasAttribute("checked"));
        Assert.False(page.QuerySelector("[name='Form.Craft'][value=weaving]")!.HasAttribute("checked"));

        var phone = page.QuerySelector("[name='Form.Phone']")!;
        Assert.Equal("true", phone.GetAttribute("aria-invalid"));
        Assert.All(phone.GetAttribute("aria-describedby")!.Split(' '), id => Assert.NotNull(page.GetElementById(id)));
        Assert.All(page.QuerySelectorAll(".errors a"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
        Assert.Contains("“mười” chưa đúng. Xem lại giúp nhé.", page.GetElementById("Quantity-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letters_are_composed_and_tricks_with_direction_dropped()
    {
        var (_, page) = await Post("/styleguide", new() { ["Form.Name"] = "Tro\u031Bi\u202E\u0007\uFFFE\uFDD0\ud83e\uddf5" });

        Assert.Equal("Trơi🧵", page.QuerySelector("[name='Form.Name']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Nothing_is_painted_before_the_header_and_the_bottom_bar_have_come()
    {
        var page = await Get("/styleguide");

        var mark = page.QuerySelector($"{page.QuerySelector("head link[rel=expect][blocking=render]")!.GetAttribute("href")}")!;
        Assert.Equal("main", mark.NextElementSibling!.LocalName);
        Assert.Equal("bottom-bar", mark.PreviousElementSibling!.ClassName);
    }

    [Theory]
    [InlineData("/styleguide", "vi")]
    [InlineData("/en/styleguide", "en")]
    [InlineData("/fr/styleguide?x=1", "fr")]
    public async Task The_page_links_to_itself_in_the_other_languages(string path, string language)
    {
        var page = await Get(path);

        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(2, page.QuerySelectorAll(".prefs a[hreflang]").Length);
        foreach (var link in page.QuerySelectorAll(".prefs a[hreflang]"))
        {
            var there = await Get(link.GetAttribute("href")!);
            Assert.Equal(link.GetAttribute("hreflang"), there.DocumentElement.GetAttribute("lang"));
        }
    }

    [Fact]
    public async Task Assets_carry_their_fingerprint_and_no_language_and_are_not_empty()
    {
        var page = await Get("/en/styleguide");
        using var client = _market.CreateClient();
        var assets = page.QuerySelectorAll("link[rel=stylesheet]").Select(link => link.GetAttribute("href")!)
            .Concat(page.QuerySelectorAll("script[src]").Select(script => script.GetAttribute("src")!))
            .Concat(page.QuerySelectorAll("use").Select(use => use.GetAttribute("href")!.Split('#')[0]))
            .Concat(page.Body!.Dataset["fonts"]!.Split(' '))
            .Distinct()
            .ToList();

        Assert.Equal(["css", "js", "svg", "woff2"], assets.Select(asset => asset[(asset.LastIndexOf('.') + 1)..]).Distinct().Order());
        foreach (var asset in assets)
        {
            Assert.Matches(@"^/dist/.+\.[a-z0-9]{10}\.(css|js|svg)$|^/dist/fonts/.+\.woff2$", asset);
            Assert.NotEmpty(await client.GetByteArrayAsync(asset, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Every_icon_asked_for_is_in_the_sprite_and_no_other()
    {
        var folder = Path.Combine(Repository.Root, "wwwroot-assets", "icons");
        var frame = await File.ReadAllTextAsync(Path.Combine(folder, "frame.svg"), TestContext.Current.CancellationToken);
        var sprite = frame + await File.ReadAllTextAsync(Path.Combine(folder, "icons.svg"), TestContext.Current.CancellationToken);
        var asked = Repository.Files(Path.Combine(Repository.Web, "Features"), ".cshtml")
            .SelectMany(file => System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(file), "<icon name=\"([^\"@]+)\"").Select(match => match.Groups[1].Value))
            .Distinct().ToList();
        var drawn = System.Text.RegularExpressions.Regex.Matches(sprite, "<symbol id=\"([^\"]+)\"").Select(match => match.Groups[1].Value);

        Assert.Empty(drawn.Except(asked));
        Assert.All(asked, name => Assert.Contains($"id=\"{name}\"", sprite, StringComparison.Ordinal));
    }

    [Fact]
    public void No_page_has_inline_style_or_script()
    {
        var inline = Repository.Files(Path.Combine(Repository.Web, "Features"), ".cshtml").Concat(Repository.Files(Repository.Web, ".cs"))
            .Where(file => System.Text.RegularExpressions.Regex.IsMatch(
                File.ReadAllText(file).Replace("\\\"", "\"", StringComparison.Ordinal), """\sstyle="|<style|\son[a-z]+="|<script(?![^>]*(asset=|type="application/ld\+json"))"""))
            .Select(Path.GetFileName);

        Assert.Empty(inline);
    }

    [Fact]
    public async Task The_theme_is_chosen_without_script_and_leads_back()
    {
        using var client = _market.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Referrer = new Uri("http://localhost/en/styleguide?page=2");
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("theme", "dark")]);
        using var response = await client.PostAsync("/en/theme", content, TestContext.Current.CancellationToken);

        Assert.Equal("/en/styleguide?page=2", response.Headers.Location!.ToString());
        var page = await client.GetStringAsync("/styleguide", TestContext.Current.CancellationToken);
        Assert.Contains("data-theme=\"dark\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_theme_form_leads_nowhere_else()
    {
        using var client = _market.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Referrer = new Uri("http://evil.example/");
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("theme", "dark")]);
        using var response = await client.PostAsync("/theme", content, TestContext.Current.CancellationToken);

        Assert.Equal("/", response.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("3", "3")]
    [InlineData("<b>", null)]
    [InlineData("-1", null)]
    [InlineData("99999999999", null)]
    public async Task The_cart_count_is_shown_from_its_cookie_when_it_is_a_number(string cookie, string? shown)
    {
        using var client = _market.CreateClient();
        client.DefaultRequestHeaders.Add("Cookie", "cart-count=" + cookie);
        var page = await Parse(await client.GetStringAsync("/styleguide", TestContext.Current.CancellationToken));

        Assert.Equal(shown, page.QuerySelector(".account .count")?.TextContent);
    }

    private async Task<IDocument> Get(string path)
    {
        using var client = _market.CreateClient();
        return await Parse(await client.GetStringAsync(path, TestContext.Current.CancellationToken));
    }

    private async Task<(HttpStatusCode Status, IDocument Page)> Post(string path, Dictionary<string, string> fields)
    {
        using var client = _market.CreateClient();
        using var content = new FormUrlEncodedContent(fields);
        using var response = await client.PostAsync(path, content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    private static Task<IDocument> Parse(string html) => BrowsingContext.New().OpenAsync(answer => answer.Content(html), TestContext.Current.CancellationToken);
}
