namespace Marketplace.Domain.Producers;

/// <summary>The number of a company or co-operative in the business register.</summary>
public static class RegistrationNumbers
{
    /// <summary>With the spaces and dots people write.</summary>
    public const int LongestTyped = 20;

    private const int Digits = 10;
    private const int OfABranch = 13;

    /// <summary>Whether this kind of seller stands in the register.</summary>
    public static bool HasOne(ProducerKind? kind) => kind is ProducerKind.Cooperative or ProducerKind.Company;

    /// <summary>"0123 456 789-001" becomes "0123456789-001"; nothing when that is no such number.</summary>
    public static string? Of(string typed)
    {
        var digits = string.Concat(typed.Where(char.IsAsciiDigit));
        return typed.Any(sign => !char.IsAsciiDigit(sign) && sign is not (' ' or '.' or '-' or '\u00a0')) ? null
            : digits.Length switch
            {
                Digits => digits,
                OfABranch => $"{digits[..Digits]}-{digits[Digits..]}",
                _ => null,
            };
    }
}
