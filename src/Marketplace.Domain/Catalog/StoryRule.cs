using System.Text.RegularExpressions;

namespace Marketplace.Domain.Catalog;

/// <summary>What makes a text the story of goods that others read: some length, and some different words, so that one letter or one word over and over is none.</summary>
public static partial class StoryRule
{
    public const int Shortest = 20;
    public const int FewestWords = 5;

    public static bool Holds(string text) =>
        text.Length >= Shortest && Word().Matches(text).Select(word => word.Value).Distinct(StringComparer.OrdinalIgnoreCase).Take(FewestWords).Count() == FewestWords;

    /// <summary>Marks that stand behind their letter belong to it.</summary>
    [GeneratedRegex(@"\p{L}[\p{L}\p{M}]*")]
    private static partial Regex Word();
}
