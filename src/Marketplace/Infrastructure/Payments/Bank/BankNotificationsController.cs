using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Infrastructure.Payments.Bank;

/// <summary>Where the bank, or whoever reads its statements for us, tells of movements. The signature is the sign-in.</summary>
[Route("bank-notifications")]
[AllowAnonymous]
[OutsideCaller]
[EnableRateLimiting(RateLimits.Webhooks)]
public sealed class BankNotificationsController(ISender sender, ProgrammeAccount account, TimeProvider clock, NotificationWatch watch) : ControllerBase
{
    public const string TimestampHeader = "X-SePay-Timestamp";
    public const string SignatureHeader = "X-SePay-Signature";

    [HttpPost]
    public async Task<IActionResult> Create(CancellationToken ct)
    {
        if (await RawBody.Read(Request, ct) is not { } body)
        {
            return BadRequest();
        }

        var now = clock.GetUtcNow();
        if (SignedBody.SentAt(account.SecretsAt(now), Request.Headers[TimestampHeader], Request.Headers[SignatureHeader], body, now) is not { } sent)
        {
            return Unauthorized();
        }

        watch.Arrived(PaymentProviders.Bank, now, sent);

        if (BankNotification.Parse(body) is not { } notification)
        {
            return BadRequest();
        }

        await sender.Send(new ReceiveNotification(PaymentProviders.Bank, notification.EventId, "transfer." + notification.TransferType, body), ct);
        return Ok(new { success = true });
    }
}
