using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Data.Sqlite;

/// <summary>Readers and the writer do not wait for each other when changes are written ahead; said once, it stays with the file. Elsewhere nothing changes.</summary>
internal static class SqliteJournal
{
    public static async Task WriteAhead(this MarketplaceDb db)
    {
        if (db.Database.IsSqlite())
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;");
        }
    }
}
