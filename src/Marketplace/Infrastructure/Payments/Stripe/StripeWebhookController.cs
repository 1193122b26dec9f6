using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Stripe;

namespace Marketplace.Infrastructure.Payments.Stripe;

/// <summary>Stripe's notifications: verified, stored once, answered at once; a worker decides from what we know.</summary>
[Route("webhooks/stripe")]
[AllowAnonymous]
[OutsideCaller]
[EnableRateLimiting(RateLimits.Webhooks)]
public sealed class StripeWebhookController(ISender sender, IOptions<StripeOptions> options, TimeProvider clock, NotificationWatch watch)
    : ControllerBase
{
    public const string SignatureHeader = "Stripe-Signature";
    private const long WindowSeconds = 300;

    [HttpPost]
    public async Task<IActionResult> Create(CancellationToken ct)
    {
        if (await RawBody.Read(Request, ct) is not { } body || !IsGenuine(body, Request.Headers[SignatureHeader].ToString())
            || StripeEvent.Parse(body) is not { } found || found.IsLive != options.Value.IsLive)
        {
            return BadRequest();
        }

        await sender.Send(new ReceiveNotification(PaymentProviders.Stripe, found.Id, found.Type, body), ct);
        return Ok();
    }

    private bool IsGenuine(string body, string header)
    {
        var now = clock.GetUtcNow();
        if (header.Length is 0 or > 2000 || Timestamp(header) is not { } sent)
        {
            return false;
        }

        foreach (var secret in options.Value.WebhookSecrets.ActiveOn(now))
        {
            try
            {
                EventUtility.ValidateSignature(body, header, secret, WindowSeconds, now.ToUnixTimeSeconds());
                watch.Arrived(PaymentProviders.Stripe, now, sent);
                return true;
            }
            catch (StripeException)
            {
                // Signed under another of our secrets, or not at all.
            }
        }

        return false;
    }

    /// <summary>The library counts on a well-formed header, so that is looked at first.</summary>
    private static long? Timestamp(string header)
    {
        long? sent = null;
        var hasSignature = false;
        foreach (var part in header.Split(','))
        {
            if (part.Split('=') is not [var name, { Length: > 0 } value])
            {
                return null;
            }

            if (name.Trim() == "t")
            {
                if (sent is not null || !long.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seconds))
                {
                    return null;
                }

                sent = seconds;
            }

            hasSignature |= name.Trim() == "v1";
        }

        return hasSignature ? sent : null;
    }
}
