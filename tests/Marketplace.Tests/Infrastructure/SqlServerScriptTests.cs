using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Data;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;


namespace Marketplace.Tests.Infrastructure;

public sealed partial class SqlServerScriptTests
{
    internal static SqlServerMarketplaceDb Context() =>
        new(new DbContextOptionsBuilder<SqlServerMarketplaceDb>().UseSqlServer("Server=localhost;Database=none").Options);

    [Theory]
    [InlineData(MigrationsSqlGenerationOptions.Default)]
    [InlineData(MigrationsSqlGenerationOptions.Idempotent)]
    public void The_whole_migration_script_is_T_SQL(MigrationsSqlGenerationOptions options)
    {
        using var db = Context();

        var script = db.GetService<IMigrator>().GenerateScript(options: options);

        Assert.Contains("CREATE TABLE [Orders]", script, StringComparison.Ordinal);
        Assert.Empty(SqlServerMirror.Errors(script));
    }

    [Fact]
    public void Neither_providers_migrations_lag_behind_the_model()
    {
        using var server = Context();
        using var embedded = new SqliteMarketplaceDb(new DbContextOptionsBuilder<SqliteMarketplaceDb>().UseSqlite("Data Source=:memory:").Options);

        Assert.False(server.Database.HasPendingModelChanges());
        Assert.False(embedded.Database.HasPendingModelChanges());
    }

    [Fact]
    public void Every_insert_update_and_delete_is_T_SQL()
    {
        var captured = new CapturingInterceptor();
        using var model = SqlServerMirror.Context(captured);
        foreach (var type in model.Model.GetEntityTypes().Where(type => !type.IsOwned()))
        {
            foreach (var state in (EntityState[])[EntityState.Added, EntityState.Modified, EntityState.Deleted])
            {
                Save(type.ClrType, state, captured);
            }
        }

        Assert.True(captured.Commands.Count > 2 * model.Model.GetEntityTypes().Count());
        Assert.All(captured.Commands, command => Assert.Empty(SqlServerMirror.Errors(command)));
    }

    [Fact]
    public async Task Queries_are_mirrored_while_tests_run()
    {
        using var market = new TestMarketplace();
        var before = SqlServerMirror.Instance.Queries;

        await market.Read(db => db.Orders.Where(order => order.Number == "never asked before").Select(order => order.Id).ToListAsync());

        Assert.True(SqlServerMirror.Instance.Queries > before);
    }

    /// <summary>Commands that change rows where they lie go through the mirror like queries do, and so do those that come in parts.</summary>
    [Fact]
    public async Task Changes_in_place_and_split_queries_are_mirrored_too()
    {
        using var market = new TestMarketplace();
        await market.Read(db => Task.FromResult(db.Model));

        await Mirrored(db => db.Orders.Where(order => order.Number == "never changed before").ExecuteUpdateAsync(set => set.SetProperty(order => order.Number, "x")));
        await Mirrored(db => db.SalesRollups.Where(row => row.Key == "never deleted before").ExecuteDeleteAsync());
        await Mirrored(async db => (await db.Orders.Include(order => order.Parts).ThenInclude(part => part.Lines).AsSplitQuery().Where(order => order.Number == "never split before").ToListAsync()).Count);

        async Task Mirrored(Func<MarketplaceDb, Task<int>> work)
        {
            var before = SqlServerMirror.Instance.Queries;
            await market.Read(work);
            Assert.True(SqlServerMirror.Instance.Queries > before);
        }
    }

    /// <summary>What EF does not translate it cannot mirror: text of our own stays in the providers' folders, where each has its twin.</summary>
    [Fact]
    public void No_feature_writes_SQL_of_its_own() => Assert.DoesNotContain(
        Repository.Files(Path.Combine(Repository.Web, "Features"), ".cs").Concat(Repository.Files(Path.Combine(Repository.Root, "src", "Marketplace.Domain"), ".cs")),
        file => OwnSql().IsMatch(File.ReadAllText(file)));

    /// <summary>The few commands that are written out once for both databases: each is read as T-SQL, and none is written in a way that this does not find.</summary>
    [Fact]
    public void What_is_written_for_both_databases_is_T_SQL()
    {
        var sources = Repository.Files(Path.Combine(Repository.Web, "Infrastructure"), ".cs").Where(file => !ProvidersOwn().IsMatch(file)).Select(File.ReadAllText).ToList();
        var written = sources.SelectMany(text => WrittenSql().Matches(text)).Select(match => Hole().Replace(match.Groups[2].Value, "@p")).ToList();

        Assert.Equal(sources.Sum(text => OwnSql().Count(text)), written.Count);
        Assert.InRange(written.Count, 4, 20);
        Assert.All(written, command => Assert.Empty(SqlServerMirror.Errors(command)));
    }

    [GeneratedRegex(@"[\\/]Data[\\/](Sqlite|SqlServer|Migrations)[\\/]")]
    private static partial Regex ProvidersOwn();

    [GeneratedRegex("""\b(ExecuteSqlAsync|SqlQuery<\w+>)\(\s*\$"([^"]+)"\s*[,)]""")]
    private static partial Regex WrittenSql();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\b((FromSql|ExecuteSql|SqlQuery)\w*(<\w+>)?|SqlConnection)\(")]
    private static partial Regex OwnSql();

    private static void Save(Type type, EntityState state, CapturingInterceptor captured)
    {
        using var db = SqlServerMirror.Context(captured);
        var entry = db.Entry(RuntimeHelpers.GetUninitializedObject(type));
        var key = 1;
        foreach (var property in entry.Metadata.GetProperties().Where(property => !property.IsNullable || property.IsKey()))
        {
            entry.Property(property.Name).CurrentValue = Sample(property.ClrType, key++);
        }

        foreach (var property in entry.Metadata.GetComplexProperties())
        {
            entry.ComplexProperty(property.Name).CurrentValue = property.ClrType == typeof(Money) ? Money.Vnd(1) : Activator.CreateInstance(property.ClrType);
        }

        entry.State = state;
        try
        {
#pragma warning disable RS0030 // The commands are captured, nothing is saved.
            db.SaveChanges();
#pragma warning restore RS0030
        }
        catch (DbUpdateException)
        {
            // Nothing answered; the command has been captured.
        }
    }

    private static object Sample(Type type, int key) => type switch
    {
        _ when type == typeof(string) => "x",
        _ when type == typeof(byte[]) => new byte[] { (byte)key },
        _ when type == typeof(int) => key,
        _ when type == typeof(long) => (long)key,
        _ when type == typeof(Guid) => Guid.NewGuid(),
        _ when type.IsAssignableTo(typeof(System.Collections.IEnumerable)) => Array.CreateInstance(type.GetElementType()!, 0),
        _ => RuntimeHelpers.GetUninitializedObject(Nullable.GetUnderlyingType(type) ?? type),
    };
}
