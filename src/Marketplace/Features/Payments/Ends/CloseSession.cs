using System.Text.Json;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Payments;
using MediatR;

namespace Marketplace.Features.Payments.Ends;

public sealed record SessionToClose(string Provider, string SessionId);

/// <summary>
/// Closes a provider's page. How the payment stands then is worked off like a notification, so that money of the last second counts, and goods are free only
/// when none can come any more (<see cref="PaymentAttempt.ClosingAt"/>).
/// </summary>
internal sealed class CloseSession(PaymentGateways gateways, ISender sender) : IOutboxHandler
{
    public const string Outgoing = "payments.close-session";

    public string Kind => Outgoing;

    public static void Later(Outbox outbox, PaymentAttempt attempt, string session, DateTimeOffset now) =>
        outbox.Add(Outgoing, new SessionToClose(attempt.Provider, session), $"close:{attempt.Id.Value:N}:{now.ToUnixTimeSeconds()}");

    public async Task Handle(OutboxMessage message, CancellationToken ct)
    {
        var session = JsonSerializer.Deserialize<SessionToClose>(message.Payload)!;
        if (gateways.Find(session.Provider) is not { } gateway)
        {
            return;
        }

        var answer = await gateway.Close(session.SessionId, message.IdempotencyKey, ct);
        if (answer is not { Outcome: GatewayOutcome.Done, Value: { IsOpen: false } stands })
        {
            throw new InvalidOperationException($"The page {session.SessionId} of {session.Provider} could not be closed: {answer.Outcome} {answer.Reason}.");
        }

        (await sender.Send(new ReceiveNotification(session.Provider, $"read:{message.IdempotencyKey}", stands.Kind, stands.Body), ct)).OrTryAgain(message);
    }
}
