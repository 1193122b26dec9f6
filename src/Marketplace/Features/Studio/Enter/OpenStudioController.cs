using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Studio.Enter;

/// <summary>The way into one studio: to the application while it waits, otherwise to the goods, or to the orders for a helper who may only do those.</summary>
[Route("studio/{producer}")]
[Authorize(Policy = Policies.Studio)]
public sealed class OpenStudioController(ActingProducer actingProducer) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(string producer, CancellationToken ct)
    {
        var user = User.UserId();
        var acting = await actingProducer.Find(user, producer, MandateScope.Listings, ct);
        if (acting is null)
        {
            return await actingProducer.Find(user, producer, MandateScope.Orders, ct) is null
                ? NotFound()
                : Redirect(Url.Content($"~/studio/{producer}/orders"));
        }

        var page = acting.Status is ProducerStatus.Applied or ProducerStatus.ChangesRequested or ProducerStatus.Rejected && !acting.IsHelper ? "application" : "listings";
        return Redirect(Url.Content($"~/studio/{producer}/{page}"));
    }
}
