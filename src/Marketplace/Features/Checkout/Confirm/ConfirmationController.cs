using System.Globalization;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Carts;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Checkout.Confirm;

/// <summary>What the page showed: sent back so that the server can tell whether it still holds.</summary>
public sealed record ConfirmationForm(string? Total, string? Version);

[AllowAnonymous]
[Route("checkout/{id:guid}/confirmation")]
public sealed class ConfirmationController(ISender sender, CartCookie cookie) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct)
    {
        var page = cookie.Read(HttpContext) is { } cart ? await sender.Send(new ShowConfirmation(new CheckoutId(id), cart), ct) : null;
        return page switch
        {
            null => LocalRedirect(Url.Content("~/cart")),
            { Quote.Parcels.Count: 0 } => LocalRedirect(Url.Content("~/cart")),
            { HasAddress: false } => LocalRedirect(Url.Content($"~/checkout/{id}/address")),
            { Method: null } => LocalRedirect(Url.Content($"~/checkout/{id}/payment")),
            _ => View(page),
        };
    }

    [HttpPost]
    [EnableRateLimiting(RateLimits.Checkout)]
    public async Task<IActionResult> Create(Guid id, ConfirmationForm form, CancellationToken ct)
    {
        if (cookie.Read(HttpContext) is not { } cart)
        {
            return LocalRedirect(Url.Content("~/cart"));
        }

        var result = await sender.Send(
            new PrepareOrder(new CheckoutId(id), cart, User.TryUserId(), Languages.Current)
            {
                Seen = new SeenCheckout(
                    long.TryParse(form.Total, NumberStyles.None, CultureInfo.InvariantCulture, out var total) ? total : -1,
                    int.TryParse(form.Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1),
            }, ct);
        if (result.Value is { } placed)
        {
            cookie.Forget(HttpContext);
            return LocalRedirect(Url.Content(placed.Method == PaymentMethod.CashOnDelivery
                ? $"~/orders/{placed.Number}/thanks?key={placed.Key}"
                : $"~/pay/{placed.Number}?key={placed.Key}"));
        }

        var page = await sender.Send(new ShowConfirmation(new CheckoutId(id), cart), ct);
        return page is null or { Quote.Parcels.Count: 0 } ? LocalRedirect(Url.Content("~/cart")) : this.Refused(result.Refusals, "Show", page);
    }
}
