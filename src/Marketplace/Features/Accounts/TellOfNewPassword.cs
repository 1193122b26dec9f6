using Marketplace.Domain.Auditing;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using MediatR;

namespace Marketplace.Features.Accounts;

/// <summary>An account has another password. Published inside the unit of work that sets it, before its one save.</summary>
/// <param name="User">Whose account it is.</param>
/// <param name="IsFirst">There was none before: its owner just opened the account.</param>
/// <param name="ByLink">Chosen through the link we sent, not by somebody who knew the old one.</param>
internal sealed record PasswordSet(User User, bool IsFirst, bool ByLink) : INotification;

/// <summary>Whose password another person has changed must hear of it while it can still be put right.</summary>
internal sealed class TellOfNewPassword(MarketplaceDb db, Outbox outbox, SiteAddress site, TimeProvider clock) : INotificationHandler<PasswordSet>
{
    public Task Handle(PasswordSet notification, CancellationToken cancellationToken)
    {
        var user = notification.User;
        db.AuditEvents.Add(new AuditEvent
        {
            At = clock.GetUtcNow(),
            ActorId = user.UserId,
            Action = "account.password",
            Subject = AuditSubject.OfAccount(user.UserId),
            Detail = notification switch { { IsFirst: true } => "first", { ByLink: true } => "by link", _ => "changed" },
        });
        if (!notification.IsFirst)
        {
            outbox.Add(
                Outbox.Message,
                new PersonalMessage(
                    user.UserName!, Texts.In(user.Language, "accounts.message-password-subject", site.Name),
                    Texts.In(user.Language, "accounts.message-password", site.Name, site.Of("/account/forgotten", user.Language))),
                $"password-set:{user.Id:N}:{user.SecurityStamp}");
        }

        return Task.CompletedTask;
    }
}
