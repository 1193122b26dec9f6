using System.Security.Cryptography;

namespace Marketplace.Domain.Orders;

/// <summary>
/// Codes that people read out and banks print: letters and digits without look-alikes (no 0 O 1 I L U V) and a check character, so that one
/// mistyped or two swapped characters are noticed (ISO 7064 style, weights modulo a prime).
/// </summary>
public static class OrderCode
{
    public const string Alphabet = "23456789ABCDEFGHJKMNPQRSTWXYZ";
    public const string Prefix = "CP";

    /// <summary>Prefix, seven random characters, one check character: ten in all, which every bank's memo field takes.</summary>
    public const int Length = 10;

    private const int Modulus = 29;

    public static string New() => Complete(Prefix + RandomNumberGenerator.GetString(Alphabet, Length - Prefix.Length - 1));

    /// <summary>For the demonstration, which must repeat itself: the code of a number.</summary>
    public static string Of(long number)
    {
        Span<char> body = stackalloc char[Length - Prefix.Length - 1];
        for (var i = body.Length - 1; i >= 0; i--)
        {
            body[i] = Alphabet[(int)(number % Alphabet.Length)];
            number /= Alphabet.Length;
        }

        return Complete(Prefix + new string(body));
    }

    public static bool IsValid(ReadOnlySpan<char> code) =>
        code.Length == Length && code.StartsWith(Prefix) && Check(code[..^1]) is { } check && check == code[^1];

    /// <summary>Finds a valid code in whatever a bank made of the memo: other words, other case, spaces or dashes inside.</summary>
    public static string? FindIn(string? content)
    {
        Span<char> kept = stackalloc char[Math.Min(content?.Length ?? 0, 512)];
        var length = 0;
        foreach (var character in content.AsSpan(0, kept.Length))
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                kept[length++] = char.ToUpperInvariant(character);
            }
        }

        for (var start = 0; start + Length <= length; start++)
        {
            if (IsValid(kept.Slice(start, Length)))
            {
                return new string(kept.Slice(start, Length));
            }
        }

        return null;
    }

    private static string Complete(string body) => body + Check(body);

    private static char? Check(ReadOnlySpan<char> body)
    {
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            // The prefix holds no character outside the alphabet either, so every position counts.
            var value = Alphabet.IndexOf(body[i], StringComparison.Ordinal);
            if (value < 0)
            {
                return null;
            }

            sum = (sum + (value * (i + 1))) % Modulus;
        }

        return Alphabet[sum];
    }
}
