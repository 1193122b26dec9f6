using Marketplace.Domain.Catalog;
using Marketplace.Domain.People;
using Marketplace.Features.Listings.Status;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Listings.Prices;

[Route("studio/{producer}/listings/{id:guid}")]
[Authorize(Policy = Policies.Studio)]
[ForProducer(MandateScope.Listings)]
public sealed class PricesController(ISender sender) : Controller
{
    [HttpGet("price")]
    [WhileEditable]
    public async Task<IActionResult> Edit(Guid id, CancellationToken ct) =>
        await sender.Send(new ShowPrices(this.Acting().ProducerId, new ProductId(id)), ct) is { } form ? View("Edit", form) : NotFound();

    [HttpPost("price")]
    public async Task<IActionResult> Update(Guid id, PricesForm form, CancellationToken ct)
    {
        var acting = this.Acting();
        var product = new ProductId(id);
        var result = await sender.Send(
            new SetPrices(acting.ProducerId, acting.Actor, product, form.Priced(), form.Supply, TypedNumber.Whole(form.LeadTimeDays)) { Seen = form.Seen }, ct);
        if (result.Succeeded)
        {
            return Redirect(Url.Content($"~/studio/{acting.Slug}/listings/{id}/story"));
        }

        if (await sender.Send(new ShowPrices(acting.ProducerId, product), ct) is not { } page)
        {
            return NotFound();
        }

        form.Seen = ListingRefusals.SeenAfter(result, form.Seen, page.Seen);
        form.Follow(page);
        return this.Refused(result.Refusals, "Edit", form);
    }

    /// <summary>For the line that follows what is being typed; the words and the sum are the server's.</summary>
    [HttpGet("receives")]
    public async Task<IActionResult> Receives(Guid id, string? price, CancellationToken ct) =>
        !await sender.Send(new HasListing(this.Acting().ProducerId, new ProductId(id)), ct)
            ? NotFound()
            : TypedNumber.Whole(price) is { } dong && await sender.Send(new ShowReceives(this.Acting().ProducerId, new ProductId(id), dong), ct) is { } line
            ? Json(new { text = Texts.Get(this.Acting().IsHelper ? "listings.maker-receives" : "listings.you-receive", Format.Dong(line.ReceivedDong)) })
            : Json(new { text = "" });
}
