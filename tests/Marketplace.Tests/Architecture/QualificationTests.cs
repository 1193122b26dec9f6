using System.Text.RegularExpressions;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Architecture;

/// <summary>The one rule of .editorconfig that no build looks at (IDE0003): asked of dotnet format it costs more than a minute of processor.</summary>
public sealed partial class QualificationTests
{
    [Fact]
    public void No_field_is_named_with_this() => Assert.DoesNotContain(
        ((string[])["src", "tests", "infra"]).SelectMany(folder => Repository.Files(Path.Combine(Repository.Root, folder), ".cs")), file => Qualified().IsMatch(File.ReadAllText(file)));

    [Theory]
    [InlineData("this" + "._number++;", true)]
    [InlineData("return this" + ".number;", true)]
    [InlineData("x = this" + "._next(1);", true)]
    [InlineData("x = this" + ".Count + 1;", true)]
    [InlineData("return this.Refused(result.Refusals);", false)]
    [InlineData("return this.Refused<Form>(result);", false)]
    public void The_question_finds_fields_and_not_extensions(string line, bool isFound) => Assert.Equal(isFound, Qualified().IsMatch(line));

    [GeneratedRegex(@"\bthis\.(?:[_a-z]\w*|\w+\b(?!\s*\(|<))")]
    private static partial Regex Qualified();
}
