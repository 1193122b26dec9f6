using System.Net.Mail;
using Marketplace.Domain.Carts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Places;
using Marketplace.Domain.Shipping;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Quoting;
using MediatR;
using Microsoft.EntityFrameworkCore;
using PhoneNumbers;

namespace Marketplace.Features.Checkout.Where;

/// <summary>
/// Says where the order goes and who receives it. <paramref name="TypedPlace"/> is a commune's name typed by habit, of the old map or of today's;
/// it counts when no commune was chosen.
/// </summary>
public sealed record SetAddress(CheckoutId CheckoutId, CartId CartId, Address Address, string TypedPlace = "") : ICommand<Result<AddressSet>>;

/// <summary>What became of a typed place name: the unit of today it now belongs to, when that is another.</summary>
public sealed record AddressSet(string? MappedFrom, string? MappedTo);

internal sealed class SetAddressHandler(MarketplaceDb db, ShippingBook shippingBook, TypedPlaces places) : IRequestHandler<SetAddress, Result<AddressSet>>
{
    public async Task<Result<AddressSet>> Handle(SetAddress command, CancellationToken ct)
    {
        var checkout = await db.Checkouts.SingleOrDefaultAsync(checkout => checkout.Id == command.CheckoutId && checkout.CartId == command.CartId, ct);
        if (checkout is null)
        {
            return CheckoutRefusals.NotFound;
        }

        var typed = AddressText.Trimmed(command.Address);
        List<Refusal> refusals = [];
        var phone = AddressText.Phone(typed.Phone, typed.CountryCode);
        Check(typed, phone, refusals);
        return typed.IsDomestic
            ? await AtHome(checkout, typed with { Phone = phone ?? typed.Phone }, command.TypedPlace, refusals, ct)
            : await Abroad(checkout, typed with { Phone = phone ?? typed.Phone }, refusals, ct);
    }

    private static void Check(Address typed, string? phone, List<Refusal> refusals)
    {
        refusals.AddRange(AddressText.Unreadable(typed));
        if (typed.FullName.Length < 2)
        {
            refusals.Add(AddressRefusals.Name);
        }

        if (phone is null)
        {
            refusals.Add(typed.IsDomestic ? AddressRefusals.PhoneAtHome : AddressRefusals.PhoneAbroad);
        }

        if (typed.Email.Length > 0 ? !MailAddress.TryCreate(typed.Email, out _) || typed.Email.Contains(' ', StringComparison.Ordinal) : !typed.IsDomestic)
        {
            refusals.Add(AddressRefusals.Email);
        }

        if (typed.Line1.Length < 2)
        {
            refusals.Add(AddressRefusals.Line1);
        }
    }

    private async Task<Result<AddressSet>> AtHome(Domain.Orders.Checkout checkout, Address typed, string typedPlace, List<Refusal> refusals, CancellationToken ct)
    {
        var book = await shippingBook.Open(ct);
        var (unit, mapped) = (default(int?), new AddressSet(null, null));
        var former = typed.ProvinceId is null ? await places.Province(typedPlace, ct) : null;
        var province = book.Province(typed.ProvinceId ?? former?.Id);
        if (province is null)
        {
            refusals.Add(AddressRefusals.Province);
        }
        else if (typed.UnitId is { } chosen && await db.AdminUnits.CommunesOf(province.Id).AnyAsync(commune => commune.Id == chosen, ct)
            && !(chosen == checkout.Address.UnitId && await LeadsElsewhere(province.Id, typedPlace, chosen, ct)))
        {
            unit = chosen;
        }
        else if (typedPlace.Trim() is { Length: > 0 } name)
        {
            var place = await places.Commune(province.Id, name, ct);
            unit = place.UnitId;
            if (unit is null)
            {
                refusals.Add(place.Choices is [] ? AddressRefusals.PlaceUnknown : AddressRefusals.PlaceDivided(string.Join(", ", place.Choices)));
                if (typed.ProvinceId is null)
                {
                    // The page has no list to choose from before a province is chosen.
                    refusals.Add(AddressRefusals.Province);
                }
            }
            else if (place.FormerName.Length > 0 || former is { IsFormerName: true })
            {
                string[] before = [place.FormerName.Length > 0 ? place.FormerName : place.Name, .. former is { IsFormerName: true } ? [former.FormerName] : Array.Empty<string>()];
                mapped = new AddressSet(string.Join(", ", before), $"{place.Name}, {province.Name}");
            }
        }
        else
        {
            refusals.Add(AddressRefusals.Commune);
        }

        if (refusals is not [])
        {
            return new Result<AddressSet>(null, AddressText.InFormOrder(refusals, typed.CountryCode));
        }

        checkout.Address = typed with { ProvinceId = province!.Id, UnitId = unit, City = "", Region = "", PostalCode = "" };
        (checkout.Currency, checkout.ShownTotalMinor) = (Currency.Vnd, null);
        return mapped;
    }

    /// <summary>The list still holds the commune of last time, and another was typed since: what was typed is newer.</summary>
    private async Task<bool> LeadsElsewhere(int provinceId, string typedPlace, int chosen, CancellationToken ct) =>
        typedPlace.Trim().Length > 0 && (await places.Commune(provinceId, typedPlace, ct)).UnitId is { } other && other != chosen;

    private async Task<Result<AddressSet>> Abroad(Domain.Orders.Checkout checkout, Address typed, List<Refusal> refusals, CancellationToken ct)
    {
        var destination = (await shippingBook.Open(ct)).Destinations.GetValueOrDefault(typed.CountryCode);
        if (destination is not { IsOpen: true })
        {
            refusals.Add(AddressRefusals.Country);
        }

        refusals.AddRange(AddressText.NotLatin(typed));
        if (typed.City.Length == 0)
        {
            refusals.Add(AddressRefusals.City);
        }

        if (destination is { PostalCodeRequired: true } && typed.PostalCode.Length < 3)
        {
            refusals.Add(AddressRefusals.PostalCode);
        }

        if (destination is { RegionRequired: true } && typed.Region.Length == 0)
        {
            refusals.Add(AddressRefusals.Region);
        }

        if (refusals is not [])
        {
            return new Result<AddressSet>(null, AddressText.InFormOrder(refusals, typed.CountryCode));
        }

        checkout.Address = typed with { ProvinceId = null, UnitId = null };
        (checkout.Currency, checkout.ShownTotalMinor) = (Currency.Of(destination!.CurrencyCode), null);
        return new AddressSet(null, null);
    }
}

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

    public static Refusal PlaceDivided(string candidates) => new("checkout.address.place-divided", "TypedPlace", candidates);

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
