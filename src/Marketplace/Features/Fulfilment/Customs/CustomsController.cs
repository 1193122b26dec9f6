using Marketplace.Domain.People;
using Marketplace.Features.Fulfilment.Part;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Fulfilment.Customs;

/// <summary>Who sends to whom, and what.</summary>
public sealed record CustomsModel(PartModel Part, CustomsGoods Goods);

[Route("studio/{producer}/orders/{number}/customs")]
[Authorize(Policy = Policies.Studio)]
[ForProducer(MandateScope.Orders)]
public sealed class CustomsController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(string number, CancellationToken ct)
    {
        var producer = this.Acting().ProducerId;
        return await sender.Send(new ShowPart(producer, number), ct) is { } part && await sender.Send(new ShowCustoms(producer, number), ct) is { } goods
            ? View("Show", new CustomsModel(part, goods))
            : NotFound();
    }
}
