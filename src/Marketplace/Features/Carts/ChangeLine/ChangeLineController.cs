using System.Globalization;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Features.Carts.AddLine;
using Marketplace.Features.Carts.Show;
using Marketplace.Infrastructure.Carts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Carts.ChangeLine;

[AllowAnonymous]
[TypeFilter<OwnCart>]
[Route("cart/lines/{variant:guid}")]
public sealed class ChangeLineController(ISender sender, CartCookie cookie) : Controller
{
    [HttpPost]
    public async Task<IActionResult> Update(Guid variant, [FromForm] string? quantity, CancellationToken ct) =>
        int.TryParse(quantity?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)
            ? await Change(variant, wanted, quantity, ct)
            : await Again([CartLineRefusals.NotANumber], variant, quantity, ct);

    [HttpPost("removal")]
    public Task<IActionResult> Destroy(Guid variant, CancellationToken ct) => Change(variant, 0, null, ct);

    private async Task<IActionResult> Change(Guid variant, int wanted, string? typed, CancellationToken ct)
    {
        if (cookie.Read(HttpContext) is not { } cart)
        {
            return await Again([CartLineRefusals.NoCart], variant, typed, ct);
        }

        var result = await sender.Send(new ChangeLine(cart, new VariantId(variant), wanted), ct);
        if (!result.Succeeded)
        {
            return await Again(result.Refusals, variant, typed, ct);
        }

        cookie.Write(HttpContext, cart, result.Value!.Count);
        return LocalRedirect(Url.Content("~/cart"));
    }

    private async Task<IActionResult> Again(IReadOnlyList<Refusal> refusals, Guid variant, string? typed, CancellationToken ct)
    {
        var model = await sender.Send(new ShowCart(cookie.Read(HttpContext), CartCookie.ReadShipTo(HttpContext)), ct);
        return this.Refused(
            [.. refusals.Select(refusal => refusal.Field.Length > 0 ? refusal.At(CartModel.FieldOf(new VariantId(variant))) : refusal)],
            ShowCart.View, model with { TypedFor = new VariantId(variant), Typed = typed });
    }
}
