using Marketplace.Features.Media.Process;
using MediatR;

namespace Marketplace.Infrastructure.Media;

/// <summary>Wakes the photo queue.</summary>
public sealed class PhotoSignal : Jobs.JobSignal;

/// <summary>Works on uploads one at a time, oldest first, for as long as there are any.</summary>
internal sealed partial class PhotoQueue(IServiceScopeFactory scopes, PhotoSignal signal, ILogger<PhotoQueue> log) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await Next(stoppingToken))
                {
                    // The command did the work; ask for the next.
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The queue must outlive one bad day of the database; the failure is logged and tried again.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Failed(log, failure);
            }

            await ((Task)signal.Wait(Idle, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> Next(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var result = await scope.ServiceProvider.GetRequiredService<ISender>().Send(new ProcessNextPhoto(), ct);
        return result.Value;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The photo queue stumbled and will go on.")]
    private static partial void Failed(ILogger log, Exception failure);
}
