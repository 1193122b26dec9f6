using Marketplace.Domain.Carts;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Places;
using Marketplace.Domain.Shipping;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Quoting;
using MediatR;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Checkout.Where;

/// <summary>The first page: where it goes. The lists follow what was typed when that is newer than what is kept.</summary>
public sealed record ShowAddress(CheckoutId CheckoutId, CartId CartId, string? CountryCode = null, int? ProvinceId = null) : IQuery<AddressModel?>;

public sealed record AddressModel(
    Guid CheckoutId, Address Address, string CountryCode, IReadOnlyList<SelectListItem> Countries, IReadOnlyList<SelectListItem> Provinces,
    IReadOnlyList<SelectListItem> Communes, IReadOnlyList<string> Lines, bool IsRegionRequired, bool IsPostalCodeRequired)
{
    public bool IsDomestic => CountryCode == "VN";
}

internal sealed class ShowAddressHandler(MarketplaceDb db, ShippingBook shippingBook) : IRequestHandler<ShowAddress, AddressModel?>
{
    public async Task<AddressModel?> Handle(ShowAddress query, CancellationToken ct)
    {
        if (await CheckoutQueries.ToRead(db, query.CheckoutId, query.CartId) is not { Address: var address })
        {
            return null;
        }

        var book = await shippingBook.Open(ct);
        var asked = query.CountryCode ?? address.CountryCode;
        var country = asked == "VN" || book.Destinations.GetValueOrDefault(asked) is { IsOpen: true } ? asked : "VN";
        var destination = book.Destinations.GetValueOrDefault(country);
        var province = book.Province(query.ProvinceId ?? address.ProvinceId)?.Id;
        var communes = country == "VN" && province is { } known
            ? await db.AdminUnits.AsNoTracking().CommunesOf(known).Select(unit => new { unit.Id, unit.NameVi }).ToListAsync(ct)
            : [];
        return new AddressModel(
            query.CheckoutId.Value, address, country,
            [.. book.CountriesByName.Prepend("VN").Select(code => new SelectListItem(Texts.Get("shipping.country." + code), code))],
            [.. book.ProvincesByName.Select(one => new SelectListItem(WithFormer(one.Name, book.FormerProvinces[one.Id]), Number(one.Id)))],
            [.. communes.OrderBy(unit => unit.NameVi, VietnameseOrder.Names).Select(unit => new SelectListItem(unit.NameVi, Number(unit.Id)))],
            AddressLayout.Of(country), destination?.RegionRequired ?? false, destination?.PostalCodeRequired ?? false);
    }

    /// <summary>Who lived in Hà Giang looks for Hà Giang.</summary>
    private static string WithFormer(string name, IEnumerable<string> former) =>
        string.Join(", ", former) is { Length: > 0 } names ? Texts.Get("checkout.province-with", name, names) : name;

    private static string Number(int id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
