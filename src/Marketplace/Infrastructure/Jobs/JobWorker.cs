using Microsoft.Extensions.Options;

namespace Marketplace.Infrastructure.Jobs;

/// <summary>
/// Keeps the jobs going while the application runs: at every poll the recurring jobs and the messages that wait, in between the messages somebody rang for.
/// </summary>
internal sealed partial class JobWorker(JobRunner runner, JobSignal signal, TimeProvider clock, IOptions<JobsOptions> options, ILogger<JobWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var every = TimeSpan.FromSeconds(options.Value.PollSeconds);
        long? lookedAt = null;
        var isMoreWaiting = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var since = lookedAt is { } last ? clock.GetElapsedTime(last) : every;
                if (since >= every)
                {
                    lookedAt = clock.GetTimestamp();
                    await runner.RunRecurring(stoppingToken);
                    isMoreWaiting = true;
                }
                else if (isMoreWaiting || await signal.Wait(every - since, stoppingToken))
                {
                    isMoreWaiting = await runner.RunWaiting(stoppingToken);
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
                lookedAt = null;
                await ((Task)signal.Wait(every, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The job worker stumbled and goes on")]
    private static partial void Stumbled(ILogger logger, Exception failure);
}
