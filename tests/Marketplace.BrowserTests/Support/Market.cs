using System.Collections.Concurrent;
using Marketplace.Infrastructure.Accounts;
using Microsoft.Playwright;

namespace Marketplace.BrowserTests.Support;

/// <summary>One market and one browser for the whole run.</summary>
public sealed class Market : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Task<string>> _signedIn = new();
    private PublishedMarket _published = null!;
    private IPlaywright? _playwright;

    public IBrowser Browser { get; private set; } = null!;

    public string Address => _published.Address;

    public async ValueTask InitializeAsync()
    {
        _published = await PublishedMarket.Ready;
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium.Find(),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A visitor with a device, a theme and a mind about scripts; signed in when an account is given.</summary>
    public async Task<IBrowserContext> Visitor(int width = 360, bool dark = false, bool scripts = true, DemoAccount? account = null)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address,
            ViewportSize = new ViewportSize { Width = width, Height = width < 500 ? 640 : 900 },
            DeviceScaleFactor = width < 500 ? 2 : 1,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = scripts,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "vi-VN",
            StorageState = account is null ? null : await _signedIn.GetOrAdd(account.Login, _ => SignIn(account)),
        });
        context.SetDefaultTimeout(15_000);
        return context;
    }

    /// <summary>The session of a demonstration account, made once through the sign-in page.</summary>
    private async Task<string> SignIn(DemoAccount account)
    {
        await using var context = await Visitor(width: 1280);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/account/sign-in");
        await page.FillAsync("[name$='Login']", account.Login);
        await page.FillAsync("[name$='Password']", DemoAccounts.Password);
        await page.Locator("main form button").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        return await context.StorageStateAsync();
    }
}
