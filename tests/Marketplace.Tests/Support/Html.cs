using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Marketplace.Tests.Support;

internal static class HtmlPages
{
    /// <summary>Opens a page and expects it to be there.</summary>
    public static async Task<IHtmlDocument> Open(this HttpClient client, string address, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(expected == response.StatusCode, $"{address} answered {(int)response.StatusCode}: {html[..Math.Min(html.Length, 3000)]}");
        return await Parse(html);
    }

    /// <summary>The page of an answer, whatever its status.</summary>
    public static async Task<IHtmlDocument> Page(this HttpResponseMessage response) => await Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    public static IReadOnlyList<string> Texts(this IParentNode page, string selector) =>
        [.. page.QuerySelectorAll(selector).Select(element => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];

    private static async Task<IHtmlDocument> Parse(string html) =>
        (IHtmlDocument)await BrowsingContext.New(Configuration.Default).OpenAsync(request => request.Content(html), TestContext.Current.CancellationToken);
}
