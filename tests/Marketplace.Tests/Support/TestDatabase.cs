using Marketplace.Infrastructure.Data;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Support;

/// <summary>
/// A database of the test's own: a SQLite file copied from one migrated template or, where <c>MARKETPLACE_SQLSERVER</c> holds a server's connection
/// string, a database on that server, which the application migrates when it starts and which is dropped afterwards.
/// </summary>
public sealed class TestDatabase : IDisposable
{
    private static readonly Lazy<string> Template = new(Migrate);

    public TestDatabase()
    {
        Folder = Directory.CreateTempSubdirectory("market-").FullName;
        if (Environment.GetEnvironmentVariable("MARKETPLACE_SQLSERVER") is { Length: > 0 } server)
        {
            ServerConnection = new SqlConnectionStringBuilder(server) { InitialCatalog = $"market_{Guid.NewGuid():N}" }.ConnectionString;
        }
        else
        {
            File.Copy(Template.Value, Path.Combine(Folder, "market.db"));
        }
    }

    /// <summary>The data folder; with SQLite it holds the database.</summary>
    public string Folder { get; }

    /// <summary>The connection string of the test's database on a server, or nothing with SQLite.</summary>
    public string? ServerConnection { get; }

    public void Dispose()
    {
        if (!Directory.Exists(Folder))
        {
            return;
        }

        if (ServerConnection is not null)
        {
            using var db = new SqlServerMarketplaceDb(new DbContextOptionsBuilder<SqlServerMarketplaceDb>().UseSqlServer(ServerConnection).Options);
            db.Database.EnsureDeleted();
        }

        using (var connection = new SqliteConnection($"Data Source={Path.Combine(Folder, "market.db")}"))
        {
            SqliteConnection.ClearPool(connection);
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static string Migrate()
    {
        var folder = Directory.CreateTempSubdirectory("market-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var file = Path.Combine(folder, "market.db");
        using var db = new SqliteMarketplaceDb(new DbContextOptionsBuilder<SqliteMarketplaceDb>().UseSqlite($"Data Source={file};Pooling=False").Options);
        db.Database.Migrate();
        return file;
    }
}
