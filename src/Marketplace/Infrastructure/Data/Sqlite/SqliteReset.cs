using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Marketplace.Infrastructure.Data.Sqlite;

/// <summary>Empties a database that other connections hold open: the file stays, which deleting it would not let them see.</summary>
internal static class SqliteReset
{
    /// <summary>SQLITE_DBCONFIG_RESET_DATABASE (sqlite.org/c3ref/c_dbconfig_defensive.html).</summary>
    private const int ResetDatabase = 1009;

    extension(MarketplaceDb db)
    {
        /// <summary>No table is left. Only for SQLite.</summary>
        public async Task Reset(CancellationToken ct)
        {
            await db.Database.OpenConnectionAsync(ct);
            try
            {
                var handle = ((SqliteConnection)db.Database.GetDbConnection()).Handle;
                raw.sqlite3_db_config(handle, ResetDatabase, 1, out _);
                try
                {
                    await db.Database.ExecuteSqlRawAsync("VACUUM;", ct);
                }
                finally
                {
                    raw.sqlite3_db_config(handle, ResetDatabase, 0, out _);
                }
            }
            finally
            {
                await db.Database.CloseConnectionAsync();
            }
        }
    }
}
