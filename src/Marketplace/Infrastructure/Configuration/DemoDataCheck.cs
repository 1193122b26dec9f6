using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Seeding.Demo;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Configuration;

/// <summary>
/// Demonstration data is fiction; Production neither makes nor serves it. Anyone may sign up under a demonstration's address, so an account counts
/// only where the demonstration was played.
/// </summary>
internal sealed class DemoDataCheck(MarketplaceDb db) : IDataCheck
{
    public async Task<IReadOnlyList<string>> Problems(IHostEnvironment environment, CancellationToken ct)
    {
        if (!environment.IsProduction())
        {
            return [];
        }

        List<string> kinds = [];
        await Look("producers", db.Producers.AnyAsync(producer => producer.IsDemo, ct));
        await Look("products", db.Products.AnyAsync(product => product.IsDemo, ct));
        await Look("persons", db.Persons.AnyAsync(person => person.IsDemo, ct));
        await Look("orders", db.Orders.AnyAsync(order => order.IsDemo, ct));
        await Look("accounts", db.Users.OfTheDemonstration().AnyAsync(_ => db.DataImports.Any(import => import.Name == DemoHost.Mark), ct));
        return [.. kinds.Select(kind => $"The database holds demonstration {kind}; Production needs one without (Database:ConnectionString, Storage:DataFolder).")];

        async Task Look(string kind, Task<bool> isThere)
        {
            if (await isThere)
            {
                kinds.Add(kind);
            }
        }
    }
}

internal sealed class DemoSettingCheck : IConfigurationCheck
{
    public IEnumerable<string> Problems(IConfiguration configuration, IHostEnvironment environment)
    {
        if (environment.IsProduction() && bool.TryParse(configuration["Seed:Demo"], out var demo) && demo)
        {
            yield return "Seed:Demo is true; Production does not play with demonstration data.";
        }
    }
}
