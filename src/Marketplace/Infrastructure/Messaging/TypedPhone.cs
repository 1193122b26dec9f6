namespace Marketplace.Infrastructure.Messaging;

/// <summary>Telephone numbers are kept as E.164, and people look for them as they read them, whole or in part: "0912 345 678", "912.345", "+84 912".</summary>
internal static class TypedPhone
{
    private const int FewestDigits = 3;

    /// <summary>What to look for among kept numbers; nothing when that is no telephone number or too little of one.</summary>
    public static string? SoughtIn(string typed)
    {
        if (!Phone.LooksLikeOne(typed))
        {
            return null;
        }

        var digits = string.Concat(typed.Where(char.IsAsciiDigit));
        return digits.Length < FewestDigits ? null
            : Phone.ToE164(typed) is { } whole ? whole
            : digits.StartsWith('0') ? "+84" + digits[1..]
            : typed.TrimStart().StartsWith('+') ? "+" + digits
            : digits;
    }
}
