using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;

namespace Marketplace.Infrastructure.Producers;

/// <summary>Writes down, in the same save, what a helper did under a mandate: who, for whom, what and to what.</summary>
internal sealed class HelperActsBehavior<TCommand, TResult>(MarketplaceDb db, TimeProvider clock) : IPipelineBehavior<TCommand, TResult>
    where TCommand : ICommand<TResult>, IProducerAct
    where TResult : IResult<TResult>
{
    public async Task<TResult> Handle(TCommand request, RequestHandlerDelegate<TResult> next, CancellationToken cancellationToken)
    {
        var result = await next();
        if (result.Succeeded && request.Actor.Principal is { } producer)
        {
            db.AuditEvents.Add(new AuditEvent
            {
                At = clock.GetUtcNow(),
                ActorId = request.Actor.UserId,
                PrincipalId = producer,
                Action = HelperActs.Prefix + request.Act,
                Subject = AuditSubject.Of(producer),
                Detail = request.About,
            });
        }

        return result;
    }
}

internal static class HelperActs
{
    /// <summary>How the audit's word for such an act begins.</summary>
    public const string Prefix = "helper.";
}
