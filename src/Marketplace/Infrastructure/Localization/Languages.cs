using System.Globalization;

namespace Marketplace.Infrastructure.Localization;

/// <summary>Vietnamese at the root, English under /en, French under /fr.</summary>
public static class Languages
{
    public const string Default = "vi";

    public static IReadOnlyList<string> All { get; } = ["vi", "en", "fr"];

    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static CultureInfo Culture(string language) => language switch
    {
        "en" => English,
        "fr" => French,
        _ => Vietnamese,
    };

    /// <summary>The language of this request or job.</summary>
    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is var language && All.Contains(language) ? language : Default;

    /// <summary>The first of the given texts that is not empty, preferring the reader's: Vietnamese source, English translation.</summary>
    public static string Pick(string vietnamese, string? english) =>
        Current != Default && !string.IsNullOrWhiteSpace(english) ? english : vietnamese;

    /// <summary>The language of what <see cref="Pick"/> gives, where it is not the reader's.</summary>
    public static string? Foreign(string? english) => Current == Default ? null : string.IsNullOrWhiteSpace(english) ? Default : Current == "en" ? null : "en";
}
