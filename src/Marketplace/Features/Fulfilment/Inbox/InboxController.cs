using Marketplace.Domain.People;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Fulfilment.Inbox;

[Route("studio/{producer}/orders")]
[Authorize(Policy = Policies.Studio)]
[ForProducer(MandateScope.Orders)]
public sealed class InboxController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken ct, InboxTab tab = InboxTab.New, int page = 1) =>
        View(await sender.Send(new ListParts(this.Acting().ProducerId, tab, page), ct));
}
