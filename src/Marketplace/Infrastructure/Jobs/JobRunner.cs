namespace Marketplace.Infrastructure.Jobs;

/// <summary>Runs everything that is due now: the hosted worker does so again and again, tests and seeding by hand.</summary>
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
            await _recurring.RunDue(ct);
        }
        while (await RunMessages(ct) > 0);
    }

    /// <summary>
    /// Notifications and outside calls that wait, without the recurring jobs and without what the work itself made due: who writes a message rings for it.
    /// </summary>
    public async Task RunWaiting(CancellationToken ct)
    {
        await _inbox.RunDue(ct);
        await _outbox.RunDue(ct);
    }

    /// <summary>Notifications and outside calls only, until nothing more is due.</summary>
    /// <returns>How many rows were worked on.</returns>
    public async Task<int> RunMessages(CancellationToken ct)
    {
        var total = 0;
        while (await _inbox.RunDue(ct) + await _outbox.RunDue(ct) is > 0 and var done)
        {
            total += done;
        }

        return total;
    }
}
