using System.Data;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Marketplace.Infrastructure.Data.Sqlite;

/// <summary>A command that runs as the kept statement of its text, which it borrows until it is disposed or gets another text.</summary>
internal sealed class StatementCacheCommand(StatementCacheConnection connection) : SqliteCommand
{
    private StatementCacheConnection.Statement? _statement;
    private string _text = "";
    private bool _isSound = true;

    [AllowNull]
    public override string CommandText
    {
        get => _text;
        set
        {
            GiveBack();
            _text = value ?? "";
        }
    }

    public override SqliteConnection? Connection
    {
        get => connection;
        set
        {
            if (value != connection)
            {
                throw new InvalidOperationException("A command stays with the connection that made it.");
            }
        }
    }

    public override void Prepare() => Borrow().Prepare();

    public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
    {
        var statement = Borrow();
        _isSound = false;
        var reader = statement.ExecuteReader(behavior);
        _isSound = true;
        return reader;
    }

    public override int ExecuteNonQuery()
    {
        using var reader = ExecuteReader(CommandBehavior.Default);
        reader.Dispose();
        return reader.RecordsAffected;
    }

    public override object? ExecuteScalar()
    {
        using var reader = ExecuteReader(CommandBehavior.Default);
        return reader.Read() ? reader.GetValue(0) : null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            GiveBack();
        }

        base.Dispose(disposing);
    }

    private StatementCacheConnection.Statement Borrow()
    {
        var statement = _statement ??= connection.Lend(_text);
        statement.Parameters.Clear();
        foreach (SqliteParameter parameter in Parameters)
        {
            statement.Parameters.Add(parameter);
        }

        statement.Transaction = Transaction;
        statement.CommandTimeout = CommandTimeout;
        return statement;
    }

    private void GiveBack()
    {
        if (_statement is { } statement)
        {
            _statement = null;
            connection.TakeBack(statement, _isSound);
            _isSound = true;
        }
    }
}
