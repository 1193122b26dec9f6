using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Mandates;

/// <summary>Ends what a helper may do for the shop, at once. What was done until then stays, with the helper's name.</summary>
public sealed record RevokeMandate(ProducerId Producer, Actor Actor, bool IsRepresentative, MandateId Mandate) : ICommand<Result>, ITransactional;

internal sealed class RevokeMandateHandler(MarketplaceDb db, ProducerContacts contacts, Outbox outbox, TimeProvider clock) : IRequestHandler<RevokeMandate, Result>
{
    public async Task<Result> Handle(RevokeMandate command, CancellationToken ct)
    {
        if (!command.IsRepresentative)
        {
            return MandateRefusals.RepresentativeOnly;
        }

        var mandate = await db.Mandates.SingleOrDefaultAsync(mandate => mandate.Id == command.Mandate && mandate.ProducerId == command.Producer, ct);
        if (mandate is null)
        {
            return MandateRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        if (mandate.RevokedAt is not null || mandate.Until <= now)
        {
            return Result.Ok;
        }

        mandate.Revoke(now);
        db.AuditEvents.Add(new AuditEvent
        {
            At = now,
            ActorId = command.Actor.UserId,
            Action = "mandate.revoke",
            Subject = AuditSubject.Of(command.Producer),
            Detail = $"{mandate.Id.Value} {mandate.HelperId.Value}",
        });
        var helper = await db.Users.SingleAsync(user => user.Id == mandate.HelperId.Value, ct);
        outbox.TellOfRevoked(mandate, helper, await contacts.Of(command.Producer, ct));
        return Result.Ok;
    }
}
