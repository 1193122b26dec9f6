namespace Marketplace.Domain.Messaging;

/// <summary>A row that some worker works on, one at a time by lease, again and again until it is done or given up.</summary>
public abstract class LeasedMessage
{
    public required Guid Id { get; init; }

    /// <summary>Names what handles it, or what it tells.</summary>
    public required string Kind { get; init; }

    /// <summary>Not to be tried before.</summary>
    public required DateTimeOffset DueAt { get; set; }

    public DateTimeOffset? LeasedUntil { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>Given up after the last attempt; a person sees it.</summary>
    public bool IsDead { get; set; }

    public string LastError { get; set; } = "";
}

/// <summary>A call to the outside, written with the change that causes it and made later by a worker that holds its lease.</summary>
public sealed class OutboxMessage : LeasedMessage
{
    /// <summary>JSON.</summary>
    public required string Payload { get; init; }

    /// <summary>Unique; sent along with the call, so that a repeated call has one effect.</summary>
    public required string IdempotencyKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A notification from outside, stored as it came before anything is done about it. (Provider, EventId) is unique.</summary>
public sealed class InboxMessage : LeasedMessage
{
    public required string Provider { get; init; }

    public required string EventId { get; init; }

    /// <summary>The verified body.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}
