namespace Marketplace.Infrastructure.Jobs;

/// <summary>Runs what is due now: the hosted worker round by round, tests and seeding until nothing is left.</summary>
public sealed class JobRunner
{
    private readonly InboxRunner _inbox;
    private readonly OutboxRunner _outbox;
    private readonly RecurringRunner _recurring;

    internal JobRunner(InboxRunner inbox, OutboxRunner outbox, RecurringRunner recurring) =>
        (_inbox, _outbox, _recurring) = (inbox, outbox, recurring);

    /// <summary>Until nothing more is due, including what the work itself made due.</summary>
    public async Task RunOnce(CancellationToken ct)
    {
        do
        {
            await RunRecurring(ct);
        }
        while (await RunMessages(ct) > 0);
    }

    /// <summary>Notifications and outside calls only, without the recurring jobs, until nothing more is due.</summary>
    /// <returns>How many rows were worked on.</returns>
    public async Task<int> RunMessages(CancellationToken ct)
    {
        var total = 0;
        while ((await _inbox.RunDue(ct)).Done + (await _outbox.RunDue(ct)).Done is > 0 and var done)
        {
            total += done;
        }

        return total;
    }

    /// <summary>The recurring jobs that are due, each once, after what came in before: money that came in time counts before the order ends that waits for it.</summary>
    public async Task RunRecurring(CancellationToken ct)
    {
        await _inbox.RunDue(ct);
        await _recurring.RunDue(ct);
    }

    /// <summary>A batch of either kind of message, without what the work itself makes due: who writes a message rings for it.</summary>
    /// <returns>Whether more may wait.</returns>
    public async Task<bool> RunWaiting(CancellationToken ct)
    {
        var cameIn = await _inbox.RunDue(ct);
        var goesOut = await _outbox.RunDue(ct);
        return cameIn.IsMoreWaiting || goesOut.IsMoreWaiting;
    }
}
