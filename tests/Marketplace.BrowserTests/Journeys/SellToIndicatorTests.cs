using System.Globalization;
using System.Text.RegularExpressions;
using Marketplace.BrowserTests.Pages;
using Marketplace.BrowserTests.Support;
using Marketplace.Domain.Programme;
using Marketplace.Infrastructure.Accounts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Marketplace.BrowserTests.Journeys;

/// <summary>The promise of the market from end to end: what a maker lists is bought every way, sent, paid for and counted in the figures of her commune.</summary>
public sealed partial class SellToIndicatorTests(Market market)
{
    private const string Maker = "lanh-suoi-may";
    private const string Commune = "00901";
    private const string Province = "08";
    private const long PriceDong = 250_000;
    private readonly ProgrammePeriod _month = Months.This;
    private string _cashOrder = "";

    /// <summary>How those are in the market who work in it; the buyers come every way.</summary>
    private Way _way = new("", 360, true);

    [Theory]
    [InlineData("", 360, true)]
    [InlineData("/en", 1280, false)]
    public async Task What_a_maker_lists_four_buyers_buy_and_the_programme_counts(string language, int width, bool scripts)
    {
        _way = new Way(language, width, scripts);
        var name = "Túi lanh thử đường " + Guid.NewGuid().ToString("N")[..6];
        var (communeBefore, provinceBefore) = await NetSales();
        await List(name);
        await Approve(name);

        var cash = await BuyWithCash(name);
        var transfer = await BuyByTransfer(name, "/en", 1280, scripts: true, "0987654321", "Bank transfer for order", "Payment received");
        var onPhone = await BuyByTransfer(name, "", 360, scripts: false, "0987654322", "Chuyển khoản cho đơn", "Đã nhận tiền");
        var card = await BuyByCard(name);
        foreach (var number in (string[])[cash, transfer, onPhone, card])
        {
            await Fulfil(number);
        }

        await Track(cash);
        await Review(name);

        // Transfers and card are paid for; cash counts once the courier has handed it over.
        Assert.Equal((communeBefore + (3 * PriceDong), provinceBefore + (3 * PriceDong)), await NetSales());
        await SettleCash(cash);

        Assert.Equal((communeBefore + (4 * PriceDong), provinceBefore + (4 * PriceDong)), await NetSales());
    }

    private async Task List(string name)
    {
        await using var visitor = await Worker(DemoAccounts.ProducerMember);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync($"{_way.Language}/studio/{Maker}/listings/new");
        await page.SelectOptionAsync("[name=CategoryId]", new SelectOptionValue { Label = _way.Says("Túi thổ cẩm", "Brocade bags") });
        await page.Locator("main form .button.wide").ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/photos$"));
        await page.SetInputFilesAsync("[name=Photos][multiple]", await Photo(page));
        if (!_way.HasScript)
        {
            await page.Locator("[data-photo-upload] button").ClickAsync();
        }

        await Expect(page.Locator("main li.card")).ToHaveCountAsync(1);
        for (var look = 0; look < 60 && await page.Locator("main li.card .tag.success").CountAsync() == 0; look++)
        {
            await page.WaitForTimeoutAsync(250);
            await page.ReloadAsync();
        }

        await Expect(page.Locator("main li.card .tag.success")).ToHaveCountAsync(1);
        await page.Locator("main a.wide").ClickAsync();
        await page.FillAsync("[name='Variants[0].PriceDong']", PriceDong.ToString(CultureInfo.InvariantCulture));
        await page.FillAsync("[name='Variants[0].Stock']", "9");
        if (_way.HasScript)
        {
            await Expect(page.Locator("[data-receives-text]").First).ToContainTextAsync(_way.Says("Bạn nhận", "You receive"));
        }

        await page.Locator("main form .button.wide").ClickAsync();

        await Expect(page.Locator("main .inset .price")).ToContainTextAsync(_way.Says("Bạn nhận", "You receive"));
        await page.FillAsync("[name=NameVi]", name);
        await page.FillAsync("[name=StoryVi]", "Chị em trong tổ hợp tự gieo lanh, nối sợi, dệt rồi khâu tay từng chiếc túi, mỗi chiếc mất ba ngày.");
        await page.Locator("main form .button.wide").ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/preview$"));
        foreach (var paper in await page.Locator("[name=Declared]").AllAsync())
        {
            await paper.CheckAsync();
        }

        await page.Locator("form[action$='/preview'] .button.wide").ClickAsync();
        await Expect(page.Locator("main .tag").First).ToHaveTextAsync(_way.Says("Đang chờ duyệt", "Waiting for review"));
    }

