using System.Globalization;
using Microsoft.Playwright;

namespace Marketplace.BrowserTests.Pages;

/// <summary>What a person does before a page exists for them. Each ends on the page it is named after.</summary>
internal static class Steps
{
    private static int s_buyers;
    private static int s_carts;
    private static readonly SemaphoreSlim s_drafting = new(1, 1);
    private static string? s_draft;

    public static async Task FillCart(IPage page)
    {
        await page.GotoAsync("/makers/lanh-suoi-may");
        var products = await page.Locator("main a[href^='/p/']").EvaluateAllAsync<string[]>("links => [...new Set(links.map(link => link.getAttribute('href')))]");
        var first = Interlocked.Increment(ref s_carts);
        for (var i = 0; i < products.Length; i++)
        {
            // Others of the suite buy too: each begins with another product, and the last piece of one may be theirs. Of goods in several sizes one would have to be chosen.
            await page.GotoAsync(products[(first + i) % products.Length]);
            var add = page.Locator("main form[action$='/cart/lines']:has(input[type=hidden][name=variant]) button.wide");
            if (await add.CountAsync() > 0)
            {
                await add.ClickAsync();
                await page.WaitForURLAsync(url => url.EndsWith("/cart", StringComparison.Ordinal));
                return;
            }
        }

        throw new InvalidOperationException($"Nothing of {string.Join(", ", products)} can be bought.");
    }

    public static async Task StartCheckout(IPage page)
    {
        await FillCart(page);
        await page.Locator("main form[action$='/checkout'] button").First.ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/address", StringComparison.Ordinal));
    }

    public static async Task SayWhere(IPage page)
    {
        await StartCheckout(page);
        await FillAddress(page, "Nguyễn Thị Bình", Phone(), "12 Hàng Bông");
    }

    /// <summary>Another buyer each time: one number may have few orders open.</summary>
    private static string Phone() => string.Create(CultureInfo.InvariantCulture, $"0900 {Interlocked.Increment(ref s_buyers):000000}");

    public static async Task SayHowToPay(IPage page)
    {
        await SayWhere(page);
        await ChooseMethod(page, "BankTransfer");
    }

    public static async Task PlaceOrder(IPage page)
    {
        await SayHowToPay(page);
        await Confirm(page);
        await page.WaitForURLAsync(url => url.Contains("/pay/", StringComparison.Ordinal));
    }

    /// <summary>Abroad, where cards are taken.</summary>
    public static async Task OweByCard(IPage page)
    {
        await StartCheckout(page);
        await FillAddressAbroad(page);
        await ChooseMethod(page, "Card");
        await Confirm(page);
        await page.WaitForURLAsync(url => url.Contains("/pay/", StringComparison.Ordinal));
    }

    public static async Task BeThanked(IPage page)
    {
        await SayWhere(page);
        await ChooseMethod(page, "CashOnDelivery");
        await Confirm(page);
        await page.WaitForURLAsync(url => url.Contains("/thanks", StringComparison.Ordinal));
    }

    public static async Task FollowOrder(IPage page)
    {
        await BeThanked(page);
        await page.Locator("main a.button[href*='/orders/']").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/orders/", StringComparison.Ordinal) && !url.Contains("/thanks", StringComparison.Ordinal));
    }

