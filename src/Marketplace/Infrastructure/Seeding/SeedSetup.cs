using Marketplace.Infrastructure.Places;
using Marketplace.Infrastructure.Rules;
using Marketplace.Infrastructure.Seeding.Demo;
using Marketplace.Infrastructure.Seeding.Reference;

namespace Marketplace.Infrastructure.Seeding;

internal static class SeedSetup
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
        }

        if (options.Demo == true)
        {
            await app.Services.GetRequiredService<DemoHost>().Play(app.Services, CancellationToken.None);
        }

        app.Services.GetRequiredService<RuleBook>().Forget();
    }
}
