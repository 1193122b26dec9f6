using System.Globalization;
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

/// <summary>
/// The sandbox provider's own page. It knows nothing of our orders beyond its session and tells us through the signed notification, like any provider; one of
/// its buttons loses that notification, as the network may.
/// </summary>
[Route("sandbox-card/{id:guid}")]
[AllowAnonymous]
public sealed class SandboxCardController(ISender sender, IServiceProvider services, TimeProvider clock, JobRunner jobs) : Controller
{
    private const string Pay = "pay";
    private const string PayUntold = "pay-untold";
    private const string Decline = "decline";

    [HttpGet]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) =>
        services.GetService<SandboxPages>() is { } pages && await Find(id, pages, ct) is { } model ? View("Show", model) : NotFound();

    [HttpPost]
    public async Task<IActionResult> Create(Guid id, [FromForm] string? answer, CancellationToken ct)
    {
        if (services.GetService<SandboxPages>() is not { } pages || await Find(id, pages, ct) is not { } model)
        {
            return NotFound();
        }

        if (answer is not (Pay or PayUntold or Decline))
        {
            return BadRequest();
        }

        var type = answer == Decline ? SandboxEvent.Declined : SandboxEvent.Paid;
        var told = pages.End(new SandboxEvent($"evt_{id:N}_{answer}", type, id, model.SessionId, model.Amount.MinorUnits, model.Amount.Currency.Code));
        if (answer != PayUntold)
        {
            await Tell(told.ToJson(), ct);
        }

        return LocalRedirect(Url.Content($"~/pay/{model.Number}?key={model.Key}"));
    }

    private async Task Tell(string body, CancellationToken ct)
    {
        var secret = services.GetRequiredService<SandboxSecret>();
        var now = clock.GetUtcNow();
        var timestamp = now.ToUnixTimeSeconds();
        var signature = SignedBody.Sign(secret.Value, timestamp, body);
        if (SignedBody.SentAt([secret.Value], timestamp.ToString(CultureInfo.InvariantCulture), signature, body, now) is not null && SandboxEvent.Parse(body) is { } found)
        {
            await sender.Send(new ReceiveNotification(PaymentProviders.Sandbox, found.Id, found.Type, body), ct);
            await jobs.RunMessages(ct);
        }
    }

    private async Task<SandboxCardModel?> Find(Guid id, SandboxPages pages, CancellationToken ct) =>
        await sender.Send(new ShowSandboxCard(new PaymentAttemptId(id)), ct) is { } found ? found with { IsLive = found.IsLive && !pages.IsOver(found.SessionId) } : null;
}
