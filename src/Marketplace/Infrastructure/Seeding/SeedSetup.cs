using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Places;
using Marketplace.Infrastructure.Rules;
using Marketplace.Infrastructure.Seeding.Demo;
using Marketplace.Infrastructure.Seeding.Reference;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Seeding;

internal static partial class SeedSetup
{
    public static void AddSeeding(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(SeedOptions.Section).Get<SeedOptions>() ?? new SeedOptions();
        options.Demo = (options.Demo ?? builder.Environment.IsDevelopment()) && !builder.Environment.IsProduction();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(DataFiles.BesideTheApplication);
        builder.Services.AddSingleton(_ => new SeedProgress(Console.Out));
        builder.Services.AddSingleton<DemoPictures>();
        builder.Services.AddScoped<ReferenceImport>();
        builder.Services.AddScoped<PlaceFinder>();
        builder.Services.AddSingleton(new DemoHost(builder.Services));
    }

    /// <summary>Imports what changed, before the server listens. A start with nothing to do compares hashes only.</summary>
    public static async Task SeedAsync(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<SeedOptions>();
        await using (var scope = app.Services.CreateAsyncScope())
        {
            if (options.Reference)
            {
                await scope.ServiceProvider.GetRequiredService<ReferenceImport>().Run(CancellationToken.None);
            }

            if (app.Environment.IsProduction())
            {
                await SayWhatIsMissing(scope.ServiceProvider.GetRequiredService<MarketplaceDb>(), app.Logger);
            }
        }

        if (options.Demo == true)
        {
            await app.Services.GetRequiredService<DemoHost>().Play(app.Services, CancellationToken.None);
        }

        app.Services.GetRequiredService<RuleBook>().Forget();
    }

    /// <summary>Facts that the operator adds, because they change from day to day or are not ours to publish.</summary>
    private static async Task SayWhatIsMissing(MarketplaceDb db, ILogger logger)
    {
        if (!await db.UnitClassifications.AnyAsync())
        {
            NoList(logger);
        }

        if (!await db.ExchangeRates.AnyAsync())
        {
            NoRates(logger);
        }
    }

    [LoggerMessage(LogLevel.Warning, "No exchange rates are loaded (exchange-rates.csv): nothing can be bought for countries that pay in another currency than đồng")]
    private static partial void NoRates(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "No list of communes by region is loaded (unit-classifications.csv): nobody is free of the fee for region III, and indicators A3 and D3 stay empty")]
    private static partial void NoList(ILogger logger);
}
