using Marketplace.Domain.Messaging;
using Marketplace.Infrastructure.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Marketplace.Infrastructure.Jobs;

/// <summary>Sends the commands of recurring jobs when they are due, each by one node at a time.</summary>
internal sealed partial class RecurringRunner(
    IServiceScopeFactory scopes, IWriteGate gate, TimeProvider clock, IOptions<JobsOptions> options, ILogger<RecurringRunner> logger)
{
    /// <returns>How many jobs ran.</returns>
    public async Task<int> RunDue(CancellationToken ct)
    {
        var done = 0;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        var now = clock.GetUtcNow();
        var states = await db.Set<RecurringJobState>().AsNoTracking().ToDictionaryAsync(state => state.Name, StringComparer.Ordinal, ct);
        foreach (var job in scope.ServiceProvider.GetServices<IRecurringJob>())
        {
            if (!states.TryGetValue(job.Name, out var state))
            {
                await Introduce(db, job, now, ct);
            }
            else if (state.DueAt > now || state.LeasedUntil > now)
            {
                continue;
            }

            done += await TryOne(job, ct) ? 1 : 0;
        }

        return done;
    }

    private async Task<bool> TryOne(IRecurringJob job, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        var now = clock.GetUtcNow();
        var lease = now.AddSeconds(options.Value.LeaseSeconds);
        using (await gate.Enter(ct))
        {
            var claimed = await db.Set<RecurringJobState>()
                .Where(state => state.Name == job.Name && state.DueAt <= now && (state.LeasedUntil == null || state.LeasedUntil <= now))
                .ExecuteUpdateAsync(row => row.SetProperty(state => state.LeasedUntil, lease), ct);
            if (claimed == 0)
            {
                return false;
            }
        }

        var (problem, next) = ("", now + job.Every);
        try
        {
            if (await scope.ServiceProvider.GetRequiredService<ISender>().Send(job.CreateCommand(), ct) is Domain.Common.IResult { Succeeded: false } refused)
            {
                (problem, next) = (string.Join(", ", refused.Refusals.Select(refusal => refusal.Code)), now);
            }
        }
#pragma warning disable CA1031 // A job that fails must not stop the others; it runs again when next due.
        catch (Exception failure) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Failed(logger, failure, job.Name);
            problem = failure.Message.Length > 1000 ? failure.Message[..1000] : failure.Message;
        }

        using var turn = await gate.Enter(ct);
        await db.Set<RecurringJobState>().Where(state => state.Name == job.Name && state.LeasedUntil == lease).ExecuteUpdateAsync(
            row => row.SetProperty(state => state.DueAt, next).SetProperty(state => state.LeasedUntil, (DateTimeOffset?)null)
                .SetProperty(state => state.LastRunAt, now).SetProperty(state => state.LastError, problem), ct);
        return true;
    }

    private async Task Introduce(MarketplaceDb db, IRecurringJob job, DateTimeOffset now, CancellationToken ct)
    {
        using var turn = await gate.Enter(ct);
        var row = db.Set<RecurringJobState>().Add(new RecurringJobState { Name = job.Name, DueAt = now });
        try
        {
#pragma warning disable RS0030 // Bookkeeping of the runner itself, outside any command.
            await db.SaveChangesAsync(ct);
#pragma warning restore RS0030
        }
        catch (DbUpdateException duplicate) when (DatabaseErrors.IsDuplicate(duplicate))
        {
            // Another node introduced it in the same moment.
        }

        row.State = EntityState.Detached;
    }

    [LoggerMessage(LogLevel.Error, "Recurring job {Name} failed")]
    private static partial void Failed(ILogger logger, Exception failure, string name);
}
