using Marketplace.Infrastructure.Accounts;

namespace Marketplace.BrowserTests.Pages;

/// <summary>One line adds a page to the accessibility, layout, screenshot and budget tests.</summary>
public static class KeyPages
{
    private static readonly Budget Form = new(15, 15, 25);

    public static IReadOnlyList<KeyPage> All { get; } =
    [
        new("home", "/"),
        new("listing", "/products"),
        new("category", "/ > main a[href^='/c/']"),
        new("search", "/search?q=tho+cam"),
        new("search-nothing", "/search?q=xyzzy", new Budget(15, 60, 220)),
        new("product", "/products > main a[href^='/p/']", new Budget(20, 60, 160, Html: 12)),
        new("maker", "/makers > main a[href^='/makers/']"),
        new("people", "/peoples > main a[href^='/peoples/']"),
        new("province", "/provinces > main a[href^='/provinces/']"),
        new("cart-empty", "/cart", Form),
        new("cart", "/cart", Reach: Steps.FillCart),
        new("checkout-address", "/checkout", Form, Reach: Steps.StartCheckout),
        new("checkout-payment", "/checkout", Form, Reach: Steps.SayWhere),
        new("checkout-confirm", "/checkout", Form, Reach: Steps.SayHowToPay),
        new("pay-qr", "/pay", Form, Reach: Steps.PlaceOrder),
        new("order", "/orders", Form, Reach: Steps.FollowOrder),
        new("tracking", "/track", Form),
        new("sign-in", "/account/sign-in", Form),
        new("sign-up", "/account/sign-up", Form),
        new("account", "/account", Account: DemoAccounts.Buyer),
        new("studio", "/studio/lanh-suoi-may/listings", new Budget(30, 30, 60), DemoAccounts.ProducerMember),
        new("studio-orders", "/studio/lanh-suoi-may/orders", Account: DemoAccounts.ProducerMember),
        new("studio-order", "/studio", Account: DemoAccounts.ProducerMember, Reach: Steps.OpenOrder),
        new("studio-slip", "/studio", Account: DemoAccounts.ProducerMember, Reach: Steps.OpenSlip),
        new("studio-money", "/studio/lanh-suoi-may/money", Account: DemoAccounts.ProducerMember),
        new("studio-settings", "/studio/lanh-suoi-may/settings", Account: DemoAccounts.ProducerMember),
        new("studio-members", "/studio/lanh-suoi-may/members", Account: DemoAccounts.ProducerMember),
        new("moderation", "/moderation", Account: DemoAccounts.Moderator),
        new("moderation-shops", "/moderation/producers", Account: DemoAccounts.Moderator),
        new("moderation-shop", "/moderation/producers > main td a", Account: DemoAccounts.Moderator),
        new("finance", "/finance", Account: DemoAccounts.FinanceOfficer),
        new("indicators", "/indicators"),
        new("dashboard", "/programme", new Budget(30, 30, 40, Html: 12, Nodes: 2500), DemoAccounts.CentreManager),
        new("styleguide", "/styleguide"),
        new("not-found", "/khong-co"),
    ];

    public static TheoryData<string> Names => [.. All.Select(page => page.Name)];

    public static TheoryData<string> Budgeted => [.. All.Where(page => page.Budget is not null).Select(page => page.Name)];

    public static KeyPage Named(string name) => All.Single(page => page.Name == name);
}
