using Marketplace.Features.Accounts.ChangeLogin;

namespace Marketplace.Features.Accounts;

internal static class AccountPagesSetup
{
    public static void AddAccountPages(this IServiceCollection services) => services.AddScoped<LoginLinks>().AddScoped<HelpLine>();
}
