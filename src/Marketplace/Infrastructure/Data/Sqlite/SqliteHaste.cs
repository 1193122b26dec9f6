using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Data.Sqlite;

/// <summary>For filling a database that nobody uses yet: while its connection stays open, commits do not wait for the disk. Elsewhere nothing changes.</summary>
internal static class SqliteHaste
{
    extension(MarketplaceDb db)
    {
        public async Task Hurry(CancellationToken ct)
        {
            await db.Database.OpenConnectionAsync(ct);
            if (db.Database.IsSqlite())
            {
                await db.Database.ExecuteSqlRawAsync("PRAGMA synchronous=OFF;", ct);
            }
        }

        /// <summary>Brings everything to the disk and commits safely from here on.</summary>
        public async Task StopHurrying(CancellationToken ct)
        {
            if (db.Database.IsSqlite())
            {
                await db.Database.ExecuteSqlRawAsync("PRAGMA synchronous=FULL; PRAGMA wal_checkpoint(TRUNCATE);", ct);
            }

            await db.Database.CloseConnectionAsync();
        }
    }
}
