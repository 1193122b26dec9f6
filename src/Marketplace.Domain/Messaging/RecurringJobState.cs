namespace Marketplace.Domain.Messaging;

/// <summary>One row per recurring job: when it is next due and who holds it meanwhile.</summary>
public sealed class RecurringJobState
{
    public required string Name { get; init; }

    public required DateTimeOffset DueAt { get; set; }

    public DateTimeOffset? LeasedUntil { get; set; }

    public DateTimeOffset? LastRunAt { get; set; }

    public string LastError { get; set; } = "";
}
