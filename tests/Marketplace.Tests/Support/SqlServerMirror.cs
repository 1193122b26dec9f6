#pragma warning disable EF1001, EF9100 // The mirror stands where EF compiles queries; there is no public place for that.
using System.Collections;
using System.Data;
using System.Data.Common;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Marketplace.Tests.Support;

/// <summary>
/// Translates every query the tests run on SQLite to SQL Server as well, and parses the T-SQL: a query that only SQLite can run fails the test that
/// ran it. No server is needed: connection and commands are intercepted, the text is all that matters.
/// </summary>
internal sealed class SqlServerMirror : IQueryExpressionInterceptor
{
    public static readonly SqlServerMirror Instance = new();

    private const int MostArguments = 8;
    private readonly Lock _turn = new();
    private readonly CapturingInterceptor _captured = new();
    private int _queries;

    /// <summary>How many queries were translated so far.</summary>
    public int Queries => _queries;

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        if (Roots.Of(queryExpression).Any(root => root.ClrType.FullName!.Contains(".Data.Sqlite.", StringComparison.Ordinal)))
        {
            // Raw SQL of the SQLite adapter, which has a twin of its own for SQL Server.
            return queryExpression;
        }

        lock (_turn)
        {
            using var db = Context(_captured);
            var before = _captured.Commands.Count;
            var mirrored = new ToSqlServer(db).Visit(queryExpression);
            Run(db, mirrored);
            if (_captured.Commands.Count == before)
            {
                throw new InvalidOperationException($"No T-SQL came of: {queryExpression}");
            }

            foreach (var command in _captured.Commands.Skip(before))
            {
                var errors = Errors(command);
                if (errors.Count > 0)
                {
                    throw new InvalidOperationException($"Not T-SQL: {errors[0]}\n{command}");
                }
            }

            _queries++;
        }

        return queryExpression;
    }

    /// <summary>A SQL Server context whose commands are collected instead of sent.</summary>
    public static SqlServerMarketplaceDb Context(CapturingInterceptor captured) =>
        new(new DbContextOptionsBuilder<SqlServerMarketplaceDb>().UseSqlServer("Server=localhost;Database=none", server => server.UseParameterizedCollectionMode(DataSetup.ListsAs)).AddInterceptors(captured)
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.MultipleCollectionIncludeWarning)).Options);

    public static IReadOnlyList<string> Errors(string script)
    {
        new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out var errors);
        return [.. errors.Select(error => $"line {error.Line}: {error.Message}")];
    }

    private static void Run(SqlServerMarketplaceDb db, Expression query)
    {
        var type = query.Type;
        var element = type.GetInterfaces().Append(type).FirstOrDefault(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IQueryable<>))?.GetGenericArguments()[0];
        var result = element is null ? type : typeof(IEnumerable<>).MakeGenericType(element);
        typeof(SqlServerMirror).GetMethod(nameof(RunTyped), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(result).Invoke(null, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [db, query], null);
    }

    private static void RunTyped<TResult>(SqlServerMarketplaceDb db, Expression query)
    {
        var executor = db.GetService<IDatabase>().CompileQuery<TResult>(query, async: false);
        var context = db.GetService<IQueryContextFactory>().Create();
        foreach (var parameter in Parameters.Of(query))
        {
            context.Parameters[parameter.Name] = Sample(parameter.Type);
        }

        try
        {
            if (executor(context) is IEnumerable rows and not string)
            {
                foreach (var _ in rows)
                {
                    break;
                }
            }
        }
        catch (InvalidOperationException empty) when (empty.Message.Contains("no elements", StringComparison.Ordinal) || empty.Message.Contains("as many fields", StringComparison.Ordinal))
        {
            // Single and the like, or a split query, on the empty answer; the command has been captured.
        }
    }

    private static object? Sample(Type type)
    {
        if (type == typeof(string))
        {
            return "x";
        }

        if (type.IsArray)
        {
            if (type == typeof(object[]))
            {
                // What stands in SQL of our own; as many as any such command has.
                return Enumerable.Repeat<object>(1, MostArguments).ToArray();
            }

            var array = Array.CreateInstance(type.GetElementType()!, 1);
            array.SetValue(Sample(type.GetElementType()!), 0);
            return array;
        }

        if (type != typeof(string) && type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type))
        {
            var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(type.GetGenericArguments()[0]))!;
            list.Add(Sample(type.GetGenericArguments()[0]));
            return type.IsInstanceOfType(list) ? list : Activator.CreateInstance(type, list);
        }

        return type.IsValueType ? RuntimeHelpers.GetUninitializedObject(Nullable.GetUnderlyingType(type) ?? type) : null;
    }

    private sealed class ToSqlServer(SqlServerMarketplaceDb db) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) => node is EntityQueryRootExpression root
            ? new EntityQueryRootExpression(db.Model.FindEntityType(root.EntityType.Name)
                ?? throw new InvalidOperationException($"{root.EntityType.Name} is not in the SQL Server model."))
            : base.VisitExtension(node);
    }

    private sealed class Roots : ExpressionVisitor
    {
        private readonly List<Microsoft.EntityFrameworkCore.Metadata.IEntityType> _found = [];

        public static List<Microsoft.EntityFrameworkCore.Metadata.IEntityType> Of(Expression query)
        {
            var visitor = new Roots();
            visitor.Visit(query);
            return visitor._found;
        }

        protected override Expression VisitExtension(Expression node)
        {
            if (node is EntityQueryRootExpression root)
            {
                _found.Add(root.EntityType);
                return node;
            }

            return base.VisitExtension(node);
        }
    }

    private sealed class Parameters : ExpressionVisitor
    {
        private readonly List<QueryParameterExpression> _found = [];

        public static List<QueryParameterExpression> Of(Expression query)
        {
            var visitor = new Parameters();
            visitor.Visit(query);
            return visitor._found;
        }

        protected override Expression VisitExtension(Expression node)
        {
            if (node is QueryParameterExpression parameter)
            {
                _found.Add(parameter);
                return node;
            }

            return base.VisitExtension(node);
        }
    }
}

/// <summary>Collects commands and answers them with nothing.</summary>
internal sealed class CapturingInterceptor : DbCommandInterceptor, IDbConnectionInterceptor, IDbTransactionInterceptor
{
    public List<string> Commands { get; } = [];

    public InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();

    public InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Commands.Add(command.CommandText);
        using var nothing = new DataTable();
        return InterceptionResult<DbDataReader>.SuppressWithResult(nothing.CreateDataReader());
    }

    public ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) => ValueTask.FromResult(InterceptionResult.Suppress());

    public ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        ValueTask.FromResult(InterceptionResult.Suppress());

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ReaderExecuting(command, eventData, result));

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(NonQueryExecuting(command, eventData, result));

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Commands.Add(command.CommandText);
        return InterceptionResult<int>.SuppressWithResult(0);
    }

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result)
    {
        Commands.Add(command.CommandText);
        return InterceptionResult<object>.SuppressWithResult(0);
    }
}
