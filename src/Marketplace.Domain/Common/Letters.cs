using System.Text;

namespace Marketplace.Domain.Common;

/// <summary>Brings letters to one Unicode form, whatever was typed.</summary>
public static class Letters
{
    /// <summary>
    /// string.Normalize throws at half a surrogate pair and at U+FFFE, which anyone can send. Neither is a character, nor are the others that Unicode
    /// keeps for programs' own use: they are dropped.
    /// </summary>
    public static string InForm(string text, NormalizationForm form)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsCharacter(rune))
            {
                return string.Concat(text.EnumerateRunes().Where(IsCharacter)).Normalize(form);
            }
        }

        return text.Normalize(form);
    }

    /// <summary>EnumerateRunes yields U+FFFD, which itself stands for what could not be read, for half a surrogate pair.</summary>
    public static bool IsCharacter(Rune rune) => rune.Value is not (0xFFFD or (>= 0xFDD0 and <= 0xFDEF)) && (rune.Value & 0xFFFE) != 0xFFFE;
}
