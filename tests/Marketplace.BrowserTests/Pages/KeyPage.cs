using Marketplace.BrowserTests.Support;
using Marketplace.Infrastructure.Accounts;
using Microsoft.Playwright;

namespace Marketplace.BrowserTests.Pages;

/// <summary>Kilobytes (1,024 bytes) of <c>ux-guide.md</c> §8, as sent.</summary>
public sealed record Budget(int WithoutImages, int UntilLoad, int AfterScroll, int Html = 10, int Nodes = 1200);

/// <summary>
/// A page the suite looks at. <c>Path</c> is an address, or addresses and link selectors joined by " > ", followed one after another, where the address
/// holds a name only the data knows: <c>/ > main a[href^='/p/']</c>. <c>Reach</c> is for pages that need something done first; it ends there.
/// </summary>
public sealed record KeyPage(string Name, string Path, Budget? Budget = null, DemoAccount? Account = null, Func<IPage, Task>? Reach = null)
{
    public override string ToString() => Name;

    /// <summary>Where people buy, sell and read figures.</summary>
    public bool IsMain => Name is "home" or "listing" or "product" or "cart" or "pay-qr" or "order" or "tracking" or "studio" or "studio-orders" or "studio-order" or "studio-new" or "dashboard"
        || Name.StartsWith("checkout", StringComparison.Ordinal);

    /// <summary>The first page and the product are photographed dark too.</summary>
    public bool IsShownDark => Name is "home" or "product";

    /// <summary>Buyers also read French; those who sell and those who run the market do not.</summary>
    public IReadOnlyList<string> Languages => (Account is null || Account == DemoAccounts.Buyer) && Name != "styleguide" ? ["vi", "en", "fr"] : ["vi", "en"];

    public static string In(string language, string address) => language == "vi" ? address : $"/{language}{(address == "/" ? "" : address)}";

    /// <summary>Goes there as a person would.</summary>
    public async Task Open(IPage page) => await page.GotoAsync(await Resolve(page), new PageGotoOptions { WaitUntil = WaitUntilState.Load });

    /// <summary>The address without scheme, host and language.</summary>
    public async Task<string> Resolve(IPage page)
    {
        if (Reach is not null)
        {
            await Reach(page);
            return new Uri(page.Url).PathAndQuery;
        }

        var steps = Path.Split(" > ");
        var address = steps[0];
        foreach (var selector in steps.Skip(1))
        {
            await page.GotoAsync(address);
            address = await page.Locator(selector).First.GetAttributeAsync("href") ?? throw new InvalidOperationException($"No link {selector} on {address}.");
        }

        return address;
    }
}
