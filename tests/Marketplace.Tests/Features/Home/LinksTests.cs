using System.Net;
using AngleSharp.Html.Parser;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Home;

/// <summary>Whoever follows links from the home page never meets a page that is not there.</summary>
[Collection(OneSeededMarketplace.Name)]
public sealed class LinksTests(SeededMarketplace market)
{
    private const int OfOneKind = 12;
    private static readonly HtmlParser Parser = new();

    [Theory]
    [InlineData("/")]
    [InlineData("/en")]
    [InlineData("/fr")]
    public async Task Every_link_up_to_two_steps_from_home_leads_somewhere(string home)
    {
        using var guest = market.AsGuest();
        var seen = new HashSet<string> { home };
        var kinds = new Dictionary<string, int>();
        List<(string Address, string From)> next = [(home, "")];
        var wrong = new List<string>();
        for (var step = 0; step <= 2; step++)
        {
            var found = new List<(string, string)>();
            foreach (var (address, from) in next)
            {
                using var answer = await guest.Get(address);
                if ((int)answer.StatusCode >= 400)
                {
                    wrong.Add($"{address} on {from} answers {(int)answer.StatusCode}");
                }
                else if (answer.StatusCode is HttpStatusCode.OK && answer.Content.Headers.ContentType?.MediaType == "text/html" && step < 2)
                {
                    found.AddRange((await Links(answer, address)).Select(link => (link, address)));
                }
            }

            // Of goods, makers, communes and filters some stand for all.
            next = [.. found.Where(link => seen.Add(link.Item1) && (kinds[Kind(link.Item1)] = kinds.GetValueOrDefault(Kind(link.Item1)) + 1) <= OfOneKind)];
        }

        Assert.True(seen.Count > 60, $"only {seen.Count} links were found");
        Assert.True(wrong is [], string.Join(Environment.NewLine, wrong));
    }

    private static async Task<IEnumerable<string>> Links(HttpResponseMessage answer, string address)
    {
        var page = Parser.ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var root = new Uri("http://localhost" + address);
        return page.QuerySelectorAll("a[href], area[href]").Select(link => link.GetAttribute("href")!)
            .Concat(page.QuerySelectorAll("form[action]:not([method=post])").Select(form => form.GetAttribute("action")!))
            .Concat(page.QuerySelectorAll("link[rel=alternate][href], link[rel=canonical][href]").Select(link => new Uri(link.GetAttribute("href")!, UriKind.RelativeOrAbsolute))
                .Select(link => link.IsAbsoluteUri ? link.PathAndQuery : link.OriginalString))
            .Where(href => !href.StartsWith("tel:", StringComparison.Ordinal) && !href.StartsWith("mailto:", StringComparison.Ordinal))
            .Select(href => new Uri(root, href))
            .Where(link => link.Host == "localhost")
            .Select(link => link.PathAndQuery)
            // Pictures are made by the queue, which does not run in these tests.
            .Where(path => !path.StartsWith("/media/", StringComparison.Ordinal))
            .Distinct();
    }

    /// <summary>Addresses that differ only in the thing they name, or in the values of a query, are of one kind.</summary>
    private static string Kind(string address)
    {
        var parts = address.Split('?');
        var path = parts[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var fixedPart = path is ["en" or "fr", .. var rest] ? rest : path;
        var keys = parts.Length > 1 ? string.Join('&', parts[1].Split('&').Select(pair => pair.Split('=')[0]).Order(StringComparer.Ordinal)) : "";
        return $"{(fixedPart.Length > 1 ? fixedPart[0] + "/*" : string.Join('/', fixedPart))}?{keys}";
    }
}
