using System.Globalization;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Features.Carts.Show;
using Marketplace.Infrastructure.Carts;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Carts.AddLine;

/// <param name="Variant">Nothing when none of several was chosen.</param>
/// <param name="Quantity">As typed.</param>
/// <param name="Product">Whose variants there are to choose from, by its slug; only where there are several.</param>
public sealed record AddLineForm(string? Variant, string? Quantity, string? Product);

[AllowAnonymous]
[TypeFilter<OwnCart>]
[Route("cart/lines")]
public sealed class AddLineController(ISender sender, CartCookie cookie) : Controller
{
    [HttpPost]
    public async Task<IActionResult> Create([FromForm(Name = "")] AddLineForm form, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(form.Variant) && await sender.Send(new ListChoices(form.Product ?? ""), ct) is { } choices)
        {
            return Choose(choices, form);
        }

        if (!Guid.TryParse(form.Variant, out var variant))
        {
            var isNothingSaid = string.IsNullOrWhiteSpace(form.Variant) && string.IsNullOrWhiteSpace(form.Product);
            return await Again([isNothingSaid ? CartLineRefusals.NotChosen : CartLineRefusals.NotOnSale], null, form, ct);
        }

        if (QuantityOf(form) is not { } quantity)
        {
            return await Again([CartLineRefusals.NotANumber], new VariantId(variant), form, ct);
        }

        var result = await sender.Send(new AddLine(cookie.Read(HttpContext), User.TryUserId(), new VariantId(variant), quantity), ct);
        if (!result.Succeeded)
        {
            return await Again(result.Refusals, new VariantId(variant), form, ct);
        }

        cookie.Write(HttpContext, result.Value!.Id, result.Value.Count);
        return LocalRedirect(Url.Content("~/cart"));
    }

    private static int? QuantityOf(AddLineForm form) =>
        int.TryParse(string.IsNullOrWhiteSpace(form.Quantity) ? "1" : form.Quantity.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var quantity) ? quantity : null;

    /// <summary>Asks which, with everything else as it was sent: a browser that checks nothing, or a page older than the variants.</summary>
    private IActionResult Choose(GoodsToChoose goods, AddLineForm form) => this.Refused(
        QuantityOf(form) is null ? [CartLineRefusals.NotChosen, CartLineRefusals.NotANumber] : [CartLineRefusals.NotChosen],
        "Choose", new ChoiceForm { Goods = goods, Quantity = string.IsNullOrWhiteSpace(form.Quantity) ? "1" : form.Quantity }, $"/p/{goods.Slug}");

    /// <summary>The cart has a field for what lies in it and none for anything else.</summary>
    private async Task<IActionResult> Again(IReadOnlyList<Refusal> refusals, VariantId? variant, AddLineForm form, CancellationToken ct)
    {
        var model = await sender.Send(new ShowCart(cookie.Read(HttpContext), CartCookie.ReadShipTo(HttpContext), variant), ct);
        var line = variant is { } asked && model.Holds(asked) ? variant : null;
        var field = line is { } known ? CartModel.FieldOf(known) : "";
        return this.Refused(
            [.. refusals.Select(refusal => refusal.Field.Length > 0 ? refusal.At(field) : refusal)],
            ShowCart.View, refusals.Any(refusal => refusal.Field.Length > 0) ? model with { TypedFor = line, Typed = form.Quantity } : model);
    }
}
