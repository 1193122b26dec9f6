using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;
using Marketplace.Features.Payments.Show;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Features.Payments.Cards;

/// <summary>Sends the buyer to the provider's page. Three steps, because nobody's answer is awaited inside a transaction: write down, ask, write down.</summary>
[Route("pay/{number}/card")]
[AllowAnonymous]
[EnableRateLimiting(RateLimits.Checkout)]
public sealed class StartCardController(ISender sender, PaymentGateways gateways) : Controller
{
    [HttpPost]
    public async Task<IActionResult> Create(string number, [FromForm] string? key, CancellationToken ct)
    {
        var started = await sender.Send(new StartCard(number, key, User.TryUserId()), ct);
        if (!started.Succeeded)
        {
            return started.Refusals.Contains(PaymentRefusals.NotFound) ? NotFound() : await Again(number, key, started.Refusals[0].Code, ct);
        }

        var (redirect, provider, request, own) = started.Value!;
        PayerCookie.Keep(Response, request.ReturnUrl, own);
        if (redirect.Length > 0)
        {
            return Go(redirect);
        }

        if (gateways.Find(provider) is not { } gateway)
        {
            return await Again(number, key, PaymentRefusals.NotAvailable.Code, ct);
        }

        var answer = await gateway.Start(request, ct);
        var recorded = await sender.Send(new RecordCardPage(request.AttemptId, answer), ct);
        return recorded is { Succeeded: true, Value.Length: > 0 }
            ? Go(recorded.Value)
            : await Again(number, key, WhyNot(answer.Outcome), ct);
    }

    private static string WhyNot(GatewayOutcome outcome) => outcome switch
    {
        GatewayOutcome.Done => PaymentRefusals.NotWaiting.Code,
        GatewayOutcome.Unknown => "payments.no-answer",
        _ => PaymentRefusals.NotAvailable.Code,
    };

    /// <summary>Our own pages keep the reader's language; the provider's address is taken as it is.</summary>
    private IActionResult Go(string redirect) => redirect.StartsWith('~') ? LocalRedirect(Url.Content(redirect)) : Redirect(redirect);

    private async Task<IActionResult> Again(string number, string? key, string code, CancellationToken ct)
    {
        if (await sender.Send(new ShowPayment(number, key, User.TryUserId()), ct) is not { } page)
        {
            return NotFound();
        }

        if (page.Scene == PaymentScene.Paid)
        {
            // The money came while the page stood open: nothing to put right.
            return LocalRedirect(Url.Content($"~/pay/{page.Number}?key={page.Key}"));
        }

        return this.Refused([new Refusal(code)], "/Features/Payments/Show/Show.cshtml", page, $"/pay/{page.Number}?key={page.Key}");
    }
}
