using System.Text.RegularExpressions;
using Marketplace.Domain.Orders;
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
    public void Only_the_Stripe_adapter_knows_Stripe()
    {
        var adapter = Path.Combine(Repository.Web, "Infrastructure", "Payments", "Stripe");

        var others = Repository.Files(Repository.Web, ".cs", ".cshtml").Where(file => !file.StartsWith(adapter, StringComparison.Ordinal));

        Assert.All(others, file => Assert.DoesNotMatch(StripeUsing(), File.ReadAllText(file)));
    }

    [Fact]
    public void The_domain_references_nothing_but_the_base_library() =>
        Assert.All(typeof(Order).Assembly.GetReferencedAssemblies(), reference => Assert.Matches("^(System\\..*|MediatR\\.Contracts)$", reference.Name));

    [Fact]
    public void Provider_specific_SQL_stays_in_the_providers_folders()
    {
        var data = Path.Combine(Repository.Web, "Infrastructure", "Data");

        var others = Repository.Files(Repository.Web, ".cs").Where(file => !file.StartsWith(data, StringComparison.Ordinal));

        Assert.All(others, file => Assert.DoesNotMatch(RawSql(), File.ReadAllText(file)));
    }

    [GeneratedRegex(@"Marketplace\.Features\.(\w+)")]
    private static partial Regex FeatureMention();

    [GeneratedRegex(@"^\s*@?using Stripe\b", RegexOptions.Multiline)]
    private static partial Regex StripeUsing();

    [GeneratedRegex(@"\b(FromSql|ExecuteSql|SqlQuery)(Raw|Interpolated)?(Async)?[<(]")]
    private static partial Regex RawSql();
}
