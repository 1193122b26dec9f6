using System.Reflection;
using System.Text.RegularExpressions;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Payments;

/// <summary>The table of docs/decisions/0008 names a test for each way a payment can fail, and the tests are there.</summary>
public sealed partial class FailureModesTests
{
    private const int KnownModes = 23;

    private static readonly string[][] Rows =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "decisions", "0008-payment-failure-modes.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2).Select(line => line.Trim('|', ' ').Split(" | ")),
    ];

    [Fact]
    public void Every_known_way_to_fail_has_its_row() => Assert.Equal(KnownModes, Rows.Select(row => row[0]).Distinct().Count());

    [Fact]
    public void Every_row_names_tests_that_exist_and_run()
    {
        var tests = typeof(FailureModesTests).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttributes<FactAttribute>().Any(fact => fact.Skip is null))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}").ToHashSet();

        Assert.All(Rows, row =>
        {
            var named = Named().Matches(row[^1]).Select(match => match.Groups[1].Value).ToList();
            Assert.NotEmpty(named);
            Assert.All(named, name => Assert.Contains(name, tests));
        });
    }

    [GeneratedRegex("`([A-Za-z0-9_]+\\.[A-Za-z0-9_]+)`")]
    private static partial Regex Named();
}
