using Marketplace.Features.Checkout.Where;

namespace Marketplace.Features.Checkout;

internal static class CheckoutSetup
{
    public static void AddCheckout(this IServiceCollection services) => services.AddScoped<CheckoutPages>().AddScoped<TypedPlaces>();
}
