using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Undelivered;

/// <summary>Outside calls and notifications that were given up after the last try.</summary>
public sealed record ListUndelivered(int Page, int Incoming) : IQuery<UndeliveredModel>;

public sealed record UndeliveredModel(Paged<UndeliveredRow> Outgoing, Paged<UndeliveredRow> Incoming);

public sealed record UndeliveredRow(Guid Id, string Kind, DateTimeOffset At, int Attempts, string Error, bool IsForgotten);

internal sealed class ListUndeliveredHandler(MarketplaceDb db) : IRequestHandler<ListUndelivered, UndeliveredModel>
{
    public async Task<UndeliveredModel> Handle(ListUndelivered request, CancellationToken cancellationToken) => new(
        await db.OutboxMessages.AsNoTracking().Where(message => message.DoneAt == null && message.IsDead).OrderBy(message => message.CreatedAt).ThenBy(message => message.Id)
            .Select(message => new UndeliveredRow(message.Id, message.Kind, message.CreatedAt, message.Attempts, message.LastError, message.Payload == "")).Page(request.Page, cancellationToken),
        await db.InboxMessages.AsNoTracking().Where(message => message.DoneAt == null && message.IsDead).OrderBy(message => message.ReceivedAt).ThenBy(message => message.Id)
            .Select(message => new UndeliveredRow(message.Id, message.Provider + " " + message.Kind, message.ReceivedAt, message.Attempts, message.LastError, message.Body == "")).Page(request.Incoming, cancellationToken));
}

/// <summary>Gives a given-up message its tries again, with the same key, unless what it said is forgotten already.</summary>
public sealed record RetryUndelivered(Guid Id, UserId Officer) : ICommand<Result>, ITransactional;

internal sealed class RetryUndeliveredHandler(MarketplaceDb db, TimeProvider clock, AfterSave afterSave, JobSignal signal) : IRequestHandler<RetryUndelivered, Result>
{
    public async Task<Result> Handle(RetryUndelivered request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await Revive(db.OutboxMessages.Where(message => message.Payload != ""), request.Id, now, cancellationToken)
            + await Revive(db.InboxMessages.Where(message => message.Body != ""), request.Id, now, cancellationToken) == 0)
        {
            return FinanceRefusals.NotFound;
        }

        db.AuditEvents.Add(new AuditEvent { At = now, ActorId = request.Officer, Action = "message.retry", Subject = AuditSubject.OfMessage(request.Id) });
        afterSave.Do(_ =>
        {
            signal.Wake();
            return ValueTask.CompletedTask;
        });
        return Result.Ok;
    }

    private static Task<int> Revive<TMessage>(IQueryable<TMessage> messages, Guid id, DateTimeOffset now, CancellationToken ct)
        where TMessage : LeasedMessage => messages.Where(message => message.Id == id && message.IsDead && message.DoneAt == null).ExecuteUpdateAsync(
            row => row.SetProperty(message => message.IsDead, false).SetProperty(message => message.Attempts, 0).SetProperty(message => message.DueAt, now)
                .SetProperty(message => message.LeasedUntil, (DateTimeOffset?)null), ct);
}

[Route("finance/undelivered")]
[Authorize(Policy = Policies.FinanceOfficer)]
public sealed class UndeliveredController(ISender sender) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(int page, int incoming, CancellationToken ct) => View("List", await sender.Send(new ListUndelivered(page, incoming), ct));

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) => await sender.Send(new ShowUndelivered(id), ct) is { } page ? View("Show", page) : NotFound();

    [HttpPost("{id:guid}/retry")]
    public async Task<IActionResult> Retry(Guid id, CancellationToken ct) =>
        (await sender.Send(new RetryUndelivered(id, User.UserId()), ct)).Succeeded ? LocalRedirect(Url.Content("~/finance/undelivered")) : NotFound();

    [HttpPost("{id:guid}/closing")]
    public async Task<IActionResult> Close(Guid id, [FromForm(Name = "Form")] UndeliveredForm form, CancellationToken ct)
    {
        var result = await sender.Send(new CloseUndelivered(id, form.Reason ?? "", User.UserId()), ct);
        if (result.Succeeded)
        {
            return LocalRedirect(Url.Content("~/finance/undelivered"));
        }

        return await sender.Send(new ShowUndelivered(id), ct) is { } page ? this.Refused(result.Refusals, "Show", page with { Form = form }) : NotFound();
    }
}
