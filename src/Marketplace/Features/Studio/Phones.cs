using PhoneNumbers;

namespace Marketplace.Features.Studio;

internal static class Phones
{
    /// <summary>E.164, reading a number without a country as one of Việt Nam; nothing when it cannot be a number.</summary>
    public static string? Normalise(string? typed)
    {
        var numbers = PhoneNumberUtil.GetInstance();
        try
        {
            var number = numbers.Parse(typed, "VN");
            return numbers.IsValidNumber(number) ? numbers.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
