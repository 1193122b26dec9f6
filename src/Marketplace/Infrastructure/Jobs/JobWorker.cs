using Microsoft.Extensions.Options;

namespace Marketplace.Infrastructure.Jobs;

/// <summary>
/// Keeps the jobs going while the application runs: everything there is again and again, and in between the messages that somebody rang for.
/// </summary>
internal sealed partial class JobWorker(JobRunner runner, JobSignal signal, TimeProvider clock, IOptions<JobsOptions> options, ILogger<JobWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var every = TimeSpan.FromSeconds(options.Value.PollSeconds);
        long? lookedAt = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (lookedAt is { } last && clock.GetElapsedTime(last) is var since && since < every)
                {
                    if (await signal.Wait(every - since, stoppingToken))
                    {
                        await runner.RunWaiting(stoppingToken);
                    }
                }
                else
                {
                    lookedAt = clock.GetTimestamp();
                    await runner.RunOnce(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The database may be away for a while; the worker must outlive that.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Stumbled(logger, failure);
                await ((Task)signal.Wait(every, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The job worker stumbled and goes on")]
    private static partial void Stumbled(ILogger logger, Exception failure);
}
