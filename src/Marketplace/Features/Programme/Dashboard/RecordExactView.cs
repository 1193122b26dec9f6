using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;

namespace Marketplace.Features.Programme.Dashboard;

/// <summary>An official saw exact figures: who, of which place, and with which choices.</summary>
public sealed record RecordExactView(UserId Manager, string Place, string Page, string Detail) : ICommand<Result>;

internal sealed class RecordExactViewHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<RecordExactView, Result>
{
    public const string Action = "programme.view";

    public Task<Result> Handle(RecordExactView request, CancellationToken cancellationToken)
    {
        db.AuditEvents.Add(new AuditEvent
        {
            At = clock.GetUtcNow(),
            ActorId = request.Manager,
            Action = Action,
            Subject = AuditSubject.OfPlace(request.Place),
            Detail = $"{request.Page}: {request.Detail}",
        });
        return Task.FromResult(Result.Ok);
    }
}
