using System.Globalization;
using Marketplace.Domain.Carts;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Carts;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Checkout.Where;

/// <summary>Everything is text, so that whatever was typed can be shown again as it was.</summary>
public sealed class AddressForm
{
    /// <summary>Another country was chosen: its fields are to be shown, nothing is sent yet.</summary>
    public bool ChangeCountry { get; set; }

    public string? FullName { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    public string? CountryCode { get; set; }

    public string? ProvinceId { get; set; }

    public string? UnitId { get; set; }

    /// <summary>A commune's name typed by habit.</summary>
    public string? TypedPlace { get; set; }

    public string? Line1 { get; set; }

    public string? Line2 { get; set; }

    public string? City { get; set; }

    public string? Region { get; set; }

    public string? PostalCode { get; set; }

    public string? CourierNote { get; set; }

    [BindNever]
    public AddressModel? Page { get; set; }

    internal static AddressForm Of(AddressModel page) => new()
    {
        FullName = page.Address.FullName,
        Phone = Infrastructure.Messaging.Phone.ForPeople(page.Address.Phone),
        Email = page.Address.Email,
        CountryCode = page.CountryCode,
        ProvinceId = page.Address.ProvinceId?.ToString(CultureInfo.InvariantCulture),
        UnitId = page.Address.UnitId?.ToString(CultureInfo.InvariantCulture),
        Line1 = page.Address.Line1,
        Line2 = page.Address.Line2,
        City = page.Address.City,
        Region = page.Address.Region,
        PostalCode = page.Address.PostalCode,
        CourierNote = page.Address.CourierNote,
        Page = page,
    };

    internal Address Typed() => new()
    {
        FullName = FullName ?? "",
        Phone = Phone ?? "",
        Email = Email ?? "",
        CountryCode = CountryCode ?? "VN",
        ProvinceId = Number(ProvinceId),
        UnitId = Number(UnitId),
        Line1 = Line1 ?? "",
        Line2 = Line2 ?? "",
        City = City ?? "",
        Region = Region ?? "",
        PostalCode = PostalCode ?? "",
        CourierNote = CourierNote ?? "",
    };

    internal static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

[AllowAnonymous]
[Route("checkout/{id:guid}/address")]
public sealed class AddressController(ISender sender, CartCookie cookie) : Controller
{
    /// <summary>Kept for one page: the note that a name was mapped to today's map.</summary>
    public const string MappedKey = "mapped-place";

    [HttpGet]
    public async Task<IActionResult> Edit(Guid id, string? country, CancellationToken ct) =>
        cookie.Read(HttpContext) is { } cart && await sender.Send(new ShowAddress(new CheckoutId(id), cart, country), ct) is { } page
            ? View(AddressForm.Of(page))
            : LocalRedirect(Url.Content("~/cart"));

    [HttpPost]
    [EnableRateLimiting(RateLimits.Checkout)]
    public async Task<IActionResult> Update(Guid id, AddressForm form, CancellationToken ct)
    {
        if (cookie.Read(HttpContext) is not { } cart)
        {
            return LocalRedirect(Url.Content("~/cart"));
        }

        if (form.ChangeCountry)
        {
            return await Again(id, cart, form, [], ct);
        }

        var result = await sender.Send(new SetAddress(new CheckoutId(id), cart, form.Typed(), form.TypedPlace ?? ""), ct);
        if (result.Refusals is [{ Code: "checkout.not-found" }])
        {
            return LocalRedirect(Url.Content("~/cart"));
        }

        if (!result.Succeeded)
        {
            return await Again(id, cart, form, result.Refusals, ct);
        }

        // The cart shows what the goods cost there, and which of them cannot go.
        CartCookie.WriteShipTo(HttpContext, ShipTo.Of(form.Typed()));

        if (result.Value is { MappedTo: { } now, MappedFrom: { } before })
        {
            TempData[MappedKey] = Texts.Get("checkout.mapped", before, now);
        }

        return LocalRedirect(Url.Content($"~/checkout/{id}/payment"));
    }

    private async Task<IActionResult> Again(Guid id, CartId cart, AddressForm form, IReadOnlyList<Domain.Common.Refusal> refusals, CancellationToken ct)
    {
        form.Page = await sender.Send(new ShowAddress(new CheckoutId(id), cart, form.CountryCode, AddressForm.Number(form.ProvinceId)), ct);
        return form.Page is null ? LocalRedirect(Url.Content("~/cart"))
            : refusals is [] ? View("Edit", form)
            : this.Refused(refusals, "Edit", form);
    }
}
