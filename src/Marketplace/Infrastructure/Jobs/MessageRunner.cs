using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Marketplace.Infrastructure.Jobs;

/// <summary>
/// Works off stored messages, the longest due first. A lease keeps two nodes from the same row; after a crash before, during or after the work it runs out by
/// itself, and the same message is worked on again.
/// </summary>
internal abstract partial class MessageRunner<TMessage>(IServiceScopeFactory scopes, IWriteGate gate, TimeProvider clock, IOptions<JobsOptions> options, ILogger logger)
    where TMessage : LeasedMessage
{
    /// <summary>How many messages are read at once.</summary>
    public const int Batch = 50;

    private const int LongestError = 1000;

    private static readonly Func<MarketplaceDb, DateTimeOffset, IAsyncEnumerable<TMessage>> Waiting = EF.CompileAsyncQuery((MarketplaceDb db, DateTimeOffset now) =>
        db.Set<TMessage>().AsNoTracking()
            .Where(message => message.DoneAt == null && !message.IsDead && message.DueAt <= now && (message.LeasedUntil == null || message.LeasedUntil <= now))
            .OrderBy(message => message.DueAt).ThenBy(message => message.Id).Take(Batch));

    /// <summary>One batch, and of it only what can be begun within a poll: an outside that hangs must not keep the others waiting.</summary>
    /// <returns>How many rows it worked on, and whether more may wait: beside another node it works on few of the many it reads.</returns>
    public async Task<Round> RunDue(CancellationToken ct)
    {
        var done = 0;
        var began = clock.GetTimestamp();
        var due = await Due(ct);
        foreach (var message in due)
        {
            if (clock.GetElapsedTime(began).TotalSeconds > options.Value.PollSeconds)
            {
                break;
            }

            done += await TryOne(message, ct) ? 1 : 0;
        }

        return new Round(done, due.Count == Batch);
    }

    /// <summary>Does what the message says.</summary>
    /// <returns>Why it could not be done yet; nothing when it was done.</returns>
    protected abstract Task<string?> Work(IServiceProvider services, TMessage message, CancellationToken ct);

    private async Task<List<TMessage>> Due(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Waiting(scope.ServiceProvider.GetRequiredService<MarketplaceDb>(), clock.GetUtcNow()).ToListAsync(ct);
    }

    private async Task<bool> TryOne(TMessage message, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        var now = clock.GetUtcNow();
        var lease = now.AddSeconds(options.Value.LeaseSeconds);
        using (await gate.Enter(ct))
        {
            // Who claims counts a try: with the number that was read nobody has claimed it since.
            var claimed = await db.Set<TMessage>().Where(row => row.Id == message.Id && row.Attempts == message.Attempts && row.DoneAt == null && !row.IsDead).ExecuteUpdateAsync(
                row => row.SetProperty(found => found.LeasedUntil, lease).SetProperty(found => found.Attempts, found => found.Attempts + 1), ct);
            if (claimed == 0)
            {
                return false;
            }
        }

        message.Attempts++;
        string? problem;
        try
        {
            problem = await Work(scope.ServiceProvider, message, ct);
        }
#pragma warning disable CA1031 // Whatever went wrong, the row must be put back with the reason, and the others must run.
        catch (Exception failure) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Failed(logger, failure, typeof(TMessage).Name, message.Kind, message.Id);
            problem = failure.GetType().Name + ": " + failure.Message;
        }

        await Finish(message, lease, problem, ct);
        return true;
    }

    private async Task Finish(TMessage message, DateTimeOffset lease, string? problem, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        var now = clock.GetUtcNow();
        DateTimeOffset? doneAt = problem is null ? now : null;
        var due = problem is null ? message.DueAt : now + JobsOptions.Delay(message.Attempts);
        var isDead = problem is not null && (message.IsDead || message.Attempts >= options.Value.MaxAttempts);
        var reason = problem is { Length: > LongestError } ? problem[..LongestError] : problem ?? "";
        using var turn = await gate.Enter(ct);

        // Only while the lease is still ours: a worker that overslept must not overrule the one that took over.
        await db.Set<TMessage>().Where(row => row.Id == message.Id && row.LeasedUntil == lease && row.DoneAt == null).ExecuteUpdateAsync(
            row => row.SetProperty(found => found.DoneAt, doneAt).SetProperty(found => found.DueAt, due).SetProperty(found => found.LeasedUntil, (DateTimeOffset?)null)
                .SetProperty(found => found.IsDead, isDead).SetProperty(found => found.LastError, reason), ct);
    }

    [LoggerMessage(LogLevel.Error, "{Message} {Kind} {Id} failed")]
    private static partial void Failed(ILogger logger, Exception failure, string message, string kind, Guid id);
}

internal readonly record struct Round(int Done, bool IsMoreWaiting);

/// <summary>Makes the outside calls that commands wrote down, with the stored key.</summary>
internal sealed class OutboxRunner(IServiceScopeFactory scopes, IWriteGate gate, TimeProvider clock, IOptions<JobsOptions> options, ILogger<OutboxRunner> logger)
    : MessageRunner<OutboxMessage>(scopes, gate, clock, options, logger)
{
    protected override async Task<string?> Work(IServiceProvider services, OutboxMessage message, CancellationToken ct)
    {
        var handler = services.GetServices<IOutboxHandler>().FirstOrDefault(handler => handler.Kind == message.Kind)
            ?? throw new InvalidOperationException($"Nobody handles outbox messages of kind '{message.Kind}'.");
        await handler.Handle(message, ct);
        return null;
    }
}

/// <summary>Gives stored notifications their effect, which marks them done in its own transaction. A refusal means "not yet".</summary>
internal sealed class InboxRunner(IServiceScopeFactory scopes, IWriteGate gate, TimeProvider clock, IOptions<JobsOptions> options, ILogger<InboxRunner> logger)
    : MessageRunner<InboxMessage>(scopes, gate, clock, options, logger)
{
    protected override async Task<string?> Work(IServiceProvider services, InboxMessage message, CancellationToken ct)
    {
        var result = await services.GetRequiredService<MediatR.ISender>().Send(new ProcessInboxMessage(message.Id), ct);
        return result.Succeeded ? null : string.Join(", ", result.Refusals.Select(refusal => refusal.Code));
    }
}
