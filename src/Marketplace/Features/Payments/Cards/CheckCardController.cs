using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;
using Marketplace.Features.Payments.Show;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Payments.Cards;

/// <summary>
/// Asks the provider how a card payment stands, because a notification may be lost. What it answers is taken in and worked off as the notification would be;
/// this page still decides nothing.
/// </summary>
[Route("pay/{number}/checks")]
[AllowAnonymous]
[EnableRateLimiting(RateLimits.Checkout)]
public sealed class CheckCardController(ISender sender, PaymentGateways gateways) : Controller
{
    private static readonly Refusal Silent = new("payments.provider-silent");

    [HttpPost]
    public async Task<IActionResult> Create(string number, [FromForm] string? key, CancellationToken ct)
    {
        if (await sender.Send(new CheckCard(number, key, User.TryUserId()), ct) is not { } card)
        {
            return NotFound();
        }

        if (card.SessionId.Length > 0 && gateways.Find(card.Provider) is { } gateway)
        {
            var answer = await gateway.Query(card.SessionId, ct);
            if (answer is not { Outcome: GatewayOutcome.Done, Value: { } stands })
            {
                return await sender.Send(new ShowPayment(number, key, User.TryUserId()), ct) is { } page
                    ? this.Refused([Silent], "/Features/Payments/Show/Show.cshtml", page, $"/pay/{page.Number}?key={page.Key}")
                    : NotFound();
            }

            await TakeIn(card.Provider, stands, ct);
        }

        return LocalRedirect(Url.Content($"~/pay/{number}?key={card.Key}&checked=true"));
    }

    private async Task TakeIn(string provider, PaymentAtProvider stands, CancellationToken ct)
    {
        if (!stands.IsOpen && await sender.Send(new ReceiveNotification(provider, $"read:{Guid.CreateVersion7():N}", stands.Kind, stands.Body), ct) is { Succeeded: true, Value: var stored })
        {
            // Here and now, for whoever waits; the worker does what this could not.
            await sender.Send(new ProcessInboxMessage(stored), ct);
        }
    }
}
