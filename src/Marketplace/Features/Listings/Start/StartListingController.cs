using Marketplace.Domain.Catalog;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Listings.Start;

[Route("studio/{producer}/listings/new")]
[Authorize(Policy = Policies.Studio)]
[ForProducer(MandateScope.Listings)]
public sealed class StartListingController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> New(CancellationToken ct) =>
        View("New", new StartForm { Token = ProductId.New().Value, Categories = await sender.Send(new ListCategories(), ct) });

    [HttpPost]
    public async Task<IActionResult> Create(StartForm form, CancellationToken ct)
    {
        var acting = this.Acting();
        var result = await sender.Send(new StartListing(new ProductId(form.Token), acting.ProducerId, acting.Actor, form.CategoryId), ct);
        if (result.Succeeded)
        {
            return Redirect(Url.Content($"~/studio/{acting.Slug}/listings/{result.Value.Value}/photos"));
        }

        form.Categories = await sender.Send(new ListCategories(), ct);
        return this.Refused(result.Refusals, "New", form);
    }
}
