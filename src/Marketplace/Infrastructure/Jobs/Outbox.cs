using System.Text.Json;
using Marketplace.Domain.Common;
using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Messaging;
using Marketplace.Infrastructure.Pipeline;

namespace Marketplace.Infrastructure.Jobs;

/// <summary>Writes calls to the outside beside the change that causes them; the unit of work saves both or neither.</summary>
public sealed class Outbox(MarketplaceDb db, IMessageSender sender, TimeProvider clock, AfterSave afterSave, JobSignal signal)
{
    /// <summary>Kind of a message to a person; its payload is a <see cref="PersonalMessage"/>.</summary>
    public const string Message = "message";

    /// <param name="kind">Names the <see cref="IOutboxHandler"/>.</param>
    /// <param name="payload">Written as JSON.</param>
    /// <param name="idempotencyKey">Unique for ever: our id and the purpose.</param>
    /// <param name="dueAt">Not before; now when left out.</param>
    public void Add<T>(string kind, T payload, string idempotencyKey, DateTimeOffset? dueAt = null)
    {
        if (payload is PersonalMessage letter && !sender.CanReach(letter.To))
        {
            // It would wait among the undelivered for a person who cannot deliver it either.
            return;
        }

        var now = clock.GetUtcNow();
        db.OutboxMessages.Add(new OutboxMessage
        {
            Id = Guid.CreateVersion7(now),
            Kind = kind,
            Payload = JsonSerializer.Serialize(payload),
            IdempotencyKey = idempotencyKey,
            CreatedAt = now,
            DueAt = dueAt ?? now,
        });
        afterSave.Do(_ =>
        {
            signal.Wake();
            return ValueTask.CompletedTask;
        });
    }
}

/// <summary>Makes the outside call of one kind of outbox message. May run more than once for one message, so it passes the key on.</summary>
public interface IOutboxHandler
{
    string Kind { get; }

    /// <exception cref="Exception">Any failure: the message is tried again later with the same key, and shown to a person after the last try.</exception>
    Task Handle(OutboxMessage message, CancellationToken ct);
}

internal static class OutboxResults
{
    /// <summary>What the outside answered could not be written down (a race lost twice): the call is made again with the same key, never forgotten.</summary>
    public static void OrTryAgain<T>(this T result, OutboxMessage message)
        where T : IResult<T>
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"Outbox message {message.Id} of kind '{message.Kind}' could not be recorded.");
        }
    }
}

/// <summary>Wakes the workers when there is something to do, so that waiting is not polling.</summary>
public class JobSignal : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    public void Wake()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody woke it already.
        }
    }

    public Task<bool> Wait(TimeSpan atMost, CancellationToken ct) => _signal.WaitAsync(atMost, ct);

    public void Dispose()
    {
        _signal.Dispose();
        GC.SuppressFinalize(this);
    }
}
