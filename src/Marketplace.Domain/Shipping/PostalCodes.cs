using System.Collections.Frozen;

namespace Marketplace.Domain.Shipping;

/// <summary>
/// How a country writes its postal codes and its states, as far as a slip of the pen shows in it (Universal Postal Union, addressing systems by country): a parcel
/// with a code that cannot exist comes back after weeks. Of countries not named here any code will do.
/// </summary>
public static class PostalCodes
{
    /// <summary>9 is a digit, A a letter, * either; spaces and hyphens do not count, nor the country before the digits ("L-1009", "SE-113 46"). Several forms are separated by |.</summary>
    private static readonly FrozenDictionary<string, string> Forms = new (string Form, string Countries)[]
    {
        ("999", "IS"),
        ("9999", "AT BE BG CH CY DK HU LI LU LV NO NZ SI AU"),
        ("99999", "DE EE ES FI FR GR HR IT MX MY SE CZ SK TH KR PL LT"),
        ("999999", "CN RO SG IN"),
        ("9999999", "JP PT"),
        ("9999999|99999", "IL"),
        ("99999|999999999", "US"),
        ("9999AA", "NL"),
        ("AAA9999", "MT"),
        ("99999|999999|999", "TW"),
        ("A9A9A9", "CA"),
        ("A99AA|AA99AA|A999AA|AA999AA|A9A9AA|AA9A9AA|BFPO9|BFPO99|BFPO999|BFPO9999", "GB"),
        ("A99****|A9W****", "IE"),
    }.SelectMany(one => one.Countries.Split(' '), (one, country) => KeyValuePair.Create(country, one.Form)).ToFrozenDictionary();

    private static readonly FrozenDictionary<string, FrozenSet<string>> States = new Dictionary<string, string>
    {
        ["US"] = "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR VI GU AS MP AA AE AP",
        ["CA"] = "AB BC MB NB NL NS NT NU ON PE QC SK YT",
        ["AU"] = "ACT NSW NT QLD SA TAS VIC WA",
    }.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Split(' ').ToFrozenSet());

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>Letters of a country before its code.</summary>
    private const int LongestSign = 2;

    /// <summary>Letters an abbreviation has at most; longer is a name, which the post reads as well.</summary>
    private const int LongestAbbreviation = 3;

    /// <summary>Whether a code as typed can be one of that country.</summary>
    public static bool CanBe(string country, string typed)
    {
        var code = string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        var digits = code.TrimStart([.. Letters]);
        return !Forms.TryGetValue(country, out var forms) || forms.Split('|').Any(form => Fits(code, form) || (code.Length - digits.Length <= LongestSign && Fits(digits, form)));
    }

    /// <summary>Whether an abbreviated state as typed is one of that country.</summary>
    public static bool CanBeState(string country, string typed) =>
        typed.Length > LongestAbbreviation || !States.TryGetValue(country, out var states) || states.Contains(typed.ToUpperInvariant());

    private static bool Fits(string code, string form)
    {
        if (code.Length != form.Length)
        {
            return false;
        }

        for (var i = 0; i < code.Length; i++)
        {
            var fits = form[i] switch
            {
                '9' => char.IsAsciiDigit(code[i]),
                'A' => char.IsAsciiLetterUpper(code[i]),
                '*' => char.IsAsciiLetterOrDigit(code[i]),
                var letter => code[i] == letter,
            };
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }
}
