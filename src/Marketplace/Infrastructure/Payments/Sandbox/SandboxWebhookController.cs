using System.Security.Cryptography;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Infrastructure.Payments.Sandbox;

/// <summary>The sandbox signs its events with a secret that only this process knows.</summary>
public sealed class SandboxSecret
{
    internal string Value { get; } = RandomNumberGenerator.GetHexString(64, lowercase: true);
}

/// <summary>Where the sandbox notifies us, exactly as a provider would. Absent where the sandbox is off.</summary>
[Route("webhooks/sandbox")]
[AllowAnonymous]
[OutsideCaller]
[EnableRateLimiting(RateLimits.Webhooks)]
public sealed class SandboxWebhookController(ISender sender, IServiceProvider services, TimeProvider clock) : ControllerBase
{
    public const string TimestampHeader = "X-Sandbox-Timestamp";
    public const string SignatureHeader = "X-Sandbox-Signature";

    [HttpPost]
    public async Task<IActionResult> Create(CancellationToken ct)
    {
        if (services.GetService<SandboxSecret>() is not { } secret)
        {
            return NotFound();
        }

        if (await RawBody.Read(Request, ct) is not { } body
            || SignedBody.SentAt([secret.Value], Request.Headers[TimestampHeader], Request.Headers[SignatureHeader], body, clock.GetUtcNow()) is null
            || SandboxEvent.Parse(body) is not { } found)
        {
            return BadRequest();
        }

        await sender.Send(new ReceiveNotification(PaymentProviders.Sandbox, found.Id, found.Type, body), ct);
        return Ok();
    }
}
