using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Marketplace.Infrastructure.Jobs;

/// <summary>Works off stored notifications, oldest first. A lease keeps two nodes from the same row; it runs out by itself after a crash.</summary>
internal sealed partial class InboxRunner(
    IServiceScopeFactory scopes, IWriteGate gate, TimeProvider clock, IOptions<JobsOptions> options, ILogger<InboxRunner> logger)
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
            .OrderBy(message => message.ReceivedAt).ThenBy(message => message.Id).Select(message => message.Id).Take(Batch).ToListAsync(ct);
    }

    private static IQueryable<InboxMessage> Waiting(MarketplaceDb db, DateTimeOffset now) =>
        db.InboxMessages.Where(message => message.ProcessedAt == null && !message.IsDead && (message.LeasedUntil == null || message.LeasedUntil <= now));

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

        string problem;
        try
        {
            var result = await scope.ServiceProvider.GetRequiredService<ISender>().Send(new ProcessInboxMessage(id), ct);
            if (result.Succeeded)
            {
                return true;
            }

            problem = string.Join(", ", result.Refusals.Select(refusal => refusal.Code));
        }
#pragma warning disable CA1031 // Whatever went wrong, the row must be put back with the reason, and the others must run.
        catch (Exception failure) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Failed(logger, failure, id);
            problem = failure.GetType().Name + ": " + failure.Message;
        }

        await PutBack(id, lease, problem, ct);
        return true;
    }

    private async Task PutBack(Guid id, DateTimeOffset lease, string problem, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        var attempts = await db.InboxMessages.Where(message => message.Id == id).Select(message => message.Attempts).SingleAsync(ct);
        var next = clock.GetUtcNow() + JobsOptions.Delay(attempts);
        var isDead = attempts >= options.Value.MaxAttempts;
        var reason = problem.Length > 1000 ? problem[..1000] : problem;
        using var turn = await gate.Enter(ct);
        await db.InboxMessages.Where(message => message.Id == id && message.LeasedUntil == lease && message.ProcessedAt == null).ExecuteUpdateAsync(
            row => row.SetProperty(message => message.LeasedUntil, next).SetProperty(message => message.IsDead, isDead).SetProperty(message => message.LastError, reason), ct);
    }

    [LoggerMessage(LogLevel.Error, "Notification {Id} could not be processed")]
    private static partial void Failed(ILogger logger, Exception failure, Guid id);
}
