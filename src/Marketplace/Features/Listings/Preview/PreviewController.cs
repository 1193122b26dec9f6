using Marketplace.Domain.Catalog;
using Marketplace.Domain.People;
using Marketplace.Features.Listings.Prices;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Listings.Preview;

[Route("studio/{producer}/listings/{id:guid}")]
[Authorize(Policy = Policies.Studio)]
[ForProducer(MandateScope.Listings)]
public sealed class PreviewController(ISender sender) : Controller
{
    [HttpGet]
    [HttpGet("preview")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) =>
        await this.PreviewOf(sender, id, ct) is { } page ? View("Show", PreviewForm.Of(page)) : NotFound();

    [HttpPost("preview")]
    public async Task<IActionResult> Create(Guid id, PreviewForm form, CancellationToken ct)
    {
        var acting = this.Acting();
        var result = await sender.Send(new SubmitListing(acting.ProducerId, acting.Actor, new ProductId(id), form.Declared, form.IsNotBlocked), ct);
        if (result.Succeeded)
        {
            return Redirect(Url.Content($"~/studio/{acting.Slug}/listings/{id}"));
        }

        if (await this.PreviewOf(sender, id, ct) is not { } page)
        {
            return NotFound();
        }

        form.Page = page;
        return this.Refused(result.Refusals, "Show", form);
    }
}

internal static class PreviewAnswers
{
    extension(Controller controller)
    {
        /// <summary>The page of a listing of the producer acted for, with what she would receive for it.</summary>
        public async Task<PreviewModel?> PreviewOf(ISender sender, Guid id, CancellationToken ct)
        {
            var (producer, product) = (controller.Acting().ProducerId, new ProductId(id));
            return await sender.Send(new ShowPreview(producer, product), ct) is not { } page ? null
                : page with { Receives = page.PriceDong > 0 ? await sender.Send(new ShowReceives(producer, product, page.PriceDong), ct) : null };
        }
    }
}
