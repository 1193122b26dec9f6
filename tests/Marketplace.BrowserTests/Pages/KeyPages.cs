using Marketplace.BrowserTests.Support;
using Marketplace.Infrastructure.Accounts;

namespace Marketplace.BrowserTests.Pages;

/// <summary>One line adds a page to the accessibility, layout, screenshot and budget tests.</summary>
public static class KeyPages
{
    private static readonly Budget Form = new(15, 15, 25);
    private static readonly Budget Cards = new(15, 60, 220);
    private static readonly Budget Studio = new(30, 30, 60);
    private static readonly Budget Figures = new(30, 30, 40, Html: 12, Nodes: 2500);

    public static IReadOnlyList<KeyPage> All { get; } =
    [
        new("home", "/", new Budget(12, 60, 180)),
        new("listing", "/products", Cards),
        new("category", "/ > main a[href^='/c/']", Cards),
        new("search", "/search?q=tho+cam", Cards),
        new("search-nothing", "/search?q=xyzzy", Cards),
        new("product", "/products > main a[href^='/p/']", new Budget(20, 60, 160, Html: 12)),
        new("maker", "/makers > main a[href^='/makers/']", Cards),
        new("people", "/peoples/hmong", Cards),
        new("province", "/provinces > main a[href^='/provinces/']", Cards),
        new("makers", "/makers", Cards),
        new("peoples", "/peoples", Cards),
        new("provinces", "/provinces", Cards),
        new("crafts", "/crafts", Cards),
        new("craft", "/crafts > main a[href^='/crafts/']", Cards),
        new("cart-empty", "/cart", Form),
        new("cart", "/cart", Form, Reach: Steps.FillCart),
        new("checkout-address", "/checkout", Form, Reach: Steps.StartCheckout),
        new("checkout-payment", "/checkout", Form, Reach: Steps.SayWhere),
        new("checkout-confirm", "/checkout", Form, Reach: Steps.SayHowToPay),
        new("pay-qr", "/pay", Form, Reach: Steps.PlaceOrder),
        new("pay-card", "/pay", Form, Reach: Steps.OweByCard),
        new("thanks", "/orders", Form, Reach: Steps.BeThanked),
        new("order", "/orders", Form, Reach: Steps.FollowOrder),
        new("tracking", "/track", Form),
        new("terms", "/terms", Form),
        new("sign-in", "/account/sign-in", Form),
        new("sign-up", "/account/sign-up", Form),
        new("account", "/account", Form, Account: DemoAccounts.Buyer),
        new("account-orders", "/account/orders", Form, Account: DemoAccounts.Buyer),
        new("review", "/account/orders > main a[href^='/orders/'] > main a[href*='/review']", Form, Account: DemoAccounts.Buyer),
        new("sell", "/sell/apply", Studio, DemoAccounts.Buyer),
        new("studio-new", "/studio/lanh-suoi-may/listings/new", Studio, DemoAccounts.ProducerMember),
        new("studio-photos", "/studio", Studio, DemoAccounts.ProducerMember, Steps.Draft("photos")),
        new("studio-price", "/studio", Studio, DemoAccounts.ProducerMember, Steps.Draft("price")),
        new("studio-words", "/studio", Studio, DemoAccounts.ProducerMember, Steps.Draft("story")),
        new("studio-details", "/studio", Studio, DemoAccounts.ProducerMember, Steps.Draft("details")),
        new("studio-preview", "/studio", Studio, DemoAccounts.ProducerMember, Steps.Draft("preview")),
        new("studio", "/studio/lanh-suoi-may/listings", Studio, DemoAccounts.ProducerMember),
        new("studio-orders", "/studio/lanh-suoi-may/orders", Studio, Account: DemoAccounts.ProducerMember),
        new("studio-order", "/studio", Studio, Account: DemoAccounts.ProducerMember, Reach: Steps.OpenOrder),
        new("studio-slip", "/studio", Studio, Account: DemoAccounts.ProducerMember, Reach: Steps.OpenSlip),
        new("studio-money", "/studio/lanh-suoi-may/money", Studio, Account: DemoAccounts.ProducerMember),
        new("studio-settings", "/studio/lanh-suoi-may/settings", Studio, Account: DemoAccounts.ProducerMember),
        new("studio-story", "/studio/lanh-suoi-may/settings/shop", Studio, Account: DemoAccounts.ProducerMember),
        new("studio-reviews", "/studio/lanh-suoi-may/reviews", Studio, Account: DemoAccounts.ProducerMember),
        new("studio-profile", "/studio/lanh-suoi-may/profile", Studio, Account: DemoAccounts.ProducerMember),
        new("studio-craft", "/studio/lanh-suoi-may/crafts/indigo-dyeing", Studio, Account: DemoAccounts.ProducerMember),
        new("studio-members", "/studio/lanh-suoi-may/members", Studio, Account: DemoAccounts.ProducerMember),
        new("studio-mandates", "/studio/lanh-suoi-may/mandates", Studio, Account: DemoAccounts.ProducerMember),
        new("studio-helper", "/studio/gom-binh-duc/orders", Studio, Account: DemoAccounts.Helper),
        new("moderation", "/moderation", Form, Account: DemoAccounts.Moderator),
        new("moderation-shops", "/moderation/producers", Account: DemoAccounts.Moderator),
        new("moderation-shop", "/moderation/producers > main td a", Account: DemoAccounts.Moderator),
        new("finance", "/finance", Form, Account: DemoAccounts.FinanceOfficer),
        new("finance-payouts", "/finance/payouts", Form, Account: DemoAccounts.FinanceOfficer),
        new("finance-disputes", "/finance/disputes", Form, Account: DemoAccounts.FinanceOfficer),
        new("indicators", "/indicators", Figures),
        new("programmes", "/programme/templates", Figures, DemoAccounts.CentreManager),
        new("rollups", "/administration/rollups", Form, Account: DemoAccounts.Administrator),
        new("dashboard", "/programme?when=" + Months.Last, Figures, DemoAccounts.CentreManager),
        new("styleguide", "/styleguide"),
        new("not-found", "/khong-co", Form),
    ];

    public static TheoryData<string> Names => [.. All.Select(page => page.Name)];

    public static TheoryData<string> Budgeted => [.. All.Where(page => page.Budget is not null).Select(page => page.Name)];

    public static KeyPage Named(string name) => All.Single(page => page.Name == name);
}
