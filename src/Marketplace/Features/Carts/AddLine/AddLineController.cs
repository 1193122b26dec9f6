using System.Globalization;
using Marketplace.Domain.Catalog;
using Marketplace.Features.Carts.Show;
using Marketplace.Infrastructure.Carts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Carts.AddLine;

public sealed record AddLineForm(string? Variant, string? Quantity);

[AllowAnonymous]
[TypeFilter<OwnCart>]
[Route("cart/lines")]
public sealed class AddLineController(ISender sender, CartCookie cookie) : Controller
{
    [HttpPost]
    public async Task<IActionResult> Create([FromForm(Name = "")] AddLineForm form, CancellationToken ct)
    {
        if (!Guid.TryParse(form.Variant, out var variant))
        {
            return await Again([CartLineRefusals.NotOnSale], ct);
        }

        if (!int.TryParse(string.IsNullOrWhiteSpace(form.Quantity) ? "1" : form.Quantity.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var quantity))
        {
            return await Again([CartLineRefusals.NotANumber], ct);
        }

        var result = await sender.Send(new AddLine(cookie.Read(HttpContext), User.TryUserId(), new VariantId(variant), quantity), ct);
        if (!result.Succeeded)
        {
            return await Again(result.Refusals, ct);
        }

        cookie.Write(HttpContext, result.Value!.Id, result.Value.Count);
        return LocalRedirect(Url.Content("~/cart"));
    }

    private async Task<IActionResult> Again(IReadOnlyList<Domain.Common.Refusal> refusals, CancellationToken ct) => this.Refused(
        refusals, ShowCart.View, await sender.Send(new ShowCart(cookie.Read(HttpContext), CartCookie.ReadShipTo(HttpContext)), ct));
}
