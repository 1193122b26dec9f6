using Marketplace.Domain.Messaging;

namespace Marketplace.Infrastructure.Messaging;

/// <summary>Carries a message to a person: SMTP when configured, otherwise a folder of .eml files that Development lists.</summary>
public interface IMessageSender
{
    /// <summary>Whether a way leads to this e-mail address or telephone number as configured.</summary>
    bool CanReach(string address);

    Task Send(PersonalMessage message, string idempotencyKey, CancellationToken ct);
}
