using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Marketplace.Tests.Infrastructure;

public sealed class SqlServerScriptTests
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
        Assert.Empty(Errors(script));
    }

    internal static IEnumerable<string> Errors(string script)
    {
        new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out var errors);
        return errors.Select(error => $"line {error.Line}: {error.Message}");
    }
}
