using Marketplace.Domain.Auditing;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using MediatR;

namespace Marketplace.Features.Accounts.SecondStep;

/// <summary>Whose second step somebody else has changed must hear of it, as of a new password.</summary>
internal sealed class TellOfSecondStep(MarketplaceDb db, Outbox outbox, SiteAddress site, TimeProvider clock) : INotificationHandler<SecondStepChanged>
{
    public Task Handle(SecondStepChanged notification, CancellationToken cancellationToken)
    {
        var user = notification.User;
        var (detail, subject, text) = notification.Change switch
        {
            SecondStepChange.On => ("on", "accounts.message-step-on-subject", "accounts.message-step-on"),
            SecondStepChange.Off => ("off", "accounts.message-step-off-subject", "accounts.message-step-off"),
            SecondStepChange.OffByAdministrator => ("off by administrator", "accounts.message-step-off-subject", "accounts.message-step-off-by-us"),
            _ => ("new recovery codes", "accounts.message-recovery-subject", "accounts.message-recovery"),
        };
        db.AuditEvents.Add(new AuditEvent
        {
            At = clock.GetUtcNow(),
            ActorId = notification.By,
            Action = "account.second-step",
            Subject = AuditSubject.OfAccount(user.UserId),
            Detail = detail,
        });
        outbox.Add(
            Outbox.Message,
            new PersonalMessage(
                user.UserName!, Texts.In(user.Language, subject, site.Name),
                Texts.In(user.Language, text, site.Name, site.Of("/account/forgotten", user.Language), site.Of("/account/second-step", user.Language))),
            $"second-step:{user.Id:N}:{user.ConcurrencyStamp}");
        return Task.CompletedTask;
    }
}
