using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Marketplace.Domain.Common;
using Microsoft.AspNetCore.Html;

namespace Marketplace.Infrastructure.Localization;

/// <summary>
/// Every sentence a person reads, by key, from the <c>Strings.json</c> files beside the features (embedded). A value is a text, or an object of
/// CLDR plural categories (<c>one</c>, <c>other</c>) chosen by the first argument. Vietnamese stands in for what a language lacks.
/// </summary>
public static partial class Texts
{
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> ByLanguage = Load();

    /// <summary>All keys with the languages that have them, for the completeness test.</summary>
    public static IReadOnlyDictionary<string, FrozenDictionary<string, string>> All => ByLanguage;

    public static string Get(string key, params object?[] arguments) => In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, key, arguments);

    public static bool Has(string key) => ByLanguage[Languages.Default].ContainsKey(key) || ByLanguage[Languages.Default].ContainsKey(key + ".other");

    public static string In(string language, string key, params object?[] arguments)
    {
        var texts = ByLanguage.GetValueOrDefault(language) ?? ByLanguage[Languages.Default];
        if (!texts.TryGetValue(key, out var text)
            && !(arguments is [var count, ..] && texts.TryGetValue($"{key}.{Category(language, count)}", out text))
            && !texts.TryGetValue(key + ".other", out text))
        {
            return key;
        }

        return arguments is [] ? text : string.Format(CultureInfo.CurrentCulture, text, [.. arguments.Select(argument => Separated(language, argument))]);
    }

    /// <summary>Counts and money as the reader writes them; what is neither (a year, a code) is given as text.</summary>
    private static object? Separated(string language, object? argument) => argument switch
    {
        int count => Format.Number(count, language),
        long count => Format.Number(count, language),
        Money money => Format.Money(money, language),
        _ => argument,
    };

    /// <summary>CLDR: Vietnamese has one form; English "one" is 1; French "one" is 0 and 1.</summary>
    private static string Category(string language, object? count) => (language, Convert.ToInt64(count is IConvertible and not string ? count : 2, CultureInfo.InvariantCulture)) switch
    {
        ("en", 1) or ("fr", 0 or 1) => "one",
        _ => "other",
    };

    private static FrozenDictionary<string, FrozenDictionary<string, string>> Load()
    {
        var byLanguage = Languages.All.ToDictionary(language => language, _ => new Dictionary<string, string>(StringComparer.Ordinal));
        var assembly = typeof(Texts).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.EndsWith("Strings.json", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var document = JsonDocument.Parse(stream);
            foreach (var key in document.RootElement.EnumerateObject())
            {
                foreach (var language in key.Value.EnumerateObject())
                {
                    Add(language.Name, byLanguage[language.Name], key.Name, language.Value, resource);
                }
            }
        }

        foreach (var language in Languages.All.Where(language => language != Languages.Default))
        {
            foreach (var (key, text) in byLanguage[Languages.Default])
            {
                byLanguage[language].TryAdd(key, byLanguage["en"].GetValueOrDefault(key, text));
            }
        }

        return byLanguage.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static void Add(string language, Dictionary<string, string> texts, string key, JsonElement value, string resource)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var category in value.EnumerateObject())
            {
                Add(language, texts, $"{key}.{category.Name}", category.Value, resource);
            }
        }
        else if (!texts.TryAdd(key, language == "fr" ? FrenchSpace().Replace(value.GetString()!, "\u00a0") : value.GetString()!))
        {
            throw new InvalidOperationException($"The text '{key}' is written twice; the second is in {resource}.");
        }
    }

    /// <summary>French sets its high punctuation off by a space at which no line may end. Who writes a text types a plain one, which can be seen.</summary>
    [GeneratedRegex(" (?=[:;!?»%])|(?<=«) ")]
    private static partial Regex FrenchSpace();
}

/// <summary>What views and handlers ask for texts: <c>T["orders.cancel"]</c>.</summary>
public sealed class Text
{
#pragma warning disable CA1822 // Injected into views, where an instance reads shorter than a static class.
    public string this[string key, params object?[] arguments] => Texts.Get(key, arguments);

    /// <summary>A sentence whose placeholders are markup of ours (links, times); the sentence itself is encoded.</summary>
    public IHtmlContent Html(string key, params object?[] arguments) => new HtmlFormattableString(Texts.Get(key), arguments);
#pragma warning restore CA1822
}
