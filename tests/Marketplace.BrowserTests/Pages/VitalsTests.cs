using System.Globalization;
using System.Text.Json;
using Marketplace.BrowserTests.Support;
using Microsoft.Playwright;

namespace Marketplace.BrowserTests.Pages;

/// <summary>
/// Pages on a slow line (400 kbit/s, 400 ms) and a slow phone (a quarter of this machine). That nothing moves is a gate; times depend on the machine that
/// runs the tests and are written down.
/// </summary>
[Collection(nameof(Alone))]
public sealed class VitalsTests(Market market, ITestOutputHelper output)
{
    private static readonly string[] Watched = ["home", "listing", "product", "checkout-address", "studio"];

    public static TheoryData<string> Names => [.. Watched];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_moves_on_a_slow_line(string name)
    {
        var keyPage = KeyPages.Named(name);
        await using var visitor = await market.Visitor(account: keyPage.Account);
        var page = await visitor.NewPageAsync();
        var address = await keyPage.Resolve(page);
        await page.ForgetFonts();
        await page.AddInitScriptAsync(Observe);
        var session = await visitor.NewCDPSessionAsync(page);
        await session.SendAsync("Network.clearBrowserCache");
        await Throttle(session, latency: 400, bytesPerSecond: 50_000, cpu: 4);
        var first = await See(page, address);
        await Throttle(session, latency: 0, bytesPerSecond: -1, cpu: 1);
        await page.WaitForFonts();
        await Throttle(session, latency: 400, bytesPerSecond: 50_000, cpu: 4);
        var again = await See(page, address);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: first {first}; again, with its font, {again}"));
        Assert.Equal((0, 0), (Math.Round(first.Shift, 2), Math.Round(again.Shift, 2)));
    }

    private static async Task<Vitals> See(IPage page, string address)
    {
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load, Timeout = 60_000 });
        await page.WaitForTimeoutAsync(500);
        var height = await page.EvaluateAsync<int>("document.documentElement.scrollHeight");
        for (var y = 0; y < height; y += 400)
        {
            await page.EvaluateAsync("y => scrollTo(0, y)", y);
            await page.WaitForTimeoutAsync(60);
        }

        var seen = await page.EvaluateAsync<JsonElement>("vitals");
        return new Vitals(Number("fcp"), Number("lcp"), Number("tbt"), Number("cls"));
        double Number(string key) => seen.GetProperty(key).GetDouble();
    }

    private static async Task Throttle(ICDPSession session, int latency, int bytesPerSecond, int cpu)
    {
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.emulateNetworkConditions", new()
        {
            ["offline"] = false,
            ["latency"] = latency,
            ["downloadThroughput"] = bytesPerSecond,
            ["uploadThroughput"] = bytesPerSecond,
        });
        await session.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = cpu });
    }

    private const string Observe = """
        window.vitals = { fcp: 0, lcp: 0, tbt: 0, cls: 0 };
        const watch = (type, each) => new PerformanceObserver(list => list.getEntries().forEach(each)).observe({ type, buffered: true });
        watch('paint', entry => { if (entry.name === 'first-contentful-paint') vitals.fcp = entry.startTime; });
        watch('largest-contentful-paint', entry => { vitals.lcp = entry.startTime; });
        watch('longtask', entry => { vitals.tbt += Math.max(0, entry.duration - 50); });
        watch('layout-shift', entry => { if (!entry.hadRecentInput) vitals.cls += entry.value; });
        """;

    private sealed record Vitals(double FirstPaint, double LargestPaint, double Blocked, double Shift)
    {
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"FCP {FirstPaint:0} ms, LCP {LargestPaint:0} ms, TBT {Blocked:0} ms, CLS {Shift:0.####}");
    }
}
