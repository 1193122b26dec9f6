using Marketplace.Domain.Messaging;

namespace Marketplace.Infrastructure.Messaging;

/// <summary>Carries a message to a person: SMTP when configured, otherwise a folder of .eml files that Development lists.</summary>
public interface IMessageSender
{
    Task Send(PersonalMessage message, string idempotencyKey, CancellationToken ct);
}
