using Marketplace.Domain.People;
using Marketplace.Features.Fulfilment.Part;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Payments.Bank;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Fulfilment.Slip;

/// <summary>The A6 slip: who gets it, what is in it, what to collect.</summary>
public sealed record SlipModel(PartModel Part, QrPicture Qr);

[Route("studio/{producer}/orders/{number}")]
[Authorize(Policy = Policies.Studio)]
[ForProducer(MandateScope.Orders)]
public sealed class SlipController(ISender sender, SiteAddress site) : Controller
{
    [HttpGet("slip")]
    public async Task<IActionResult> Slip(string number, CancellationToken ct)
    {
        var acting = this.Acting();
        return await sender.Send(new ShowPart(acting.ProducerId, number), ct) is { } part
            ? View("Slip", new SlipModel(part, QrPicture.Of(site.Of($"/studio/{acting.Slug}/orders/{number}"))))
            : NotFound();
    }

    [HttpGet("labels")]
    public async Task<IActionResult> Labels(string number, CancellationToken ct) =>
        await sender.Send(new ShowLabels(this.Acting().ProducerId, number), ct) is { Count: > 0 } labels ? View("Labels", labels) : NotFound();
}
