using System.Globalization;
using Marketplace.Domain.Common;

namespace Marketplace.Infrastructure.Localization;

/// <summary>Money in a sentence: the reader's separators, the money's own sign. "335.000 ₫", "₫335,000", "335 000 ₫".</summary>
public static class MoneyText
{
    public static string Of(Money money) => In(Languages.Current, money);

    public static string In(string language, Money money)
    {
        var culture = Languages.Culture(language);
        var units = money.MinorUnits;
        var divisor = 1L;
        for (var i = 0; i < money.Currency.Exponent; i++)
        {
            divisor *= 10;
        }

        var (whole, rest) = Math.DivRem(Math.Abs(units), divisor);
        var digits = whole.ToString("N0", culture);
        if (money.Currency.Exponent > 0)
        {
            digits += culture.NumberFormat.NumberDecimalSeparator + rest.ToString($"D{money.Currency.Exponent}", CultureInfo.InvariantCulture);
        }

        var sign = units < 0 ? "−" : "";
        var mark = money.Currency.Code switch
        {
            "VND" => "₫",
            "USD" => language == "fr" ? "$US" : "US$",
            "EUR" => "€",
            var other => other,
        };
        return language == "en" ? $"{sign}{mark}{digits}" : $"{sign}{digits} {mark}";
    }
}
