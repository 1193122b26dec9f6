using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Undelivered;

/// <summary>What a given-up notification told was settled another way, or needs nothing done, as an officer says: it is not tried again and no longer listed.</summary>
public sealed record CloseUndelivered(Guid Id, string Reason, UserId Officer) : ICommand<Result>, ITransactional;

internal sealed class CloseUndeliveredValidator : AbstractValidator<CloseUndelivered>
{
    public CloseUndeliveredValidator() => RuleFor(command => command.Reason).IsReason();
}

internal sealed class CloseUndeliveredHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<CloseUndelivered, Result>
{
    public async Task<Result> Handle(CloseUndelivered request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await db.GivenUp(request.Id).ExecuteUpdateAsync(row => row.SetProperty(message => message.DoneAt, now), cancellationToken) == 0)
        {
            return FinanceRefusals.NotFound;
        }

        db.AuditEvents.Add(new AuditEvent
        {
            At = now,
            ActorId = request.Officer,
            Action = "message.close",
            Subject = AuditSubject.OfMessage(request.Id),
            Detail = request.Reason.Trim(),
        });
        return Result.Ok;
    }
}

/// <summary>A given-up notification, to be closed.</summary>
public sealed record ShowUndelivered(Guid Id) : IQuery<UndeliveredPage?>;

public sealed record UndeliveredPage(Guid Id, string Kind, DateTimeOffset At, int Attempts, string Error, UndeliveredForm Form);

public sealed record UndeliveredForm
{
    public string Reason { get; init; } = "";
}

internal sealed class ShowUndeliveredHandler(MarketplaceDb db) : IRequestHandler<ShowUndelivered, UndeliveredPage?>
{
    public Task<UndeliveredPage?> Handle(ShowUndelivered request, CancellationToken cancellationToken) => db.GivenUp(request.Id).AsNoTracking()
        .Select(message => new UndeliveredPage(message.Id, message.Provider + " " + message.Kind, message.ReceivedAt, message.Attempts, message.LastError, new UndeliveredForm()))
        .SingleOrDefaultAsync(cancellationToken);
}

internal static class GivenUpNotifications
{
    public static IQueryable<InboxMessage> GivenUp(this MarketplaceDb db, Guid id) => db.InboxMessages.Where(message => message.Id == id && message.IsDead && message.DoneAt == null);
}
