using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Payments.Sandbox;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Payments.SandboxCard;

public sealed record ShowSandboxCard(PaymentAttemptId Id) : IQuery<SandboxCardModel?>;

public sealed record SandboxCardModel(Guid Id, string Number, string Key, string SessionId, Money Amount, bool IsLive);

internal sealed class ShowSandboxCardHandler(MarketplaceDb db) : IRequestHandler<ShowSandboxCard, SandboxCardModel?>
{
    public async Task<SandboxCardModel?> Handle(ShowSandboxCard request, CancellationToken cancellationToken)
    {
        var found = await (
            from attempt in db.PaymentAttempts.AsNoTracking()
            join order in db.Orders on attempt.OrderId equals order.Id
            where attempt.Id == request.Id && attempt.Provider == PaymentProviders.Sandbox
            select new { attempt.SessionId, attempt.Amount, attempt.IsLive, order.Number, order.AccessKey }).SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : new SandboxCardModel(request.Id.Value, found.Number, OrderKey.ForFollowing(found.AccessKey), found.SessionId, found.Amount, found.IsLive);
    }
}

/// <summary>The sandbox provider's own page. It knows nothing of our orders beyond its session and tells us through the signed notification, like any provider.</summary>
[Route("sandbox-card/{id:guid}")]
[AllowAnonymous]
public sealed class SandboxCardController(ISender sender, IServiceProvider services, TimeProvider clock, JobRunner jobs) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) =>
        services.GetService<SandboxSecret>() is not null && await sender.Send(new ShowSandboxCard(new PaymentAttemptId(id)), ct) is { } model ? View("Show", model) : NotFound();

    [HttpPost]
    public async Task<IActionResult> Create(Guid id, [FromForm] string? answer, CancellationToken ct)
    {
        if (services.GetService<SandboxSecret>() is not { } secret || await sender.Send(new ShowSandboxCard(new PaymentAttemptId(id)), ct) is not { } model)
        {
            return NotFound();
        }

        if (answer is not ("pay" or "decline"))
        {
            return BadRequest();
        }

        var type = answer == "pay" ? SandboxEvent.Paid : SandboxEvent.Declined;
        var told = new SandboxEvent($"evt_{id:N}_{answer}", type, id, model.SessionId, model.Amount.MinorUnits, model.Amount.Currency.Code).ToJson();
        var now = clock.GetUtcNow();
        var timestamp = now.ToUnixTimeSeconds();
        var signature = SignedBody.Sign(secret.Value, timestamp, told);
        if (SignedBody.IsGenuine([secret.Value], timestamp.ToString(System.Globalization.CultureInfo.InvariantCulture), signature, told, now) && SandboxEvent.Parse(told) is { } found)
        {
            await sender.Send(new ReceiveNotification(PaymentProviders.Sandbox, found.Id, found.Type, told), ct);
            await jobs.RunMessages(ct);
        }

        return LocalRedirect(Url.Content($"~/pay/{model.Number}?key={model.Key}"));
    }
}
