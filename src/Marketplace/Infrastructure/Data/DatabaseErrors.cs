using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Marketplace.Infrastructure.Data;

/// <summary>The one place that knows both providers' error numbers.</summary>
internal static class DatabaseErrors
{
    private const int SqliteConstraintUnique = 2067;
    private const int SqliteConstraintPrimaryKey = 1555;

    /// <summary>A unique constraint said no: the row already exists.</summary>
    public static bool IsDuplicate(Exception failure) => failure.GetBaseException() switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqliteConstraintUnique or SqliteConstraintPrimaryKey,
        SqlException server => server.Number is 2601 or 2627,
        _ => false,
    };
}
