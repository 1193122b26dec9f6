using System.Globalization;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>People's names: one field, any script, never split.</summary>
public static class PersonName
{
    public const int Longest = 100;

    /// <summary>Not too long, and nothing in it that a reader cannot see: controls, line breaks, marks that turn the direction of writing.</summary>
    public static bool IsFine(string? name) =>
        name is not null && name.Length <= Longest && name.EnumerateRunes().All(rune => System.Text.Rune.GetUnicodeCategory(rune) is not
            (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse)
            && rune.Value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFFFD))
        && name.EnumerateRunes().Any(rune => System.Text.Rune.IsLetter(rune) && Web.Typing.IsSeen(rune));
}
