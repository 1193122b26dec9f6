using System.Text;
using Marketplace.Domain.Carts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Places;
using Marketplace.Domain.Shipping;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Quoting;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

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
        var checkout = await CheckoutQueries.ToChange(db, command.CheckoutId, command.CartId);
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
        if (typed.FullName.Length < 2 || !typed.FullName.EnumerateRunes().Any(Rune.IsLetter))
        {
            refusals.Add(AddressRefusals.Name);
        }

        if (phone is null)
        {
            refusals.Add(typed.IsDomestic ? AddressRefusals.PhoneAtHome : AddressRefusals.PhoneAbroad);
        }

        if (typed.Email.Length > 0 ? !Typing.IsEmailOrEmpty(typed.Email) : !typed.IsDomestic)
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
        var chosen = province is null ? null : await Chosen(province.Id, typed.UnitId, ct);
        var place = province is not null && typedPlace.Trim() is { Length: > 0 } name ? await places.Commune(province.Id, name, ct) : null;
        var leadsElsewhere = place?.UnitId is { } other && other != typed.UnitId;
        if (province is null)
        {
            refusals.Add(AddressRefusals.Province);
        }
        else if (chosen is not null && !leadsElsewhere)
        {
            unit = typed.UnitId;
        }
        else if (chosen is not null && typed.UnitId != checkout.Address.UnitId)
        {
            refusals.Add(AddressRefusals.PlaceTwice(place!.Name, chosen));
        }
        else if (place is not null)
        {
            // The list may still hold the commune of last time: what was typed is newer.
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

    /// <summary>The name of the commune chosen from the list, when it lies in the province.</summary>
    private async Task<string?> Chosen(int provinceId, int? unit, CancellationToken ct) => unit is { } chosen
        ? await db.AdminUnits.CommunesOf(provinceId).Where(commune => commune.Id == chosen).Select(commune => commune.NameVi).SingleOrDefaultAsync(ct)
        : null;

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
        else if (typed.PostalCode.Length > 0 && !PostalCodes.CanBe(typed.CountryCode, typed.PostalCode))
        {
            refusals.Add(AddressRefusals.PostalCodeOfAnother(typed.PostalCode));
        }

        if (destination is { RegionRequired: true } && typed.Region.Length == 0)
        {
            refusals.Add(AddressRefusals.Region);
        }
        else if (typed.Region.Length > 0 && !PostalCodes.CanBeState(typed.CountryCode, typed.Region))
        {
            refusals.Add(AddressRefusals.RegionUnknown(typed.Region));
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
