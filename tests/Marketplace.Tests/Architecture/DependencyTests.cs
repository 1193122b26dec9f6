using System.Reflection;
using System.Text.RegularExpressions;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Payments.Stripe;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Architecture;

public sealed partial class DependencyTests
{
    private static readonly string Features = Path.Combine(Repository.Web, "Features");

    public static TheoryData<string> Areas() =>
        [.. Directory.GetDirectories(Features).Select(folder => Path.GetFileName(folder)!).Where(area => area != "Shared")];

    [Theory]
    [MemberData(nameof(Areas))]
    public void A_feature_area_knows_no_other(string area)
    {
        var others = Areas().Select(row => row.Data).Where(other => other != area).ToHashSet();

        var broken =
            from file in Repository.Files(Path.Combine(Features, area), ".cs", ".cshtml")
            from Match mention in FeatureMention().Matches(File.ReadAllText(file))
            where others.Contains(mention.Groups[1].Value)
            select $"{Path.GetRelativePath(Features, file)} knows {mention.Groups[1].Value}";

        Assert.Empty(broken.Distinct());
    }

    [Fact]
    public void Only_the_Stripe_adapter_names_Stripes_types()
    {
        var adapter = Path.Combine(Repository.Web, "Infrastructure", "Payments", "Stripe") + Path.DirectorySeparatorChar;

        var others = Repository.Files(Path.Combine(Repository.Root, "src"), ".cs", ".cshtml", ".csproj").Where(file => !file.StartsWith(adapter, StringComparison.Ordinal));

        Assert.DoesNotContain(others, file => StripeMention().IsMatch(File.ReadAllText(file)));
    }

    [Theory]
    [InlineData("using Stripe;", true)]
    [InlineData("@using Stripe.Checkout", true)]
    [InlineData("global using static Stripe.StripeConfiguration;", true)]
    [InlineData("using Page = Stripe.Checkout.Session;", true)]
    [InlineData("var page = new global::Stripe.Checkout.SessionService();", true)]
    [InlineData("catch (Stripe.StripeException failure)", true)]
    [InlineData("<Using Include=\"Stripe\" />", true)]
    [InlineData("using Marketplace.Infrastructure.Payments.Stripe;", false)]
    [InlineData("<PackageReference Include=\"Stripe.net\" />", false)]
    [InlineData("configuration[\"Stripe:ApiKey\"]", false)]
    public void The_question_finds_Stripes_types_and_not_its_settings(string line, bool isFound) => Assert.Equal(isFound, StripeMention().IsMatch(line));

    /// <summary>Also where nothing is named: what the adapter gave away would be held in a variable whose type is left to the compiler.</summary>
    [Fact]
    public void Only_the_Stripe_adapter_holds_Stripes_objects()
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var adapter = typeof(StripeGateway).Namespace;

        var holding =
            from type in typeof(StripeGateway).Assembly.GetTypes()
            where type.Namespace != adapter
            let methods = type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All)).ToList()
            from held in type.GetFields(All).Select(field => field.FieldType)
                .Concat(methods.SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType))
                .Concat(methods.OfType<MethodInfo>().Select(method => method.ReturnType))
                .Concat(methods.SelectMany(method => method.GetMethodBody()?.LocalVariables ?? []).Select(local => local.LocalType))
            where Parts(held).Any(part => part.Assembly.GetName().Name == "Stripe.net")
            select $"{type} holds {held}";

        Assert.Empty(holding.Distinct());
        Assert.Contains(typeof(StripeGateway).GetFields(All), field => Parts(field.FieldType).Any(part => part.Assembly.GetName().Name == "Stripe.net"));

        static IEnumerable<Type> Parts(Type type) => type.HasElementType ? Parts(type.GetElementType()!) : type.GetGenericArguments().SelectMany(Parts).Append(type);
    }

    [Fact]
    public void The_domain_references_nothing_but_the_base_library() =>
        Assert.All(typeof(Order).Assembly.GetReferencedAssemblies(), reference => Assert.Matches("^(System\\..*|MediatR\\.Contracts)$", reference.Name));

    [Fact]
    public void SQL_is_written_by_hand_in_the_providers_folders_only()
    {
        var data = Path.Combine(Repository.Web, "Infrastructure", "Data");
        string[] allowed =
        [
            Path.Combine(data, "Sqlite") + Path.DirectorySeparatorChar,
            Path.Combine(data, "SqlServer") + Path.DirectorySeparatorChar,
            Path.Combine(data, "Migrations") + Path.DirectorySeparatorChar,
            // Reads and writes a column that the model no longer has, in words that both databases know.
            Path.Combine(data, "EncryptEthnicity.cs"),
            // Adds a row that stays whatever becomes of the command, which EF Core cannot; in words that both databases know.
            Path.Combine(data, "AddedAtOnce.cs"),
        ];

        var others = Repository.Files(Path.Combine(Repository.Root, "src"), ".cs", ".cshtml").Where(file => !allowed.Any(place => file.StartsWith(place, StringComparison.Ordinal)));

        Assert.DoesNotContain(others, file => RawSql().IsMatch(File.ReadAllText(file)));
    }

    [Theory]
    [InlineData("db.Orders.FromSql($\"SELECT * FROM Orders\")", true)]
    [InlineData("await db.Database.ExecuteSqlRawAsync(\"VACUUM\");", true)]
    [InlineData("db.Database.SqlQuery<int>($\"SELECT 1 AS Value\")", true)]
    [InlineData("db.Database.SqlQueryRaw<int>(sql)", true)]
    [InlineData("using var command = db.Database.GetDbConnection().CreateCommand();", true)]
    [InlineData("command.CommandText = sql;", true)]
    [InlineData("new SqliteCommand(sql, connection)", true)]
    [InlineData("new Microsoft.Data.SqlClient.SqlCommand()", true)]
    [InlineData("builder.HasComputedColumnSql(\"1\")", true)]
    [InlineData("builder.ToSqlQuery(\"SELECT 1\")", true)]
    [InlineData("public IBaseRequest CreateCommand() => new ExpireOrders();", false)]
    [InlineData("new SqlConnectionStringBuilder()", false)]
    public void The_question_finds_SQL_however_it_is_sent(string line, bool isFound) => Assert.Equal(isFound, RawSql().IsMatch(line));

    [GeneratedRegex(@"Marketplace\.Features\.(\w+)")]
    private static partial Regex FeatureMention();

    [GeneratedRegex("""^\s*@?(?:global\s+)?using\s+(?:static\s+|\w+\s*=\s*)?(?:global::)?Stripe\b|(?<![\w."])(?:global::)?Stripe\.[A-Z]|<Using\s+Include="Stripe\b""", RegexOptions.Multiline)]
    private static partial Regex StripeMention();

    [GeneratedRegex(@"\b(FromSql|ExecuteSql|SqlQuery)(Raw|Interpolated)?(Async)?[<(]|\b(ToSqlQuery|HasComputedColumnSql|HasDefaultValueSql|GetDbConnection)\(|\bCommandText\b|\bSql(ite)?Command\b")]
    private static partial Regex RawSql();
}
