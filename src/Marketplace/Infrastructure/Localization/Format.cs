using System.Globalization;
using Marketplace.Domain.Common;
using Marketplace.Domain.Reviews;

namespace Marketplace.Infrastructure.Localization;

/// <summary>
/// How amounts, numbers and dates read in each language: the reader's separators, the money's own sign. Spaces inside are no-break, so that an amount
/// never splits over two lines.
/// </summary>
public static class Format
{
    private const char NoBreak = '\u00a0';
    private const char Minus = '\u2212';

    private static readonly NumberFormatInfo Vietnamese = Numbers(".", ",");
    private static readonly NumberFormatInfo English = Numbers(",", ".");
    private static readonly NumberFormatInfo French = Numbers("\u202f", ",");

    public static string Dong(long dong) => Money(Domain.Common.Money.Vnd(dong));

    public static string Money(Money money) => Money(money, Languages.Current);

    public static string Money(Money money, string language)
    {
        var sign = money.MinorUnits < 0 ? Minus.ToString() : "";
        var amount = Amount(money, language);
        return language == "en"
            ? $"{sign}{Sign(money.Currency, language)}{amount}"
            : $"{sign}{amount}{NoBreak}{Sign(money.Currency, language)}";
    }

    public static string Number(long value) => Number(value, Languages.Current);

    public static string Number(long value, string language) => value.ToString("#,0", Separators(language)).Replace('-', Minus);

    /// <summary>A share in tenths of a per cent: 850 is 85 %.</summary>
    public static string Permille(long permille, string language)
    {
        var (whole, tenth) = Math.DivRem(Math.Abs(permille), 10);
        var digits = Number(whole, language) + (tenth == 0 ? "" : Separators(language).NumberDecimalSeparator + tenth.ToString(CultureInfo.InvariantCulture));
        return (permille < 0 ? Minus.ToString() : "") + digits + (language == "en" ? "%" : NoBreak + "%");
    }

    public static string Permille(long permille) => Permille(permille, Languages.Current);

    /// <summary>A number in tenths, always with its tenth: 46 is 4.6.</summary>
    public static string Tenths(int tenths) => Number(tenths / 10) + Separators(Languages.Current).NumberDecimalSeparator + Number(tenths % 10);

    /// <summary>Stars of a review, for the eye; the words beside them are for the ear.</summary>
    public static string Stars(int stars) => new string('★', stars) + new string('☆', Review.MostStars - stars);

    /// <summary>The sides that were measured, in centimetres; empty when none was.</summary>
    public static string Size(params int?[] sidesInMm) => sidesInMm.OfType<int>().ToList() is { Count: > 0 } sides
        ? string.Join(" × ", sides.Select(mm => Number(mm / 10) + (mm % 10 == 0 ? "" : Separators(Languages.Current).NumberDecimalSeparator + Number(mm % 10)))) + " cm"
        : "";

    /// <summary>How long something lasts, in words.</summary>
    public static string Length(int seconds) => Math.DivRem(seconds, 60) switch
    {
        (0, var rest) => Texts.Get("common.seconds", rest),
        (var minutes, 0) => Texts.Get("common.minutes", minutes),
        var (minutes, rest) => Texts.Get("common.minutes-seconds", Texts.Get("common.minutes", minutes), Texts.Get("common.seconds", rest)),
    };

    /// <summary>How much of a reader's data something takes.</summary>
    public static string Bytes(int bytes) => bytes < 999_500
        ? Texts.Get("common.kilobytes", (bytes + 999) / 1000)
        : Texts.Get("common.megabytes", Tenths((bytes + 50_000) / 100_000));

    public static string Day(DateOnly day) => Day(day, Languages.Current);

    public static string Day(DateOnly day, string language) => language == "en"
        ? day.ToString("d MMM yyyy", CultureInfo.InvariantCulture)
        : day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    public static string Month(DateOnly month) => Month(month, Languages.Current);

    /// <summary>Without the word for month, which the sentence around it has in Vietnamese. English names it as <see cref="Day(DateOnly, string)"/> does.</summary>
    public static string Month(DateOnly month, string language) => language switch
    {
        "en" => month.ToString("MMM yyyy", CultureInfo.InvariantCulture),
        "fr" => month.ToString("MMM yyyy", Languages.Culture(language)),
        _ => month.ToString("M/yyyy", CultureInfo.InvariantCulture),
    };

    public static string Time(DateTimeOffset instant) => Time(instant, Languages.Current);

    /// <summary>In Việt Nam's time, named as such for readers who may be elsewhere.</summary>
    public static string Time(DateTimeOffset instant, string language)
    {
        var local = instant.InVietnam();
        var clock = local.ToString("HH:mm", CultureInfo.InvariantCulture);
        var day = Day(DateOnly.FromDateTime(local.DateTime), language);
        return language == Languages.Default ? $"{clock} {day}" : Texts.In(language, "common.vietnam-time", day, clock);
    }

    private static string Amount(Money money, string language)
    {
        var separators = Separators(language);
        var unit = (ulong)Math.Pow(10, money.Currency.Exponent);
        var (whole, rest) = Math.DivRem(money.MinorUnits < 0 ? (ulong)-(money.MinorUnits + 1) + 1 : (ulong)money.MinorUnits, unit);
        var digits = whole.ToString("#,0", separators);
        return money.Currency.Exponent == 0
            ? digits
            : digits + separators.NumberDecimalSeparator + rest.ToString(CultureInfo.InvariantCulture).PadLeft(money.Currency.Exponent, '0');
    }

    private static string Sign(Currency currency, string language) => (currency.Code, language) switch
    {
        ("VND", _) => "₫",
        ("EUR", _) => "€",
        ("USD", "en") => "$",
        ("USD", "fr") => "$US",
        ("USD", _) => "US$",
        _ => currency.Code,
    };

    private static NumberFormatInfo Separators(string language) => language switch
    {
        "en" => English,
        "fr" => French,
        _ => Vietnamese,
    };

    private static NumberFormatInfo Numbers(string group, string decimals) =>
        NumberFormatInfo.ReadOnly(new NumberFormatInfo { NumberGroupSeparator = group, NumberDecimalSeparator = decimals, NumberGroupSizes = [3] });
}
