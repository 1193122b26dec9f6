using Marketplace.Infrastructure.Data;

namespace Marketplace.Infrastructure.Caching;

/// <summary>
/// One copy of what every page asks for and hardly ever changes: read from the database when it is older than <paramref name="freshness"/>, because a change
/// made by another node tells nobody here, or when it was forgotten, because the change was made here.
/// </summary>
internal sealed class Kept<T>(IServiceScopeFactory scopes, TimeProvider clock, TimeSpan freshness, Func<MarketplaceDb, CancellationToken, Task<T>> read)
    where T : class
{
    private volatile Copy? _copy;

    private sealed record Copy(T Value, DateTimeOffset At);

    public async ValueTask<T> Get(CancellationToken ct)
    {
        var (copy, now) = (_copy, clock.GetUtcNow());

        // One read before the clock was put back would seem fresh for ever.
        if (copy is null || now - copy.At > freshness || now < copy.At)
        {
            await using var scope = scopes.CreateAsyncScope();
            _copy = copy = new Copy(await read(scope.ServiceProvider.GetRequiredService<MarketplaceDb>(), ct), now);
        }

        return copy.Value;
    }

    public void Forget() => _copy = null;
}
