using Marketplace.Domain.Accounts;
using Marketplace.Domain.Orders;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Infrastructure.Web;

/// <summary>On a telephone that is passed around, the next one must not find a name by going back.</summary>
public sealed class KeptByBrowsersTests : IDisposable
{
    private readonly TestMarketplace _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Pages_of_whoever_is_signed_in_are_kept_nowhere_and_others_for_their_own_browser_only()
    {
        var stall = await Stall.In(_market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh", stock: 5);
        await stall.Open();
        var walk = new Walk(_market.AsGuest());
        var shown = await walk.ToConfirmation(stall, scarf);
        string[] checkout = ["/cart", walk.Checkout + "/address", walk.Checkout + "/payment", walk.Checkout + "/confirmation"];
        var before = await Kept(walk.Browser, checkout);
        await walk.Confirm(shown);
        var order = await _market.Read(db => db.Orders.Select(one => new { one.Number, one.AccessKey }).SingleAsync());
        using var buyer = await _market.As(await _market.GivenUser(Some.User(), Roles.Buyer));
        using var guest = _market.AsGuest();

        Assert.All(before, kept => Assert.Equal("no-cache, private", kept));
        Assert.All(
            await Kept(walk.Browser, $"/orders/{order.Number}?key={order.AccessKey}", $"/orders/{order.Number}/thanks?key={order.AccessKey}", "/track", "/account/password/new?id=x&token=y"),
            kept => Assert.Equal("no-cache, private", kept));
        Assert.All(
            await Kept(buyer, "/", $"/p/{scarf.Slug}", "/account", "/account/orders", "/cart", $"/orders/{order.Number}?key={order.AccessKey}"),
            kept => Assert.Contains("no-store", kept, StringComparison.Ordinal));
        Assert.All(await Kept(guest, "/", $"/p/{scarf.Slug}", "/makers"), kept => Assert.Equal("no-cache, private", kept));
    }

    private static async Task<List<string>> Kept(HttpClient browser, params string[] pages)
    {
        List<string> kept = [];
        foreach (var page in pages)
        {
            using var answer = await browser.GetAsync(new Uri(page, UriKind.Relative), TestContext.Current.CancellationToken);
            kept.Add(answer.Headers.CacheControl?.ToString() ?? page);
        }

        return kept;
    }
}
