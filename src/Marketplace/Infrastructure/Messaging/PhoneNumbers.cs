using System.Buffers;
using System.Collections.Concurrent;
using Marketplace.Infrastructure.Localization;
using PhoneNumbers;

namespace Marketplace.Infrastructure.Messaging;

/// <summary>Telephone numbers as people type them, kept as E.164. Numbers without a country code are Việt Nam's.</summary>
public static class Phone
{
    private const int LongestTyped = 32;
    private const int MostRead = 2000;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("+0123456789 .-()\u00a0");

    /// <summary>Makers' numbers stand on every page of theirs, and the library looks through its patterns of all countries each time.</summary>
    private static readonly ConcurrentDictionary<(string E164, bool IsAbroad), string> Read = new();

    /// <summary>"0912 345 678" becomes "+84912345678"; nothing when it is not a number that can exist.</summary>
    public static string? ToE164(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed) || typed.Length > LongestTyped || !LooksLikeOne(typed.AsSpan().Trim()))
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

    /// <summary>Whether it has no other letters and signs than people write numbers with, whole ones or a part.</summary>
    internal static bool LooksLikeOne(ReadOnlySpan<char> typed) => !typed.ContainsAnyExcept(Allowed);

    /// <summary>What a telephone dials of a number as a person wrote it.</summary>
    public static string ToDial(string typed) => string.Concat(typed.Where(sign => char.IsAsciiDigit(sign) || sign == '+'));

    public static bool IsAtHome(string e164) => e164.StartsWith("+84", StringComparison.Ordinal);

    public static string ForPeople(string e164) => ForPeople(e164, Languages.Current);

    /// <summary>
    /// "+84912345678" reads "0912 345 678" in Vietnamese and "+84 912 345 678" in the languages of those who may call from abroad; numbers abroad are
    /// international in all.
    /// </summary>
    public static string ForPeople(string e164, string language)
    {
        var key = (e164, language != Languages.Default);
        if (Read.TryGetValue(key, out var known))
        {
            return known;
        }

        if (Read.Count >= MostRead)
        {
            Read.Clear();
        }

        return Read[key] = Written(e164, key.Item2);
    }

    private static string Written(string e164, bool isAbroad)
    {
        try
        {
            var util = PhoneNumberUtil.GetInstance();
            var number = util.Parse(e164, "VN");
            return util.Format(number, number.CountryCode == 84 && !isAbroad ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL);
        }
        catch (NumberParseException)
        {
            return e164;
        }
    }
}
