namespace Marketplace.Features.Studio;

internal static class StudioSetup
{
    public static void AddStudio(this IServiceCollection services) => services.AddScoped<ShopContact>();
}
