using Marketplace.Infrastructure.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Support;

/// <summary>A migrated SQLite file of the test's own, copied from one migrated template.</summary>
public sealed class TestDatabase : IDisposable
{
    private static readonly Lazy<string> Template = new(Migrate);

    public TestDatabase()
    {
        Folder = Directory.CreateTempSubdirectory("market-").FullName;
        File.Copy(Template.Value, Path.Combine(Folder, "market.db"));
    }

    /// <summary>The data folder that holds the file.</summary>
    public string Folder { get; }

    public void Dispose()
    {
        if (Directory.Exists(Folder))
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static string Migrate()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("market-template-").FullName, "market.db");
        using var db = new SqliteMarketplaceDb(new DbContextOptionsBuilder<SqliteMarketplaceDb>().UseSqlite($"Data Source={file};Pooling=False").Options);
        db.Database.Migrate();
        return file;
    }
}
