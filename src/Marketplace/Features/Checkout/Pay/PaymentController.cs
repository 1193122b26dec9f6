using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Carts;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Checkout.Pay;

public sealed class MethodForm
{
    public string? Method { get; set; }

    [BindNever]
    public CheckoutPage? Page { get; set; }

    internal PaymentMethod? Chosen => Method switch
    {
        nameof(PaymentMethod.BankTransfer) => PaymentMethod.BankTransfer,
        nameof(PaymentMethod.CashOnDelivery) => PaymentMethod.CashOnDelivery,
        nameof(PaymentMethod.Card) => PaymentMethod.Card,
        _ => null,
    };
}

[AllowAnonymous]
[Route("checkout/{id:guid}/payment")]
public sealed class PaymentController(ISender sender, CartCookie cookie) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Edit(Guid id, CancellationToken ct)
    {
        var page = cookie.Read(HttpContext) is { } cart ? await sender.Send(new ShowMethods(new CheckoutId(id), cart), ct) : null;
        if (page is null || page.Quote.Parcels.Count == 0)
        {
            return LocalRedirect(Url.Content("~/cart"));
        }

        return page.HasAddress
            ? View(new MethodForm { Method = page.Method?.ToString(), Page = page })
            : LocalRedirect(Url.Content($"~/checkout/{id}/address"));
    }

    [HttpPost]
    [EnableRateLimiting(RateLimits.Checkout)]
    public async Task<IActionResult> Update(Guid id, MethodForm form, CancellationToken ct)
    {
        if (cookie.Read(HttpContext) is not { } cart)
        {
            return LocalRedirect(Url.Content("~/cart"));
        }

        var result = await sender.Send(new SetMethod(new CheckoutId(id), cart, form.Chosen), ct);
        if (result.Succeeded)
        {
            return LocalRedirect(Url.Content($"~/checkout/{id}/confirmation"));
        }

        form.Page = await sender.Send(new ShowMethods(new CheckoutId(id), cart), ct);
        if (form.Page is null || form.Page.Quote.Parcels.Count == 0)
        {
            return LocalRedirect(Url.Content("~/cart"));
        }

        return form.Page.HasAddress ? this.Refused(result.Refusals, "Edit", form) : LocalRedirect(Url.Content($"~/checkout/{id}/address"));
    }
}
