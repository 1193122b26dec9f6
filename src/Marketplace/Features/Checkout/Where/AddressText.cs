using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Shipping;
using PhoneNumbers;

namespace Marketplace.Features.Checkout.Where;

internal static class AddressRefusals
{
    public static readonly Refusal Name = new("checkout.address.name", nameof(Address.FullName));
    public static readonly Refusal PhoneAtHome = new("checkout.address.phone-home", nameof(Address.Phone));
    public static readonly Refusal PhoneAbroad = new("checkout.address.phone-abroad", nameof(Address.Phone));
    public static readonly Refusal Email = new("checkout.address.email", nameof(Address.Email));
    public static readonly Refusal Line1 = new("checkout.address.line1", nameof(Address.Line1));
    public static readonly Refusal Province = new("checkout.address.province", nameof(Address.ProvinceId));
    public static readonly Refusal Commune = new("checkout.address.commune", nameof(Address.UnitId));
    public static readonly Refusal PlaceUnknown = new("checkout.address.place-unknown", "TypedPlace");
    public static readonly Refusal Country = new("checkout.address.country", nameof(Address.CountryCode));
    public static readonly Refusal City = new("checkout.address.city", nameof(Address.City));
    public static readonly Refusal PostalCode = new("checkout.address.postal-code", nameof(Address.PostalCode));
    public static readonly Refusal Region = new("checkout.address.region", nameof(Address.Region));

    public static Refusal PostalCodeOfAnother(string typed) => new("checkout.address.postal-code-wrong", nameof(Address.PostalCode), typed);

    public static Refusal RegionUnknown(string typed) => new("checkout.address.region-unknown", nameof(Address.Region), typed);

    public static Refusal PlaceDivided(string candidates) => new("checkout.address.place-divided", "TypedPlace", candidates);

    public static Refusal PlaceTwice(string typed, string chosen) => new("checkout.address.place-twice", "TypedPlace", typed, chosen);

    public static Refusal Latin(string field) => new("checkout.address.latin", field);

    public static Refusal Unreadable(string field) => new("checkout.address.unreadable", field);

    public static Refusal TooLong(string field, int most) => new("checkout.address.too-long", field, most);
}

internal static class AddressText
{
    private static readonly (string Field, Func<Address, string> Get, int Most)[] Fields =
    [
        (nameof(Address.FullName), address => address.FullName, 100),
        (nameof(Address.Phone), address => address.Phone, 30),
        (nameof(Address.Email), address => address.Email, 200),
        (nameof(Address.Line1), address => address.Line1, 200),
        (nameof(Address.Line2), address => address.Line2, 200),
        (nameof(Address.City), address => address.City, 100),
        (nameof(Address.Region), address => address.Region, 100),
        (nameof(Address.PostalCode), address => address.PostalCode, 20),
        (nameof(Address.CourierNote), address => address.CourierNote, 300),
    ];

    public static Address Trimmed(Address typed) => typed with
    {
        FullName = typed.FullName.Trim(),
        Phone = typed.Phone.Trim(),
        Email = typed.Email.Trim(),
        CountryCode = typed.CountryCode.Trim().ToUpperInvariant(),
        Line1 = typed.Line1.Trim(),
        Line2 = typed.Line2.Trim(),
        City = typed.City.Trim(),
        Region = typed.Region.Trim(),
        PostalCode = typed.PostalCode.Trim(),
        CourierNote = typed.CourierNote.Trim().ReplaceLineEndings(" "),
    };

    public static IEnumerable<Refusal> Unreadable(Address typed)
    {
        foreach (var (field, get, most) in Fields)
        {
            var text = get(typed);
            if (text.Length > most)
            {
                yield return AddressRefusals.TooLong(field, most);
            }
            else if (!AddressLayout.IsPrintable(text))
            {
                yield return AddressRefusals.Unreadable(field);
            }
        }
    }

    public static IEnumerable<Refusal> NotLatin(Address typed) => Fields
        .Where(field => !AddressLayout.IsLatin(field.Get(typed)))
        .Select(field => AddressRefusals.Latin(field.Field));

    /// <summary>One refusal a field, from the top of the form to its end: the summary reads as the form does.</summary>
    public static Refusal[] InFormOrder(IEnumerable<Refusal> refusals, string countryCode)
    {
        string[] form = countryCode == "VN"
            ? [nameof(Address.CountryCode), nameof(Address.FullName), nameof(Address.Phone), nameof(Address.ProvinceId), "TypedPlace", nameof(Address.UnitId),
                nameof(Address.Line1), nameof(Address.Line2), nameof(Address.CourierNote), nameof(Address.Email)]
            : [nameof(Address.CountryCode), nameof(Address.FullName), nameof(Address.Phone), nameof(Address.Email), .. AddressLayout.Of(countryCode)];
        return [.. refusals.DistinctBy(refusal => refusal.Field)
            .OrderBy(refusal => Array.IndexOf(form, refusal.Field) is var place and >= 0 ? place : form.Length)];
    }

    /// <summary>E.164, or nothing when nobody could be reached there.</summary>
    public static string? Phone(string typed, string countryCode)
    {
        var util = PhoneNumberUtil.GetInstance();
        try
        {
            var number = util.Parse(typed, countryCode is { Length: 2 } ? countryCode : "VN");
            return typed.Length <= 30 && util.IsValidNumber(number) ? util.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
