using Marketplace.Features.Products.Show;

namespace Marketplace.Features.Products;

internal static class ProductsSetup
{
    public static void AddProductPages(this IServiceCollection services) => services.AddSingleton<DeliveryPrices>();
}
