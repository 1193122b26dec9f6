using Marketplace.Domain.Catalog;
using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Catalog;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Data.Sqlite;
using Marketplace.Infrastructure.Data.SqlServer;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Search;

internal static class SearchSetup
{
    private const int AtOnce = 500;

    public static void AddSearch(this WebApplicationBuilder builder)
    {
        var isServer = builder.Configuration[$"{DatabaseOptions.Section}:{nameof(DatabaseOptions.Provider)}"] == "SqlServer";
        builder.Services.AddSingleton<ISearchIndex>(isServer ? new SqlServerSearchIndex() : new SqliteSearchIndex());
        builder.Services.AddSingleton<CatalogIndex>();
        builder.Services.AddSingleton<ShopNames>();
        builder.Services.AddSingleton<PageCache>();
        builder.Services.AddSingleton<Spelling>();
        builder.Services.AddSingleton<CardKeeper>();
        builder.Services.AddScoped<CardReader>();
        builder.Services.AddScoped<ShelfReader>();
        builder.Services.AddScoped<CraftStories>();
        builder.Services.AddScoped<MakerRows>();
        builder.Services.ConfigureDbContext<SqliteMarketplaceDb>((services, db) => db.AddInterceptors(services.GetRequiredService<CardKeeper>()), ServiceLifetime.Singleton);
        builder.Services.ConfigureDbContext<SqlServerMarketplaceDb>((services, db) => db.AddInterceptors(services.GetRequiredService<CardKeeper>()), ServiceLifetime.Singleton);
    }

    /// <summary>Makes the full-text index.</summary>
    public static async Task PrepareSearchAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await app.Services.GetRequiredService<ISearchIndex>().Prepare(scope.ServiceProvider.GetRequiredService<MarketplaceDb>(), CancellationToken.None);
    }

    /// <summary>Writes the cards that are missing or of an older shape; after the reference data has come, whose names they are found by.</summary>
    public static async Task WriteCardsAsync(this WebApplication app)
    {
        while (await WriteSomeCards(app.Services) == AtOnce)
        {
        }
    }

    private static async Task<int> WriteSomeCards(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        var missing = await db.Products.Listed(db.Producers)
            .Where(product => !db.Set<ProductCard>().Any(card => card.ProductId == product.Id && card.Shape == ProductCard.CurrentShape))
            .OrderBy(product => product.Id).Select(product => product.Id).Take(AtOnce).ToListAsync();
        if (missing is [])
        {
            return 0;
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        var names = await services.GetRequiredService<ShopNames>().Get(CancellationToken.None);
        var cards = await new CardWriter(db, names, services.GetRequiredService<TimeProvider>().GetUtcNow()).Write(missing, CancellationToken.None);
#pragma warning disable RS0030 // A start-up repair, outside any command.
        await db.SaveChangesAsync();
        await services.GetRequiredService<ISearchIndex>().Write(db, cards, CancellationToken.None);
        await db.SaveChangesAsync();
#pragma warning restore RS0030
        await transaction.CommitAsync();
        return missing.Count;
    }
}
