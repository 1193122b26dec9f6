using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Data;

/// <summary>The one place that knows both providers' error numbers.</summary>
internal static class DatabaseErrors
{
    private const int SqliteConstraintUnique = 2067;
    private const int SqliteConstraintPrimaryKey = 1555;
    private const int SqliteConstraintForeignKey = 787;

    /// <summary>What SQLite calls a row that may not go because another one names it.</summary>
    private const int SqliteConstraintTrigger = 1811;

    private const int SqlServerDeadlock = 1205;
    private const int SqlServerSnapshotConflict = 3960;

    /// <summary>Somebody else came first: what was read is no longer so, the row is there already, or the server ended this one of two that waited for each other.</summary>
    public static bool IsLostRace(Exception failure) =>
        failure is DbUpdateConcurrencyException || (failure is DbUpdateException && IsDuplicate(failure)) || IsConflict(failure);

    /// <summary>A unique constraint said no: the row already exists.</summary>
    public static bool IsDuplicate(Exception failure) => failure.GetBaseException() switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqliteConstraintUnique or SqliteConstraintPrimaryKey,
        SqlException server => server.Number is 2601 or 2627,
        _ => false,
    };

    /// <summary>A row that another one names was to go, or one that is named is not there. SQL Server has the same number for conditions that do not hold.</summary>
    public static bool IsBrokenReference(Exception failure) => failure is DbUpdateException && failure.GetBaseException() switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqliteConstraintForeignKey or SqliteConstraintTrigger,
        SqlException server => server.Number is 547,
        _ => false,
    };

    /// <summary>SQLite has one writer at a time and knows no such thing.</summary>
    private static bool IsConflict(Exception failure) => failure.GetBaseException() is SqlException { Number: SqlServerDeadlock or SqlServerSnapshotConflict };
}
