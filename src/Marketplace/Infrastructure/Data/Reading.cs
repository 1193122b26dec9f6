using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Marketplace.Infrastructure.Data;

internal static class Reading
{
    /// <summary>
    /// From here on everything is read as of one moment. SQLite's transactions begin as a writer's unless they ask for less, which they then do not get: what is read is
    /// still of one moment, and nobody waits. A server keeps writers away from what has been read.
    /// </summary>
    public static Task<IDbContextTransaction> BeginReading(this MarketplaceDb db, CancellationToken ct) =>
        db.Database.BeginTransactionAsync(db.Database.IsSqlite() ? IsolationLevel.ReadUncommitted : IsolationLevel.Serializable, ct);
}
