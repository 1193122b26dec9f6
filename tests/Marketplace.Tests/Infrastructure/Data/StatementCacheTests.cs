using System.Data;
using Marketplace.Infrastructure.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Marketplace.Tests.Infrastructure.Data;

public sealed class StatementCacheTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("statements-").FullName;
    private readonly StatementCacheConnection _connection;

    public StatementCacheTests()
    {
        _connection = new StatementCacheConnection($"Data Source={Path.Combine(_folder, "a.db")}");
        _connection.Open();
        Run("PRAGMA journal_mode=WAL");
        Run("CREATE TABLE Goods (Id INTEGER PRIMARY KEY, Name TEXT NOT NULL UNIQUE)");
        Run("INSERT INTO Goods (Name) VALUES ('tea'), ('silk')");
    }

    public void Dispose()
    {
        SqliteConnection.ClearPool(_connection);
        _connection.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_text_runs_again_with_other_values()
    {
        Assert.Equal("tea", Name(1));
        Assert.Equal("silk", Name(2));
        Assert.Null(Name(3));
        Assert.Equal("tea", Name(1));
    }

    [Fact]
    public void The_same_text_can_be_read_twice_at_once()
    {
        using var one = Command("SELECT Name FROM Goods ORDER BY Id");
        using var other = Command("SELECT Name FROM Goods ORDER BY Id");
        using var first = one.ExecuteReader();
        Assert.True(first.Read());
        using var second = other.ExecuteReader();
        Assert.True(second.Read());
        Assert.True(first.Read());
        Assert.Equal(("silk", "tea"), (first.GetString(0), second.GetString(0)));
    }

    [Fact]
    public void A_refused_statement_leaves_nothing_behind()
    {
        Assert.Throws<SqliteException>(() => Insert("tea"));
        Insert("honey");
        Assert.Throws<SqliteException>(() => Insert("honey"));
        Insert("cotton");
        Assert.Equal(4L, Value("SELECT count(*) FROM Goods"));
    }

    [Fact]
    public void A_use_that_ends_rolls_back_and_lets_others_write()
    {
        _connection.BeginTransaction();
        Insert("honey");
        var abandoned = Command("SELECT Name FROM Goods").ExecuteReader();
        Assert.True(abandoned.Read());
        _connection.Close();

        using (var other = new StatementCacheConnection(_connection.ConnectionString))
        {
            other.Open();
            using var write = other.CreateCommand();
            write.CommandText = "INSERT INTO Goods (Name) VALUES ('honey')";
            Assert.Equal(1, write.ExecuteNonQuery());
        }

        _connection.Open();
        Assert.Equal(3L, Value("SELECT count(*) FROM Goods"));
        Insert("cotton");
    }

    [Fact]
    public void It_stays_open_between_uses_and_ends_when_disposed()
    {
        _connection.Close();
        Assert.Equal(ConnectionState.Open, _connection.State);
        _connection.Dispose();
        Assert.Equal(ConnectionState.Closed, _connection.State);
    }

    [Fact]
    public void A_transaction_begun_by_text_does_not_outlive_its_use()
    {
        Run("BEGIN IMMEDIATE");
        Insert("honey");
        _connection.Close();
        _connection.Open();
        Assert.Equal(2L, Value("SELECT count(*) FROM Goods"));
    }

    [Fact]
    public void A_table_that_changed_is_seen_by_kept_statements()
    {
        Assert.Equal(2, Columns());
        Run("ALTER TABLE Goods ADD COLUMN Grams INTEGER NOT NULL DEFAULT 100");
        Assert.Equal(3, Columns());
    }

    [Fact]
    public void Every_connection_is_durable_and_minds_foreign_keys()
    {
        Assert.Equal(2L, Value("PRAGMA synchronous"));
        Assert.Equal(1L, Value("PRAGMA foreign_keys"));
        Assert.Equal(10000L, Value("PRAGMA busy_timeout"));
    }

    [Fact]
    public void A_compiled_statement_serves_again_and_those_not_met_for_longest_give_way()
    {
        const string Text = "SELECT Name FROM Goods WHERE Id = $id";
        var compiled = _connection.Lend(Text);
        _connection.TakeBack(compiled, isSound: true);
        var seldom = _connection.Lend("SELECT 'seldom'");
        _connection.TakeBack(seldom, isSound: true);
        for (var number = 0; number < 500; number++)
        {
            Assert.Equal((long)number, Value($"SELECT {number}"));
            Assert.Equal("tea", Name(1));
        }

        Assert.Same(compiled, _connection.Lend(Text));
        Assert.NotSame(seldom, _connection.Lend("SELECT 'seldom'"));
    }

    [Fact]
    public void A_statement_that_failed_is_not_used_again()
    {
        const string Text = "INSERT INTO Goods (Name) VALUES ($name)";
        Insert("honey");
        var kept = _connection.Lend(Text);
        _connection.TakeBack(kept, isSound: true);
        Assert.Throws<SqliteException>(() => Insert("honey"));

        Assert.NotSame(kept, _connection.Lend(Text));
    }

    private SqliteCommand Command(string text)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    private void Run(string text)
    {
        using var command = Command(text);
        command.ExecuteNonQuery();
    }

    private object? Value(string text)
    {
        using var command = Command(text);
        return command.ExecuteScalar();
    }

    private string? Name(int id)
    {
        using var command = Command("SELECT Name FROM Goods WHERE Id = $id");
        command.Parameters.AddWithValue("$id", id);
        return (string?)command.ExecuteScalar();
    }

    private void Insert(string name)
    {
        using var command = Command("INSERT INTO Goods (Name) VALUES ($name)");
        command.Parameters.AddWithValue("$name", name);
        command.ExecuteNonQuery();
    }

    private int Columns()
    {
        using var command = Command("SELECT * FROM Goods");
        using var reader = command.ExecuteReader();
        return reader.FieldCount;
    }
}
