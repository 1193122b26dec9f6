using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Marketplace.Benchmarks;

/// <summary>
/// Guests who buy: each puts a product in the cart, looks at it, and goes through address, payment and confirmation to the thanks page, one order
/// for cash. The orders a second are this machine's with the buyers on it; the CPU is the application's own.
/// </summary>
internal static partial class CheckoutDriver
{
    private const int WarmUp = 40;
    private const int Buyers = 4;
    private const int TicksASecond = 100;

    public static async Task Run(Uri address, int orders, int process)
    {
        var variants = await Variants(address, orders);
        await Buy(address, variants, WarmUp);
        var before = Cpu(process);
        var watch = Stopwatch.StartNew();
        await Buy(address, variants, orders);
        watch.Stop();
        var cpu = (Cpu(process) - before) * 1000.0 / TicksASecond / orders;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"checkout, whole",-28} {orders / watch.Elapsed.TotalSeconds,9:0} orders/s   {cpu,8:0.000} CPU ms/order"));
    }

    private static async Task Buy(Uri address, IReadOnlyList<string> variants, int orders)
    {
        var left = orders;
        await Task.WhenAll(Enumerable.Range(0, Buyers).Select(async _ =>
        {
            for (var order = Interlocked.Decrement(ref left); order >= 0; order = Interlocked.Decrement(ref left))
            {
                await BuyOne(address, variants[order % variants.Count]);
            }
        }));
    }

    private static async Task BuyOne(Uri address, string variant)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        using var browser = new HttpClient(handler) { BaseAddress = address };
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        await Post(browser, "/cart/lines", ("variant", variant), ("quantity", "1"));
        await Get(browser, "/cart");
        var checkout = CheckoutPath().Match(await Post(browser, "/checkout")).Value;
        await Get(browser, checkout + "/address");
        await Post(browser, checkout + "/address", ("CountryCode", "VN"), ("FullName", "Nguyễn Thị Mai"), ("Phone", Phone()),
            ("ProvinceId", await Province(browser, checkout)), ("TypedPlace", "Hoàn Kiếm"), ("Line1", "12 Lê Lợi"), ("Line2", "gần chợ"));
        await Get(browser, checkout + "/payment");
        await Post(browser, checkout + "/payment", ("Method", "CashOnDelivery"));
        var shown = await Get(browser, checkout + "/confirmation");
        var thanks = await Post(browser, checkout + "/confirmation", ("Total", Hidden(shown, "Total")), ("Version", Hidden(shown, "Version")));
        if (!thanks.Contains("/thanks", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"No order: {thanks}");
        }

        await Get(browser, thanks);
    }

    /// <summary>Another buyer each time, of a network that exists: one number may have few orders open.</summary>
    private static string Phone() => string.Create(CultureInfo.InvariantCulture, $"091{Random.Shared.Next(1_000_000, 9_999_999)}");

    private static string? _province;

    private static async Task<string> Province(HttpClient browser, string checkout) =>
        _province ??= ProvinceOption().Match(await Get(browser, checkout + "/address")).Groups[1].Value;

    /// <summary>What can be bought now, enough of it that none sells out: list after list until there are as many products as orders.</summary>
    private static async Task<IReadOnlyList<string>> Variants(Uri address, int wanted)
    {
        using var browser = new HttpClient { BaseAddress = address };
        List<string> variants = [];
        for (var list = "/products"; list is not "" && variants.Count < wanted;)
        {
            var page = await Get(browser, list);
            foreach (var product in ProductPath().Matches(page).Select(match => match.Value).Distinct())
            {
                var variant = VariantField().Match(await Get(browser, product));
                if (variant.Success)
                {
                    variants.Add(variant.Groups[1].Value);
                }
            }

            list = WebUtility.HtmlDecode(NextList().Match(page).Groups[1].Value);
        }

        return variants;
    }

    private static async Task<string> Get(HttpClient browser, string path)
    {
        using var response = await browser.GetAsync(new Uri(path, UriKind.Relative));
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<string> Post(HttpClient browser, string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await browser.PostAsync(new Uri(path, UriKind.Relative), content);
        return response.Headers.Location is { } next
            ? next.ToString()
            : throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    private static string Hidden(string page, string name) => Regex.Match(page, $"name=\"{name}\"[^>]*value=\"([^\"]*)\"").Groups[1].Value is { Length: > 0 } value
        ? value
        : Regex.Match(page, $"value=\"([^\"]*)\"[^>]*name=\"{name}\"").Groups[1].Value;

    private static long Cpu(int process)
    {
        var fields = File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("/checkout/[0-9a-f-]{36}")]
    private static partial Regex CheckoutPath();

    [GeneratedRegex("/p/[^\"#?]+")]
    private static partial Regex ProductPath();

    [GeneratedRegex("rel=\"next\" href=\"([^\"]*)\"")]
    private static partial Regex NextList();

    [GeneratedRegex("name=\"variant\"[^>]*value=\"([0-9a-f-]{36})\"")]
    private static partial Regex VariantField();

    [GeneratedRegex("<option value=\"([0-9]+)\"[^>]*>[^<]*Hà Nội")]
    private static partial Regex ProvinceOption();
}
