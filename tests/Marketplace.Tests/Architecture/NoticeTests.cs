using System.Text.RegularExpressions;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Architecture;

/// <summary>What is used of others is named where people look for it.</summary>
public sealed partial class NoticeTests
{
    [Fact]
    public void Every_package_is_in_the_notices()
    {
        var notices = File.ReadAllText(Path.Combine(Repository.Root, "NOTICE.md"));
        var packages = Repository.Files(Repository.Root, ".csproj", ".props").SelectMany(file => Package().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Distinct().ToList();

        Assert.True(packages.Count > 20);
        Assert.All(packages, package => Assert.Contains(package, notices, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_reference_file_has_its_source_and_licence()
    {
        var folder = Path.Combine(Repository.Root, "infra", "reference-data");
        var table = File.ReadAllText(Path.Combine(folder, "README.md"));

        Assert.All(Repository.Files(folder, ".csv", ".json"), file => Assert.Contains($"`{Path.GetFileName(file)}`", table, StringComparison.Ordinal));
    }

    /// <summary>Decisions are numbered without gaps, each title with its number, and nobody points to one that is not there.</summary>
    [Fact]
    public void Decisions_are_numbered_and_found()
    {
        var folder = Path.Combine(Repository.Root, "docs", "decisions");
        var pages = Directory.GetFiles(folder, "*.md").Order(StringComparer.Ordinal).ToList();
        Assert.All(pages, (page, index) =>
        {
            Assert.StartsWith($"{index + 1:0000}-", Path.GetFileName(page), StringComparison.Ordinal);
            var text = File.ReadAllText(page);
            Assert.StartsWith($"# {index + 1}. ", text, StringComparison.Ordinal);
            Assert.All((string[])["**Context.**", "**Decision.**", "**Weighed.**", "**Easier.**"], part => Assert.Contains(part, text, StringComparison.Ordinal));
        });
        var mentions = Repository.Files(Repository.Root, ".cs", ".md", ".csproj").SelectMany(file => Mention().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Distinct();
        Assert.All(mentions, number => Assert.Contains(pages, page => Path.GetFileName(page).StartsWith(number, StringComparison.Ordinal)));
    }

    [GeneratedRegex("PackageReference Include=\"([^\"]+)\"")]
    private static partial Regex Package();

    [GeneratedRegex("docs/decisions/([0-9]{4})")]
    private static partial Regex Mention();
}
