using Marketplace.Features.Finance.Alarms;

namespace Marketplace.Features.Finance;

internal static class FinanceSetup
{
    public static void AddFinance(this IServiceCollection services) => services.AddScoped<FinanceLetters>();
}
