using System.Globalization;
using System.Text.Json;
using Marketplace.BrowserTests.Support;
using Microsoft.Playwright;

namespace Marketplace.BrowserTests.Pages;

/// <summary>What a page costs a phone with an empty cache: bytes as sent by the published application, requests, nodes.</summary>
public sealed class BudgetTests(Market market, ITestOutputHelper output)
{
    private const int MostRequests = 15;

    /// <summary>By the page's own clock: the fetcher starts within the load event, of which the browser tells others only afterwards.</summary>
    private const string FontsBeforeLoad = """
        performance.getEntriesByType('resource').filter(entry => entry.name.includes('/dist/fonts/') && entry.startTime < performance.getEntriesByType('navigation')[0].loadEventStart).length
        """;

    [Theory]
    [MemberData(nameof(KeyPages.Budgeted), MemberType = typeof(KeyPages))]
    public async Task A_page_keeps_to_its_budget(string name)
    {
        var keyPage = KeyPages.Named(name);
        var budget = keyPage.Budget!;
        await using var visitor = await market.Visitor(account: keyPage.Account);
        var page = await visitor.NewPageAsync();
        var address = await keyPage.Resolve(page);
        await page.ForgetFonts();
        await using var traffic = await Traffic.Watch(page, new Uri(market.Address).Host);
        await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        var atLoad = traffic.Sum(until: await traffic.Loading);
        await ScrollThrough(page);
        var afterScroll = traffic.Sum(until: double.MaxValue);
        var nodes = await page.EvaluateAsync<int>("document.querySelectorAll('*').length");
        var fonts = await page.EvaluateAsync<int>(FontsBeforeLoad);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: at load {atLoad}; after scroll {afterScroll}; {nodes} nodes"));
        Assert.True(atLoad.Html > 0, "The page itself was not counted.");
        // The studio's budget is "before her photos" (docs: ux-guide §8).
        var isStudio = name.StartsWith("studio", StringComparison.Ordinal);
        string[] over =
        [
            .. Over("KB of HTML", Kilobytes(atLoad.Html), budget.Html),
            .. Over("KB without images", Kilobytes(atLoad.All - atLoad.Images), budget.WithoutImages),
            .. Over("KB until load", Kilobytes(isStudio ? atLoad.All - atLoad.Images : atLoad.All), budget.UntilLoad),
            .. Over("KB after full scroll", Kilobytes(afterScroll.All), budget.AfterScroll),
            .. Over("KB of scripts", Kilobytes(afterScroll.Scripts), isStudio ? 14 : 6),
            .. Over("KB of styles", Kilobytes(afterScroll.Styles), 8),
            .. Over("requests before scrolling", atLoad.Requests, MostRequests),
            .. Over("requests to others", afterScroll.Foreign, 0),
            .. Over("fonts before load", fonts, 0),
            .. Over("nodes", nodes, budget.Nodes),
        ];
        Assert.True(over.Length == 0, string.Join("; ", over));
    }

    private static double Kilobytes(long bytes) => bytes / 1024.0;

    private static IEnumerable<string> Over(string what, double measured, double allowed)
    {
        if (measured > allowed)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{measured:0.##} {what}, {allowed} allowed");
        }
    }

    private static async Task ScrollThrough(IPage page)
    {
        var height = await page.EvaluateAsync<int>("document.documentElement.scrollHeight");
        for (var y = 0; y < height; y += 500)
        {
            await page.EvaluateAsync("y => scrollTo(0, y)", y);
            await page.WaitForTimeoutAsync(40);
        }

        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    private sealed record Amount(long All, long Html, long Styles, long Scripts, long Images, int Requests, int Foreign);

    /// <summary>
    /// Bytes over the wire by the browser's own count. The font the fetcher brings for later views, once the page is loaded and the reader is reading,
    /// is counted apart: the first view neither waits for it nor shows it.
    /// </summary>
    private sealed class Traffic : IAsyncDisposable
    {
        private const string FontFolder = "/dist/fonts/";
        private readonly Dictionary<string, (string Url, string Type)> _requests = [];
        private readonly List<(string Url, string Type, long Bytes, double At)> _finished = [];
        private readonly ICDPSession _session;
        private readonly string _host;
        private readonly TaskCompletionSource<double> _loaded = new();

        private Traffic(ICDPSession session, string host)
        {
            (_session, _host) = (session, host);
            session.Event("Network.responseReceived").OnEvent += (_, message) => Received(message!.Value);
            session.Event("Page.loadEventFired").OnEvent += (_, message) => Loaded(message!.Value);
            session.Event("Network.loadingFinished").OnEvent += (_, message) => Finished(message!.Value);
        }

        public static async Task<Traffic> Watch(IPage page, string host)
        {
            var session = await page.Context.NewCDPSessionAsync(page);
            var traffic = new Traffic(session, host);
            await session.SendAsync("Network.enable");
            await session.SendAsync("Page.enable");
            await session.SendAsync("Network.clearBrowserCache");
            return traffic;
        }

        /// <summary>The browser's time of the load event; what finishes later was not needed until then.</summary>
        public Task<double> Loading => _loaded.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public Amount Sum(double until)
        {
            lock (_finished)
            {
                var counted = _finished.Where(item => item.At <= until && !item.Url.StartsWith("data:", StringComparison.Ordinal)).ToList();
                var fonts = counted.Where(item => item.Url.Contains(FontFolder, StringComparison.Ordinal)).ToList();
                var rest = counted.Except(fonts).ToList();
                return new Amount(
                    rest.Sum(item => item.Bytes),
                    rest.Where(item => item.Type == "text/html").Sum(item => item.Bytes),
                    rest.Where(item => item.Type == "text/css").Sum(item => item.Bytes),
                    rest.Where(item => item.Type.Contains("javascript", StringComparison.Ordinal)).Sum(item => item.Bytes),
                    rest.Where(item => item.Type is "image/avif" or "image/webp" or "image/jpeg" or "image/png").Sum(item => item.Bytes),
                    rest.Count,
                    counted.Count(item => new Uri(item.Url).Host != _host));
            }
        }

        public async ValueTask DisposeAsync() => await _session.DetachAsync();

        private void Loaded(JsonElement message)
        {
            _loaded.TrySetResult(message.GetProperty("timestamp").GetDouble());
        }

        private void Received(JsonElement message)
        {
            var response = message.GetProperty("response");
            lock (_finished)
            {
                _requests[message.GetProperty("requestId").GetString()!] = (response.GetProperty("url").GetString()!, response.GetProperty("mimeType").GetString()!);
            }
        }

        private void Finished(JsonElement message)
        {
            lock (_finished)
            {
                if (_requests.TryGetValue(message.GetProperty("requestId").GetString()!, out var request))
                {
                    _finished.Add((request.Url, request.Type, (long)message.GetProperty("encodedDataLength").GetDouble(), message.GetProperty("timestamp").GetDouble()));
                }
            }
        }
    }
}
