using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Fulfilment.Part;

[Route("studio/{producer}/orders/{number}")]
[Authorize(Policy = Policies.Studio)]
[ForProducer(MandateScope.Orders)]
public sealed class PartController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(string number, CancellationToken ct) =>
        await sender.Send(new ShowPart(this.Acting().ProducerId, number), ct) is { } page ? View("Show", new PartForm { Page = page }) : NotFound();

    [HttpPost("steps")]
    public async Task<IActionResult> Create(string number, PartForm form, CancellationToken ct)
    {
        var acting = this.Acting();
        var step = new TakeStep(acting.ProducerId, acting.Actor, number, form.Step, Typing.Tidy(form.Carrier), Typing.Tidy(form.TrackingCode))
        {
            CourierPhone = Typing.Tidy(form.CourierPhone),
        };
        var result = await sender.Send(step, ct);

        // Pressed twice on a slow line, or in two windows: it was taken once, and nobody is told of a mistake.
        var isTaken = result.Refusals.Contains(OrderRefusals.NotNow) && await sender.Send(new ShowPart(acting.ProducerId, number), ct) is { } page && page.HasTaken(step);
        return await Answer(number, form, isTaken ? Result.Ok : result, ct);
    }

    [HttpPost("decline")]
    public async Task<IActionResult> Destroy(string number, PartForm form, CancellationToken ct)
    {
        var acting = this.Acting();
        return await Answer(number, form, await sender.Send(new DeclinePart(acting.ProducerId, acting.Actor, number, Typing.Tidy(form.Reason)), ct), ct);
    }

    [HttpPost("return")]
    public async Task<IActionResult> Return(string number, PartForm form, CancellationToken ct)
    {
        var acting = this.Acting();
        return await Answer(number, form, await sender.Send(new ReturnPart(acting.ProducerId, acting.Actor, number, Typing.Tidy(form.ReturnReason)), ct), ct);
    }

    private async Task<IActionResult> Answer(string number, PartForm form, Result result, CancellationToken ct)
    {
        if (result.Succeeded)
        {
            return Redirect(Url.Content($"~/studio/{this.Acting().Slug}/orders/{number}"));
        }

        if (result.Refusals.Contains(OrderRefusals.NotFound) || await sender.Send(new ShowPart(this.Acting().ProducerId, number), ct) is not { } page)
        {
            return NotFound();
        }

        form.Page = page;
        return this.Refused(result.Refusals, "Show", form);
    }
}
