using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Origin;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Listings.Lots;

[Route("studio/{producer}/listings/{id:guid}/lots")]
[Authorize(Policy = Policies.Studio)]
[ForProducer(MandateScope.Listings)]
public sealed class LotsController(ISender sender) : Controller
{
    [HttpGet]
    [WhileEditable]
    public async Task<IActionResult> Index(Guid id, CancellationToken ct) => await Page(id, ct) is { } page ? View("Index", new LotForm { Page = page }) : NotFound();

    [HttpPost]
    public async Task<IActionResult> Create(Guid id, LotForm form, CancellationToken ct)
    {
        var result = await sender.Send(form.Command(this.Acting(), new ProductId(id)), ct);
        return await Answer(id, form, result, ct);
    }

    [HttpPost("{lot:guid}/withdrawal")]
    public async Task<IActionResult> Destroy(Guid id, Guid lot, CancellationToken ct)
    {
        var acting = this.Acting();
        return await Answer(id, new LotForm(), await sender.Send(new WithdrawLot(acting.ProducerId, acting.Actor, new ProductId(id), new LotId(lot)), ct), ct);
    }

    private async Task<IActionResult> Answer(Guid id, LotForm form, Result result, CancellationToken ct)
    {
        if (result.Succeeded)
        {
            return Redirect(Url.Content($"~/studio/{this.Acting().Slug}/listings/{id}/lots"));
        }

        if (result.Refusals.Contains(ProductRefusals.NotFound) || await Page(id, ct) is not { } page)
        {
            return NotFound();
        }

        form.Page = page;
        return this.Refused(result.Refusals, "Index", form);
    }

    private Task<LotsPage?> Page(Guid id, CancellationToken ct) => sender.Send(new ShowLots(this.Acting().ProducerId, new ProductId(id)), ct);
}
