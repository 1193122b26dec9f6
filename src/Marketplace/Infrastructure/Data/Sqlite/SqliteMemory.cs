using SQLitePCL;

namespace Marketplace.Infrastructure.Data.Sqlite;

/// <summary>
/// SQLite counts the memory it uses behind one lock for the whole process, which every piece of every statement takes; nobody reads the count
/// (SQLite recommends switching it off: "Recommended Compile-time Options", SQLITE_DEFAULT_MEMSTATUS).
/// </summary>
internal static class SqliteMemory
{
    private const int ConfigMemoryStatus = 9;

    /// <summary>Counts from the first connection of a process on; too late is harmless.</summary>
    public static void StopCounting()
    {
        Batteries_V2.Init();
        raw.sqlite3_config(ConfigMemoryStatus, 0);
    }
}
