using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Features.Products.AskForStock;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Products.CallOffAlert;

/// <summary>The message is not wanted any more; the address is forgotten, also in what was written to it or still waits to be sent.</summary>
public sealed record CallOffAlert(StockAlertId Id) : ICommand<Result>, ITransactional;

internal sealed class CallOffAlertHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<CallOffAlert, Result>
{
    public async Task<Result> Handle(CallOffAlert command, CancellationToken ct)
    {
        if (await db.StockAlerts.Where(alert => alert.Id == command.Id).ExecuteDeleteAsync(ct) == 0)
        {
            return ProductRefusals.NotFound;
        }

        var noted = AskForStockHandler.NotedKey(command.Id);
        DateTimeOffset? now = clock.GetUtcNow();
        await db.OutboxMessages.Where(message => message.IdempotencyKey == noted).ExecuteUpdateAsync(
            row => row.SetProperty(message => message.Payload, "").SetProperty(message => message.DoneAt, message => message.DoneAt ?? now)
                .SetProperty(message => message.IsDead, false).SetProperty(message => message.LastError, ""), ct);
        return Result.Ok;
    }
}

/// <summary>What a link of our message leads to; nothing once the message was sent or called off.</summary>
public sealed record ShowAlert(StockAlertId Id) : IQuery<AlertModel?>;

public sealed record AlertModel(Guid Id, string Slug, string Name, string? NameLanguage);

internal sealed class ShowAlertHandler(MarketplaceDb db) : IRequestHandler<ShowAlert, AlertModel?>
{
    public async Task<AlertModel?> Handle(ShowAlert query, CancellationToken ct) =>
        await db.StockAlerts.AsNoTracking().Where(alert => alert.Id == query.Id)
            .Join(db.Products, alert => alert.ProductId, product => product.Id, (alert, product) => new { product.Slug, product.NameVi, product.NameEn })
            .SingleOrDefaultAsync(ct) is { } found
            ? new AlertModel(query.Id.Value, found.Slug, Languages.Pick(found.NameVi, found.NameEn), Languages.Foreign(found.NameEn))
            : null;
}

[AllowAnonymous]
[Route("stock-alerts/{id:guid}")]
public sealed class CallOffAlertController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) =>
        await sender.Send(new ShowAlert(new StockAlertId(id)), ct) is { } alert ? View("Show", alert) : NotFound();

    [HttpPost("removal")]
    public async Task<IActionResult> Destroy(Guid id, CancellationToken ct) =>
        await sender.Send(new ShowAlert(new StockAlertId(id)), ct) is { } alert && (await sender.Send(new CallOffAlert(new StockAlertId(id)), ct)).Succeeded
            ? View("Gone", alert)
            : NotFound();
}