    private async Task Approve(string name)
    {
        await using var visitor = await Worker(DemoAccounts.Moderator);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(_way.Language + "/moderation");
        await page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await page.Locator("button[value=Approve]").ClickAsync();

        await page.GotoAsync(_way.Language + "/moderation");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = name })).ToHaveCountAsync(0);
    }

    private async Task<string> BuyWithCash(string name)
    {
        await using var visitor = await market.Visitor(scripts: false);
        var page = await visitor.NewPageAsync();
        await PutInCart(page, "", name);
        await Steps.FillAddress(page, "Nguyễn Thị Bình", "0912 345 678", "12 Hàng Bông");
        await Steps.ChooseMethod(page, "CashOnDelivery");

        await Expect(page.Locator("main")).ToContainTextAsync("Hàng Bông");
        await Steps.Confirm(page);

        await Expect(page.Locator("h1")).ToHaveTextAsync("Cảm ơn bạn đã đặt hàng");
        _cashOrder = await page.Locator("main a.button[href*='/orders/']").GetAttributeAsync("href") ?? "";
        return Number(page);
    }

    /// <summary>Who bought with cash says what it is like, and everybody reads it once a moderator has.</summary>
    private async Task Review(string name)
    {
        const string Praise = "Túi chắc, đường kim đều, gói bằng giấy dó.";
        await using var buyer = await market.Visitor(scripts: false);
        var form = await buyer.NewPageAsync();
        await form.GotoAsync(_cashOrder);
        await form.Locator("main a[href*='/review']").ClickAsync();
        await form.CheckAsync("[name=Stars][value='5']");
        await form.FillAsync("[name=Text]", Praise);
        await form.Locator("main form .button.wide").ClickAsync();
        await Expect(form.Locator(".banner.success")).ToContainTextAsync("đọc xong sẽ đăng");

        await Approve(name);

        await using var visitor = await market.Visitor();
        var page = await visitor.NewPageAsync();
        await page.GotoAsync($"/makers/{Maker}");
        await page.Locator("main a[href*='/p/']").Filter(new() { HasText = name }).First.ClickAsync();
        await Expect(page.Locator("section[aria-labelledby=reviews]")).ToContainTextAsync(Praise);
        await Screenshots.Take(page, "product-reviewed-360-light-vi");
        Assert.Empty(await Axe.Findings(page, "product-reviewed-360-light-vi"));
    }

    private async Task<string> BuyByTransfer(string name, string language, int width, bool scripts, string phone, string asked, string received)
    {
        await using var visitor = await market.Visitor(width, scripts: scripts);
        var page = await visitor.NewPageAsync();
        await PutInCart(page, language, name);
        await Steps.FillAddress(page, "John Smith", phone, "5 Phố Huế");
        await Steps.ChooseMethod(page, "BankTransfer");
        await Steps.Confirm(page);

        await Expect(page.Locator("h1")).ToContainTextAsync(asked);
        await Expect(page.Locator("svg.qr path").Last).ToHaveAttributeAsync("d", new Regex("^.{500,}$"));
        var number = Number(page);
        var bank = await visitor.NewPageAsync();
        await bank.GotoAsync("/dev/bank?number=" + number);
        await bank.Locator("main form .button").ClickAsync();
        await Expect(bank.Locator(".banner.success")).ToContainTextAsync(number);

        // By itself: with script the page asks, without it is loaded again.
        await Expect(page.Locator("h1")).ToContainTextAsync(received, new() { Timeout = 60_000 });
        return number;
    }

    private async Task<string> BuyByCard(string name)
    {
        await using var visitor = await market.Visitor(1280);
        var page = await visitor.NewPageAsync();
        await PutInCart(page, "/en", name);
        await Steps.FillAddressAbroad(page);
        await Steps.ChooseMethod(page, "Card");
        await Expect(page.Locator("dl.summary dd.price")).ToContainTextAsync(new Regex(@"\$|USD"));
        await Steps.Confirm(page);

        await page.Locator("form[action$='/card'] .button").ClickAsync();
        await page.Locator("button[value=pay]").ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Payment received", new() { Timeout = 30_000 });
        return Number(page);
    }

    /// <summary>A picture no other product has: what the camera, here the browser, sees.</summary>
    private static async Task<FilePayload> Photo(IPage page) => new()
    {
        Name = "tui.jpg",
        MimeType = "image/jpeg",
        Buffer = await page.ScreenshotAsync(new() { Type = ScreenshotType.Jpeg, Quality = 70 }),
    };

    private static async Task PutInCart(IPage page, string language, string name)
    {
        await page.GotoAsync($"{language}/makers/{Maker}");
        await page.Locator("main a[href*='/p/']").Filter(new() { HasText = name }).First.ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(name);
        await page.Locator("main form[action$='/cart/lines'] button.wide").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/cart$"));
        await page.Locator("main form[action$='/checkout'] button").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/address"));
    }

    private async Task Fulfil(string number)
    {
        await using var visitor = await Worker(DemoAccounts.ProducerMember);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync($"{_way.Language}/studio/{Maker}/orders");
        var order = await page.Locator("main h2 a[href*='" + number + "']").GetAttributeAsync("href") ?? "";

        // With one tap, in the list.
        await page.Locator("main li.card").Filter(new() { Has = page.Locator($"a[href='{order}']") }).Locator("button[name=Step][value=Accept]").ClickAsync();
        await page.GotoAsync(order);
        foreach (var step in (string[])["Pack", "Send", "Deliver"])
        {
            if (step == "Send")
            {
                await page.FillAsync("[name=Carrier]", "VNPost");
                await page.FillAsync("[name=TrackingCode]", TrackingCode(number));
            }

            await page.Locator($"button[name=Step][value={step}]").ClickAsync();
        }

        await Expect(page.Locator("button[name=Step]")).ToHaveCountAsync(0);
    }

    /// <summary>On another phone, with what stands on the thanks page: the parcel is followed, and the link to manage the order asked for.</summary>
    private async Task Track(string number)
    {
        await using var visitor = await market.Visitor();
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/track");
        await page.FillAsync("[name=Code]", number);
        await page.FillAsync("[name=Phone]", "0912 345 678");
        await page.Locator("main form .button").ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/track/" + number));
        await Expect(page.Locator("main")).ToContainTextAsync("Đã giao");
        await Expect(page.Locator("main")).Not.ToContainTextAsync("Hàng Bông");
        Assert.Empty(await Axe.Findings(page, "followed"));
        await page.Locator("main form .button").ClickAsync();
        await Expect(page.Locator("main .banner.success")).ToContainTextAsync("••• 678");
    }

    /// <summary>The courier transfers what it collected, and the officer pastes its statement.</summary>
    private async Task SettleCash(string number)
    {
        await using var visitor = await Worker(DemoAccounts.FinanceOfficer);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(_way.Language + "/finance/remittances");
        var owed = page.Locator("main tbody tr").Filter(new() { HasText = number });
        var collected = string.Concat((await owed.Locator("td.num").InnerTextAsync()).Where(char.IsAsciiDigit));

        var memo = "VNPOST nop tien thu ho " + Guid.NewGuid().ToString("N")[..6];
        var bank = await visitor.NewPageAsync();
        await bank.GotoAsync("/dev/bank");
        await bank.FillAsync("[name='Form.Memo']", memo);
        await bank.FillAsync("[name='Form.Amount']", collected);
        await bank.Locator("main form .button").ClickAsync();
        await Expect(bank.Locator(".banner.success")).ToBeVisibleAsync();

        await page.GotoAsync(_way.Language + "/finance/receipts");
        await page.Locator("main tbody tr").Filter(new() { HasText = memo }).Locator("a").ClickAsync();
        await page.Locator("main a[href$='/remittance']").ClickAsync();
        await page.FillAsync("[name='Form.Statement']", TrackingCode(number).ToLowerInvariant() + " 0");
        await page.Locator("main form .button").ClickAsync();
        await Expect(page.Locator("main tbody tr").Filter(new() { HasText = number })).ToHaveCountAsync(1);
        await page.GotoAsync(_way.Language + "/finance/remittances");
        await Expect(page.Locator("main tbody tr").Filter(new() { HasText = number })).ToHaveCountAsync(0);
    }

    /// <summary>Net marketplace sales since the month in which the errand began, as the managers of the commune and of the province read them: an errand across the midnight of a month's end sells in two.</summary>
    private async Task<(long Commune, long Province)> NetSales()
    {
        var (commune, province) = (0L, 0L);
        foreach (var month in Months.This == _month ? [_month] : (ProgrammePeriod[])[_month, Months.This])
        {
            commune += await NetSales(DemoAccounts.CommuneManager, Commune, month);
            province += await NetSales(DemoAccounts.ProvinceManager, Province, month);
        }

        return (commune, province);
    }

    private async Task<long> NetSales(DemoAccount manager, string place, ProgrammePeriod month)
    {
        await using var visitor = await Worker(manager);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync($"{_way.Language}/programme?what=B1&where={place}&when={month.Code}");
        var figure = page.Locator("#B1 .figure");
        await Expect(figure).ToBeVisibleAsync();
        return await figure.Locator("data").CountAsync() == 0
            ? 0
            : long.Parse(await figure.Locator("data").GetAttributeAsync("value") ?? "", CultureInfo.InvariantCulture);
    }

    private Task<IBrowserContext> Worker(DemoAccount account) => market.Visitor(_way.Width, scripts: _way.HasScript, account: account);

    private static string TrackingCode(string number) => "EV" + number[..6] + "VN";

    private static string Number(IPage page) => OrderNumber().Match(page.Url).Groups[1].Value;

    private sealed record Way(string Language, int Width, bool HasScript)
    {
        public string Says(string vietnamese, string english) => Language is "" ? vietnamese : english;
    }

    [GeneratedRegex("/(?:orders|pay)/([^/?]+)")]
    private static partial Regex OrderNumber();
}
