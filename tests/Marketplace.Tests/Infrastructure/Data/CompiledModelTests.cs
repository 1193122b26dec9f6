using System.Text.RegularExpressions;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Marketplace.Tests.Infrastructure.Data;

/// <summary>A start takes the model as <c>infra/migrations</c> compiled it: one that lags behind the code would read and write other columns than were meant.</summary>
public sealed partial class CompiledModelTests
{
    public static TheoryData<string> Providers => [nameof(SqliteMarketplaceDb), nameof(SqlServerMarketplaceDb)];

    [Theory]
    [MemberData(nameof(Providers))]
    public void The_compiled_model_is_the_one_the_code_describes(string provider)
    {
        using var db = Context(provider);
        var described = db.GetService<IModelRuntimeInitializer>().Initialize(db.GetService<IDesignTimeModel>().Model, designTime: false);

        Assert.NotSame(described, db.Model);
        Assert.Equal(Lines(described), Lines(db.Model));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void It_was_compiled_by_the_version_of_EF_Core_we_run_on(string provider)
    {
        using var db = Context(provider);

        Assert.Equal(typeof(DbContext).Assembly.GetName().Version!.ToString(3), db.Model.GetProductVersion());
    }

    private static MarketplaceDb Context(string provider) => provider == nameof(SqliteMarketplaceDb)
        ? new SqliteMarketplaceDb(new DbContextOptionsBuilder<SqliteMarketplaceDb>().UseSqlite("Data Source=:memory:").Options)
        : SqlServerScriptTests.Context();

    /// <summary>The model's own description of itself and of its tables. Only the compiled one repeats at each complex type the table it lies in, which the tables say too.</summary>
    private static string[] Lines(IModel model) =>
        [.. (model.ToDebugString(MetadataDebugStringOptions.LongDefault) + "\n" + model.GetRelationalModel().ToDebugString(MetadataDebugStringOptions.LongDefault))
            .Split('\n')
            .Where(line => !TableOfComplexType().IsMatch(line))
            .Concat(Conversions(model))];

    /// <summary>What a description leaves out: how values are written, which the compiled model says by the name of the converter.</summary>
    private static IEnumerable<string> Conversions(IModel model) =>
        from entity in model.GetEntityTypes()
        from type in entity.GetComplexProperties().Select(complex => (ITypeBase)complex.ComplexType).Prepend(entity)
        from property in type.GetProperties()
        select $"{type.Name}.{property.Name} is written by {property.GetTypeMapping().Converter?.GetType()} as {property.GetProviderClrType()}";

    [GeneratedRegex("^ {10}Annotations: $|^ {12}Relational:(FunctionName|Schema|SqlQuery|TableName|ViewName|ViewSchema): ")]
    private static partial Regex TableOfComplexType();
}
