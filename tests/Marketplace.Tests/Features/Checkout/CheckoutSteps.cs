using Marketplace.Domain.Catalog;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Checkout;

internal static class CheckoutSteps
{
    /// <summary>A market where one scarf is on sale.</summary>
    public static async Task<(Stall Stall, Product Scarf)> Opened(this TestMarketplace market, int stock)
    {
        var stall = await Stall.In(market);
        var scarf = stall.Product(stall.Producer("Lanh Lùng Tám"), "Khăn lanh", 335_000, stock);
        await stall.Open();
        return (stall, scarf);
    }
}
