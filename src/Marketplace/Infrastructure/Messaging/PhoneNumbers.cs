using System.Buffers;
using System.Collections.Concurrent;
using PhoneNumbers;

namespace Marketplace.Infrastructure.Messaging;

/// <summary>Telephone numbers as people type them, kept as E.164. Numbers without a country code are Việt Nam's.</summary>
public static class Phone
{
    private const int LongestTyped = 32;
    private const int MostRead = 2000;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("+0123456789 .-()\u00a0");

    /// <summary>Makers' numbers stand on every page of theirs, and the library looks through its patterns of all countries each time.</summary>
    private static readonly ConcurrentDictionary<string, string> Read = new();

    /// <summary>"0912 345 678" becomes "+84912345678"; nothing when it is not a number that can exist.</summary>
    public static string? ToE164(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed) || typed.Length > LongestTyped || typed.AsSpan().Trim().ContainsAnyExcept(Allowed))
        {
            return null;
        }

        try
        {
            var util = PhoneNumberUtil.GetInstance();
            var number = util.Parse(typed, "VN");
            return util.IsValidNumber(number) ? util.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    public static bool IsAtHome(string e164) => e164.StartsWith("+84", StringComparison.Ordinal);

    /// <summary>"+84912345678" reads "0912 345 678" at home and "+33 6 12 34 56 78" for numbers abroad.</summary>
    public static string ForPeople(string e164)
    {
        if (Read.TryGetValue(e164, out var known))
        {
            return known;
        }

        if (Read.Count >= MostRead)
        {
            Read.Clear();
        }

        return Read[e164] = Written(e164);
    }

    private static string Written(string e164)
    {
        try
        {
            var util = PhoneNumberUtil.GetInstance();
            var number = util.Parse(e164, "VN");
            return util.Format(number, number.CountryCode == 84 ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL);
        }
        catch (NumberParseException)
        {
            return e164;
        }
    }
}
