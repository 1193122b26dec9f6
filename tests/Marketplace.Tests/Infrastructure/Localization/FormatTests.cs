using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Localization;

namespace Marketplace.Tests.Infrastructure.Localization;

public sealed class FormatTests
{
    [Theory]
    [InlineData("vi", "VND", 335_000, "335.000 ₫")]
    [InlineData("en", "VND", 335_000, "₫335,000")]
    [InlineData("fr", "VND", 335_000, "335 000 ₫")]
    [InlineData("vi", "USD", 1_270, "12,70 US$")]
    [InlineData("en", "USD", 1_270, "$12.70")]
    [InlineData("fr", "USD", 1_270, "12,70 $US")]
    [InlineData("vi", "EUR", 123_456_705, "1.234.567,05 €")]
    [InlineData("en", "EUR", 123_456_705, "€1,234,567.05")]
    [InlineData("fr", "EUR", 123_456_705, "1 234 567,05 €")]
    [InlineData("vi", "VND", 0, "0 ₫")]
    [InlineData("en", "USD", 5, "$0.05")]
    [InlineData("vi", "VND", -12_000, "−12.000 ₫")]
    [InlineData("en", "USD", -5, "−$0.05")]
    [InlineData("vi", "VND", long.MaxValue, "9.223.372.036.854.775.807 ₫")]
    [InlineData("vi", "VND", long.MinValue, "−9.223.372.036.854.775.808 ₫")]
    public void Money_is_printed_with_the_readers_separators_and_its_own_sign(string language, string currency, long minorUnits, string expected) =>
        Assert.Equal(expected, Plain(Format.Money(new Money(minorUnits, Currency.Of(currency)), language)));

    [Theory]
    [InlineData("vi", 10_000, "10.000 món")]
    [InlineData("en", 10_000, "10,000 items")]
    [InlineData("en", 1, "1 item")]
    [InlineData("fr", 1, "1 produit")]
    public void Counts_in_sentences_follow_the_reader_and_choose_their_plural(string language, int count, string expected) =>
        Assert.Equal(expected, Plain(Texts.In(language, "listing.count", count)));

    [Theory]
    [InlineData("listings.days", "1 day", "3 days")]
    [InlineData("listings.hours", "1 hour", "3 hours")]
    [InlineData("listings.lot-makers", "1 maker", "3 makers")]
    [InlineData("programme.due-days", "1 day after", "3 days after")]
    [InlineData("products.hours", "1 hour each", "3 hours each")]
    public void One_is_not_said_in_the_plural(string key, string one, string three) =>
        Assert.Equal((one, three), (Texts.In("en", key, 1), Texts.In("en", key, 3)));

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    [InlineData("fr")]
    public void An_amount_never_splits_over_two_lines(string language) =>
        Assert.DoesNotContain(' ', Format.Money(Money.Vnd(12_345_678), language));

    [Theory]
    [InlineData("vi", 12_345, "12.345")]
    [InlineData("en", 12_345, "12,345")]
    [InlineData("fr", -12_345, "−12 345")]
    public void Numbers_follow_the_reader(string language, long value, string expected) => Assert.Equal(expected, Plain(Format.Number(value, language)));

    [Theory]
    [InlineData("vi", 850, "85 %")]
    [InlineData("en", 855, "85.5%")]
    [InlineData("fr", -5, "−0,5 %")]
    public void Shares_follow_the_reader(string language, long permille, string expected) => Assert.Equal(expected, Plain(Format.Permille(permille, language)));

    [Theory]
    [InlineData("vi", "02/09/2026")]
    [InlineData("en", "2 Sep 2026")]
    [InlineData("fr", "02/09/2026")]
    public void Days_follow_the_reader(string language, string expected) => Assert.Equal(expected, Format.Day(new DateOnly(2026, 9, 2), language));

    [Theory]
    [InlineData("vi", "9/2026")]
    [InlineData("en", "Sep 2026")]
    [InlineData("fr", "sept. 2026")]
    public void Months_follow_the_reader(string language, string expected) => Assert.Equal(expected, Format.Month(new DateOnly(2026, 9, 1), language));

    [Theory]
    [InlineData("vi", "00:30 02/09/2026")]
    [InlineData("en", "2 Sep 2026, 00:30 (Việt Nam time)")]
    [InlineData("fr", "02/09/2026 à 00:30 (heure du Việt Nam)")]
    public void Times_are_Viet_Nams_and_named_for_readers_abroad(string language, string expected) =>
        Assert.Equal(expected, Format.Time(new DateTimeOffset(2026, 9, 1, 17, 30, 0, TimeSpan.Zero), language));

    private static string Plain(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
