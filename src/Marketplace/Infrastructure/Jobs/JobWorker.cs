using Microsoft.Extensions.Options;

namespace Marketplace.Infrastructure.Jobs;

/// <summary>Keeps the jobs going while the application runs.</summary>
internal sealed partial class JobWorker(JobRunner runner, JobSignal signal, IOptions<JobsOptions> options, ILogger<JobWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await runner.RunOnce(stoppingToken);
                await signal.Wait(TimeSpan.FromSeconds(options.Value.PollSeconds), stoppingToken);
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
                await ((Task)signal.Wait(TimeSpan.FromSeconds(options.Value.PollSeconds), stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The job worker stumbled and goes on")]
    private static partial void Stumbled(ILogger logger, Exception failure);
}
