using System.Data;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Marketplace.Infrastructure.Data.Sqlite;

/// <summary>
/// A connection that belongs to one context, stays open between its uses and keeps its compiled statements. Microsoft.Data.Sqlite reads and plans
/// each text anew for each command (dotnet/efcore#14044), and opening sets the connection up from nothing: together a third of a page's work.
/// "Closing" ends a use: what was left open is rolled back and abandoned; disposing closes.
/// </summary>
internal sealed class StatementCacheConnection(string? connectionString) : SqliteConnection(connectionString)
{
    /// <summary>Texts the application repeats number a few hundred; those not met for longest give way (a first start's many CREATEs do so).</summary>
    private const int MostKept = 200;

    private const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=10000; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-2000;";

    private readonly Dictionary<string, Statement> _idle = [];
    private readonly List<Statement> _lent = [];
    private long _uses;
    private bool _ending;

    public override SqliteCommand CreateCommand() => new StatementCacheCommand(this) { CommandTimeout = DefaultTimeout, Transaction = Transaction };

    /// <summary>What every connection needs: durable commits, foreign keys, waiting instead of failing. WAL itself is a property of the file.</summary>
    public override void Open()
    {
        if (State == ConnectionState.Open)
        {
            return;
        }

        base.Open();
        try
        {
            using var pragmas = base.CreateCommand();
            pragmas.CommandText = Pragmas;
            pragmas.ExecuteNonQuery();
        }
        catch
        {
            base.Close();
            throw;
        }
    }

    public override void Close()
    {
        if (State != ConnectionState.Open)
        {
            return;
        }

        Transaction?.Dispose();
        foreach (var statement in _lent)
        {
            statement.Dispose();
        }

        _lent.Clear();
        if (raw.sqlite3_get_autocommit(Handle) == 0)
        {
            raw.sqlite3_exec(Handle, "ROLLBACK");
        }

        if (_ending)
        {
            base.Close();
            _idle.Clear();
        }
    }

    internal Statement Lend(string text)
    {
        if (!_idle.Remove(text, out var statement))
        {
            statement = new Statement { CommandText = text, Connection = this };
        }

        _lent.Add(statement);
        return statement;
    }

    /// <summary>A statement that failed may be half done: it is not used again.</summary>
    internal void TakeBack(Statement statement, bool isSound)
    {
        if (!_lent.Remove(statement))
        {
            return;
        }

        if (!isSound || statement.IsBeingRead || !_idle.TryAdd(statement.CommandText, statement))
        {
            statement.Dispose();
            return;
        }

        statement.Parameters.Clear();
        statement.Transaction = null;
        statement.LastUse = ++_uses;
        if (_idle.Count > MostKept)
        {
            var oldest = _idle.Values.MinBy(idle => idle.LastUse)!;
            _idle.Remove(oldest.CommandText);
            oldest.Dispose();
        }
    }

    protected override void Dispose(bool disposing)
    {
        _ending = true;
        base.Dispose(disposing);
    }

    internal sealed class Statement : SqliteCommand
    {
        public bool IsBeingRead => DataReader is not null;

        public long LastUse { get; set; }
    }
}
