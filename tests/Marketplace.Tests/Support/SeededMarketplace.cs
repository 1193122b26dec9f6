using Microsoft.AspNetCore.Hosting;

namespace Marketplace.Tests.Support;

/// <summary>The application as a first start in Development leaves it: reference data, the invented market, and a short past.</summary>
public sealed class SeededMarketplace : TestMarketplace
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Seed:Reference", "true");
        builder.UseSetting("Seed:Demo", "true");
        builder.UseSetting("Seed:DemoOrders", "60");
    }
}

/// <summary>One seeded market for every test that only reads it.</summary>
[CollectionDefinition(Name)]
public sealed class OneSeededMarketplace : ICollectionFixture<SeededMarketplace>
{
    public const string Name = "seeded";
}
