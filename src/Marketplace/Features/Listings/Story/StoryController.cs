using Marketplace.Domain.Catalog;
using Marketplace.Domain.People;
using Marketplace.Features.Listings.Prices;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Listings.Story;

[Route("studio/{producer}/listings/{id:guid}/story")]
[Authorize(Policy = Policies.Studio)]
[ForProducer(MandateScope.Listings)]
public sealed class StoryController(ISender sender) : Controller
{
    [HttpGet]
    [WhileEditable]
    public async Task<IActionResult> Edit(Guid id, CancellationToken ct) => await Page(id, ct) is { } form ? View("Edit", form) : NotFound();

    [HttpPost]
    public async Task<IActionResult> Update(Guid id, StoryForm form, CancellationToken ct)
    {
        var acting = this.Acting();
        var result = await sender.Send(new SetStory(acting.ProducerId, acting.Actor, new ProductId(id), Typing.Tidy(form.NameVi), Typing.Tidy(form.StoryVi)) { Seen = form.Seen }, ct);
        if (result.Succeeded)
        {
            return Redirect(Url.Content($"~/studio/{acting.Slug}/listings/{id}/preview"));
        }

        if (await Page(id, ct) is not { } page)
        {
            return NotFound();
        }

        form.Seen = ListingRefusals.SeenAfter(result, form.Seen, page.Seen);
        (form.Root, form.PriceDong, form.Receives, form.HasVerifiedPapers) = (page.Root, page.PriceDong, page.Receives, page.HasVerifiedPapers);
        return this.Refused(result.Refusals, "Edit", form);
    }

    private async Task<StoryForm?> Page(Guid id, CancellationToken ct)
    {
        var (producer, product) = (this.Acting().ProducerId, new ProductId(id));
        if (await sender.Send(new ShowStory(producer, product), ct) is not { } form)
        {
            return null;
        }

        form.Root = $"~/studio/{this.Acting().Slug}/listings/{id}";
        form.Receives = form.PriceDong > 0 ? await sender.Send(new ShowReceives(producer, product, form.PriceDong), ct) : null;
        return form;
    }
}
