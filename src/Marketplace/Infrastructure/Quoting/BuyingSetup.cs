using Marketplace.Infrastructure.Carts;

namespace Marketplace.Infrastructure.Quoting;

internal static class BuyingSetup
{
    /// <summary>What carts, checkout and orders share.</summary>
    public static void AddBuying(this IServiceCollection services)
    {
        services.AddSingleton<ShippingBook>();
        services.AddScoped<Quotes>();
        services.AddScoped<PaymentChoices>();
        services.AddSingleton<CartCookie>();
        services.AddHttpContextAccessor();
    }
}
