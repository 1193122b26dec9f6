using Marketplace.Infrastructure.Data.Sqlite;
using Marketplace.Infrastructure.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Marketplace.Infrastructure.Data;

/// <summary>Which database, from configuration: <c>Database:Provider</c> (Sqlite or SqlServer), <c>Database:ConnectionString</c>, <c>Database:MaxBatchSize</c>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";
    public const int DefaultCommandTimeoutSeconds = 30;

    public string Provider { get; set; } = "Sqlite";

    /// <summary>Empty with SQLite: market.db in the data folder.</summary>
    public string ConnectionString { get; set; } = "";

    public int? MaxBatchSize { get; set; }

    public int CommandTimeoutSeconds { get; set; } = DefaultCommandTimeoutSeconds;
}

internal static class DataSetup
{
    /// <summary>A list is one parameter, so a command's text is made once and not again for every length of list.</summary>
    internal const ParameterTranslationMode ListsAs = ParameterTranslationMode.Parameter;

    /// <summary>Each kept context keeps its SQLite connection; more than these are made and closed as they come.</summary>
    private const int MostConnections = 32;

    public static void AddMarketplaceData(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        var folder = DataFolder.Of(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton(new DataFolder(folder));
        if (options.Provider == "SqlServer")
        {
            builder.Services.AddSingleton<IWriteGate, OpenGate>();
            builder.Services.AddDbContextPool<MarketplaceDb, SqlServerMarketplaceDb>(db => db.UseSqlServer(options.ConnectionString, server =>
            {
                server.CommandTimeout(options.CommandTimeoutSeconds).UseParameterizedCollectionMode(ListsAs).UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery);
                if (options.MaxBatchSize is { } size)
                {
                    server.MaxBatchSize(size);
                }
            }).ConfigureWarnings(WithoutModelCheck));
        }
        else
        {
            Directory.CreateDirectory(folder);
            SqliteMemory.StopCounting();
            builder.Services.AddSingleton<IWriteGate, SqliteWriteGate>();
            builder.Services.AddDbContextPool<MarketplaceDb, SqliteMarketplaceDb>(db => db
                .UseSqlite(options.ConnectionString is "" ? $"Data Source={Path.Combine(folder, "market.db")}" : options.ConnectionString,
                    sqlite => sqlite.CommandTimeout(options.CommandTimeoutSeconds).UseParameterizedCollectionMode(ListsAs).UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery))
                .ConfigureWarnings(WithoutModelCheck)
                .ConfigureWarnings(WithoutWordsAboutRebuilds), poolSize: MostConnections);
        }
    }

    /// <summary>Whether the migrations still fit the model is a question to the code, asked by a test and by .ci/run, not to every start.</summary>
    private static void WithoutModelCheck(WarningsConfigurationBuilder warnings) => warnings.Ignore(RelationalEventId.PendingModelChangesWarning);

    /// <summary>SQLite makes some changes only by writing a table anew, with foreign keys off for so long; whoever starts the shop for the first time can do nothing about it.</summary>
    private static void WithoutWordsAboutRebuilds(WarningsConfigurationBuilder warnings) => warnings.Ignore(RelationalEventId.NonTransactionalMigrationOperationWarning);

    /// <summary>Brings the database to the model's shape.</summary>
    public static async Task MigrateAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        await EncryptEthnicity.BeforeItsColumnGoes(db, scope.ServiceProvider.GetRequiredService<ColumnProtector>());
        await db.Database.MigrateAsync();
        await db.WriteAhead();
    }
}

/// <summary>Where everything we keep lies: the database, pictures, messages, keys. <c>Storage:DataFolder</c>; deleting it starts afresh.</summary>
public sealed record DataFolder(string Path)
{
    public string Sub(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public static string Of(IConfiguration configuration, IHostEnvironment environment) =>
        System.IO.Path.GetFullPath(configuration["Storage:DataFolder"] is { Length: > 0 } folder ? folder : "data", environment.ContentRootPath);
}
