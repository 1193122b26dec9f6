using Marketplace.Infrastructure.Accounts;

namespace Marketplace.BrowserTests.Pages;

/// <summary>One line adds a page to the accessibility, layout, screenshot and budget tests.</summary>
public static class KeyPages
{
    private static readonly Budget Form = new(15, 15, 25);

    public static IReadOnlyList<KeyPage> All { get; } =
    [
        new("styleguide", "/styleguide"),
        new("not-found", "/khong-co"),
        new("sign-in", "/account/sign-in", Form),
        new("sign-up", "/account/sign-up", Form),
        new("cart-empty", "/cart", Form),
        new("dashboard", "/programme", new Budget(30, 30, 40, Html: 12, Nodes: 2500), DemoAccounts.CentreManager),
    ];

    public static TheoryData<string> Names => [.. All.Select(page => page.Name)];

    public static TheoryData<string> Budgeted => [.. All.Where(page => page.Budget is not null).Select(page => page.Name)];

    public static KeyPage Named(string name) => All.Single(page => page.Name == name);
}
