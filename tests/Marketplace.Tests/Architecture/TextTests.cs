using System.Text.RegularExpressions;
using Marketplace.Infrastructure.Localization;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Architecture;

public sealed partial class TextTests
{
    private static readonly string[] Sources = [.. Repository.Files(Path.Combine(Repository.Root, "src"), ".cs", ".cshtml").Select(File.ReadAllText)];

    /// <summary>What only those who sell, check or count see.</summary>
    private static readonly string[] BehindTheStall = ["Administration", "Finance", "Fulfilment", "Listings", "Moderation", "Programme", "Studio"];

    [Fact]
    public void Every_text_stands_in_Vietnamese_and_English_and_in_French_where_buyers_read()
    {
        var lacking =
            from file in Repository.Files(Path.Combine(Repository.Web, "Features"), ".json")
            where Path.GetFileName(file) == "Strings.json"
            let texts = System.Text.Json.JsonDocument.Parse(File.ReadAllText(file)).RootElement
            from text in texts.EnumerateObject()
            where !text.Value.TryGetProperty("vi", out _) || !text.Value.TryGetProperty("en", out _)
                || (!text.Value.TryGetProperty("fr", out _) && !BehindTheStall.Contains(Path.GetFileName(Path.GetDirectoryName(file))))
            select text.Name;

        Assert.Empty(lacking);
    }

    [Fact]
    public void Every_key_asked_for_is_written()
    {
        var missing = Sources.SelectMany(source => Asked().Matches(source)).Select(match => match.Groups[1].Value).Distinct().Where(key => !Texts.Has(key));

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_key_written_is_asked_for()
    {
        var all = string.Join('\n', Sources);
        var literals = Literal().Matches(all).Select(match => match.Groups[1].Value).ToHashSet();
        var prefixes = Prefix().Matches(all).Select(match => match.Groups[1].Value).Distinct().ToArray();

        var endings = Ending().Matches(all).Select(match => match.Groups[1].Value).Distinct().ToArray();
        bool IsAsked(string key) => literals.Contains(key) || prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal))
            || endings.Any(ending => key.EndsWith(ending, StringComparison.Ordinal) && literals.Contains(key[..^ending.Length]));

        var unused = Texts.All["vi"].Keys.Where(key => !IsAsked(key) && !IsAsked(Plural().Replace(key, "")));

        Assert.Empty(unused);
    }

    [Fact]
    public void Placeholders_agree_between_languages()
    {
        var vietnamese = Texts.All["vi"];
        var differing =
            from language in Languages.All
            from pair in Texts.All[language]
            where vietnamese.TryGetValue(pair.Key, out var original) && !Places(original).SetEquals(Places(pair.Value)) && !pair.Key.EndsWith(".one", StringComparison.Ordinal)
            select $"{language}: {pair.Key}";

        Assert.Empty(differing);
    }

    private static HashSet<string> Places(string text) => [.. Placeholder().Matches(text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("""(?:\bT\[|\bT\.Html\(|Texts\.Get\(|new Refusal\(|new\(|WithErrorCode\()\s*"([a-z0-9-]+(?:\.[a-z0-9-]+)+)"(?!\s*\+)""")]
    private static partial Regex Asked();

    [GeneratedRegex("\"([a-z0-9-]+(?:\\.[a-zA-Z0-9-]+)+)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("""\$?"([a-z0-9-]+\.(?:[a-z0-9-]+[.-])*)(?:"\s*\+|\{)""")]
    private static partial Regex Prefix();

    [GeneratedRegex("\\w \\+ \"(-[a-z]+)\"")]
    private static partial Regex Ending();

    [GeneratedRegex(@"\.(one|other)$")]
    private static partial Regex Plural();

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex Placeholder();
}