    /// <summary>
    /// A guest buys from the maker, so that there is an order to open. She does not buy herself: tests that run beside each other share her session, and with
    /// it her cart.
    /// </summary>
    public static async Task OpenOrder(IPage page)
    {
        await page.GotoAsync("/studio");
        await using (var guest = await page.Context.Browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = new Uri(page.Url).GetLeftPart(UriPartial.Authority),
            Locale = "vi-VN",
        }))
        {
            guest.SetDefaultTimeout(15_000);
            await FollowOrder(await guest.NewPageAsync());
        }

        await page.GotoAsync("/studio/lanh-suoi-may/orders");
        await page.Locator("main h2 a").First.ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/orders/", StringComparison.Ordinal));
    }

    public static async Task OpenSlip(IPage page)
    {
        await OpenOrder(page);
        await page.Locator("main a[href$='/slip']").ClickAsync();
        await page.WaitForURLAsync(url => url.EndsWith("/slip", StringComparison.Ordinal));
    }

    /// <summary>An address in Hà Nội.</summary>
    public static async Task FillAddress(IPage page, string name, string phone, string house)
    {
        var province = page.Locator("[name=ProvinceId]");
        await province.SelectOptionAsync(await province.Locator("option", new() { HasText = "Hà Nội" }).GetAttributeAsync("value") ?? "");
        await page.FillAsync("[name=FullName]", name);
        await page.FillAsync("[name=Phone]", phone);
        await page.FillAsync("[name=TypedPlace]", "Hoàn Kiếm");
        await page.FillAsync("[name=Line1]", house);
        await page.Locator("main form[method=post] .button.wide").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/payment", StringComparison.Ordinal));
    }

    public static async Task ChooseMethod(IPage page, string method)
    {
        await page.CheckAsync($"[name=Method][value={method}]");
        await page.Locator("main form .button.wide").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/confirmation", StringComparison.Ordinal));
    }

    /// <summary>An address in the United States.</summary>
    public static async Task FillAddressAbroad(IPage page)
    {
        await page.SelectOptionAsync("[name=CountryCode]", "US");
        await page.Locator("main [name=ChangeCountry]").ClickAsync();
        await page.FillAsync("[name=FullName]", "Mary Johnson");
        await page.FillAsync("[name=Phone]", string.Create(CultureInfo.InvariantCulture, $"+1 206 555 {Interlocked.Increment(ref s_buyers):0000}"));
        await page.FillAsync("[name=Email]", "mary@example.com");
        await page.FillAsync("[name=Line1]", "400 Broad Street");
        await page.FillAsync("[name=City]", "Seattle");
        await page.FillAsync("[name=Region]", "WA");
        await page.FillAsync("[name=PostalCode]", "98109");
        await page.Locator("main form[method=post] .button.wide").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/payment", StringComparison.Ordinal));
    }

    /// <summary>A page of the sell form about goods that a maker has answered everything for and not sent in yet. All tests look at the same.</summary>
    public static Func<IPage, Task> Draft(string step) => async page =>
    {
        await s_drafting.WaitAsync();
        try
        {
            s_draft ??= await Write(page);
        }
        finally
        {
            s_drafting.Release();
        }

        await page.GotoAsync($"{s_draft}/{step}");
    };

    /// <returns>The address of its first page, without the page.</returns>
    private static async Task<string> Write(IPage page)
    {
        await page.GotoAsync("/studio/lanh-suoi-may/listings/new");
        await page.SelectOptionAsync("[name=CategoryId]", new SelectOptionValue { Label = "Túi thổ cẩm" });
        await page.Locator("main form .button.wide").ClickAsync();
        await page.WaitForURLAsync(url => url.EndsWith("/photos", StringComparison.Ordinal));
        var draft = page.Url[..page.Url.LastIndexOf('/')];
        await page.SetInputFilesAsync("[name=Photos][multiple]", new FilePayload
        {
            Name = "tui.jpg",
            MimeType = "image/jpeg",
            Buffer = await page.ScreenshotAsync(new() { Type = ScreenshotType.Jpeg, Quality = 70 }),
        });
        await page.Locator("main li.card").WaitForAsync();
        for (var look = 0; look < 60 && await page.Locator("main li.card .tag.success").CountAsync() == 0; look++)
        {
            await page.WaitForTimeoutAsync(250);
            await page.ReloadAsync();
        }

        await page.Locator("main a.wide").ClickAsync();
        await page.FillAsync("[name='Variants[0].PriceDong']", "335.000");
        await page.FillAsync("[name='Variants[0].Stock']", "4");
        await page.Locator("main form .button.wide").ClickAsync();
        await page.FillAsync("[name=NameVi]", "Túi lanh để xem thử");
        await page.FillAsync("[name=StoryVi]", "Mẹ trồng lanh, se sợi rồi nhuộm chàm ba nước trong suốt một mùa mưa.");
        await page.Locator("main form .button.wide").ClickAsync();
        await page.WaitForURLAsync(url => url.EndsWith("/preview", StringComparison.Ordinal));
        return draft;
    }

    public static Task Confirm(IPage page) => page.Locator("form[action$='/confirmation'] .button").ClickAsync();
}
