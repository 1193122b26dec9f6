using System.Text.Json;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Jobs;

namespace Marketplace.Infrastructure.Messaging;

/// <summary>Makes the outside call of <see cref="Outbox.Message"/>.</summary>
internal sealed partial class SendPersonalMessage(IMessageSender sender, ILogger<SendPersonalMessage> log) : IOutboxHandler
{
    public string Kind => Outbox.Message;

    public async Task Handle(OutboxMessage message, CancellationToken ct)
    {
        var letter = JsonSerializer.Deserialize<PersonalMessage>(message.Payload)
            ?? throw new InvalidOperationException($"Outbox message {message.Id} has no letter.");
        try
        {
            await sender.Send(letter, message.IdempotencyKey, ct);
        }
        catch (UndeliverableException problem)
        {
            // Further attempts would fail alike: a person has to see it.
            message.IsDead = true;
            LogUndeliverable(message.Id, problem.Message);
            throw;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Message {Id} cannot be delivered: {Reason}")]
    private partial void LogUndeliverable(Guid id, string reason);
}
