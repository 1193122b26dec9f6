using System.Globalization;
using System.Text;
using Marketplace.Domain.Orders;

namespace Marketplace.Domain.Shipping;

/// <summary>The lines of a foreign address in the order people of that country write them.</summary>
public static class AddressLayout
{
    public const string Line1 = nameof(Address.Line1);
    public const string Line2 = nameof(Address.Line2);
    public const string City = nameof(Address.City);
    public const string Region = nameof(Address.Region);
    public const string PostalCode = nameof(Address.PostalCode);

    private static readonly string[] CodeAfterCity = [Line1, Line2, City, Region, PostalCode];
    private static readonly string[] CodeBeforeCity = [Line1, Line2, PostalCode, City];
    private static readonly string[] LargestFirst = [PostalCode, Region, City, Line1, Line2];
    private static readonly string[] CodeLast = [Line1, Line2, City, PostalCode];

    /// <summary>The fields of a country's address, first line first.</summary>
    public static IReadOnlyList<string> Of(string countryCode) => countryCode switch
    {
        "AT" or "BE" or "BG" or "CH" or "CY" or "CZ" or "DE" or "DK" or "EE" or "ES" or "FI" or "FR" or "GR" or "HR" or "HU" or "IS" or "IT" or "LI"
            or "LT" or "LU" or "LV" or "MT" or "NL" or "NO" or "PL" or "PT" or "RO" or "SE" or "SI" or "SK" or "MY" => CodeBeforeCity,
        "CN" or "JP" or "KR" or "TW" => LargestFirst,
        "GB" or "IE" or "NZ" or "SG" or "HK" or "IL" => CodeLast,
        _ => CodeAfterCity,
    };

    /// <summary>A foreign address as it is written there, first line first: "3 rue des Écoles", "75005 Paris".</summary>
    public static IReadOnlyList<string> Lines(Address address)
    {
        var order = Of(address.CountryCode);
        return order == CodeBeforeCity
            ? Filled(address.Line1, address.Line2, $"{address.PostalCode} {address.City}".Trim(), address.Region)
            : Filled([.. order.Select(field => field switch
            {
                Line1 => address.Line1,
                Line2 => address.Line2,
                City => address.City,
                Region => address.Region,
                _ => address.PostalCode,
            })]);
    }

    private static string[] Filled(params string[] lines) => [.. lines.Where(line => line.Length > 0)];

    /// <summary>Foreign posts read Latin letters only.</summary>
    public static bool IsLatin(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune) && !IsLatinLetter(rune.Value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Control characters and direction marks have no place on a label and can hide what stands there.</summary>
    public static bool IsPrintable(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLatinLetter(int value) =>
        value is <= 0x024F or (>= 0x1E00 and <= 0x1EFF) or 0x02BC or 0x02BB;
}
