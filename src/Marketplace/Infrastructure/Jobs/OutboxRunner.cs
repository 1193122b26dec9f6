using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Marketplace.Infrastructure.Jobs;

/// <summary>
/// Makes the outside calls that commands wrote down, with the stored key. A crash before, during or after a call leaves a lease that runs out, and the
/// same call with the same key is made again.
/// </summary>
internal sealed partial class OutboxRunner(
    IServiceScopeFactory scopes, IWriteGate gate, TimeProvider clock, IOptions<JobsOptions> options, ILogger<OutboxRunner> logger)
{
    private const int Batch = 50;

    /// <returns>How many rows it worked on.</returns>
    public async Task<int> RunDue(CancellationToken ct)
    {
        var done = 0;
        foreach (var id in await Due(ct))
        {
            done += await TryOne(id, ct) ? 1 : 0;
        }

        return done;
    }

    private async Task<List<Guid>> Due(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Waiting(scope.ServiceProvider.GetRequiredService<MarketplaceDb>(), clock.GetUtcNow())
            .OrderBy(message => message.DueAt).ThenBy(message => message.Id).Select(message => message.Id).Take(Batch).ToListAsync(ct);
    }

    private static IQueryable<OutboxMessage> Waiting(MarketplaceDb db, DateTimeOffset now) => db.OutboxMessages.Where(message =>
        message.DoneAt == null && !message.IsDead && message.DueAt <= now && (message.LeasedUntil == null || message.LeasedUntil <= now));

    private async Task<bool> TryOne(Guid id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        var now = clock.GetUtcNow();
        var lease = now.AddSeconds(options.Value.LeaseSeconds);
        using (await gate.Enter(ct))
        {
            var claimed = await Waiting(db, now).Where(message => message.Id == id).ExecuteUpdateAsync(
                row => row.SetProperty(message => message.LeasedUntil, lease).SetProperty(message => message.Attempts, message => message.Attempts + 1), ct);
            if (claimed == 0)
            {
                return false;
            }
        }

        var message = await db.OutboxMessages.AsNoTracking().SingleAsync(message => message.Id == id, ct);
        string? problem = null;
        try
        {
            var handler = scope.ServiceProvider.GetServices<IOutboxHandler>().FirstOrDefault(handler => handler.Kind == message.Kind)
                ?? throw new InvalidOperationException($"Nobody handles outbox messages of kind '{message.Kind}'.");
            await handler.Handle(message, ct);
        }
#pragma warning disable CA1031 // Whatever went wrong, the row must be put back with the reason, and the others must run.
        catch (Exception failure) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Failed(logger, failure, message.Kind, id);
            problem = failure.GetType().Name + ": " + failure.Message;
        }

        await Finish(message, lease, problem, ct);
        return true;
    }

    private async Task Finish(OutboxMessage message, DateTimeOffset lease, string? problem, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        var now = clock.GetUtcNow();
        DateTimeOffset? doneAt = problem is null ? now : null;
        var due = problem is null ? message.DueAt : now + JobsOptions.Delay(message.Attempts);
        var isDead = problem is not null && (message.IsDead || message.Attempts >= options.Value.MaxAttempts);
        var reason = problem is { Length: > 1000 } ? problem[..1000] : problem ?? "";
        using var turn = await gate.Enter(ct);

        // Only while the lease is still ours: a worker that overslept must not overrule the one that took over.
        await db.OutboxMessages.Where(row => row.Id == message.Id && row.LeasedUntil == lease && row.DoneAt == null).ExecuteUpdateAsync(
            row => row.SetProperty(found => found.DoneAt, doneAt).SetProperty(found => found.DueAt, due).SetProperty(found => found.LeasedUntil, (DateTimeOffset?)null)
                .SetProperty(found => found.IsDead, isDead).SetProperty(found => found.LastError, reason), ct);
    }

    [LoggerMessage(LogLevel.Error, "Outbox message {Kind} {Id} failed")]
    private static partial void Failed(ILogger logger, Exception failure, string kind, Guid id);
}
