using Marketplace.Domain.Catalog;
using Marketplace.Domain.Producers;
using Microsoft.AspNetCore.OutputCaching;

namespace Marketplace.Infrastructure.Caching;

/// <summary>Names what a cached page shows, so that a change can take exactly those pages away.</summary>
internal sealed class PageCache(IServiceProvider services)
{
    /// <summary>Any page that lists products, makers or places.</summary>
    public const string Lists = "lists";

    /// <summary>Any page of published figures or of how they are defined.</summary>
    public const string Figures = "figures";

    /// <summary>The page of the dated rules.</summary>
    public const string Rules = "rules";

    /// <summary>Every page: names of categories, peoples and places stand anywhere.</summary>
    public const string All = "all";

    private long _changes;

    /// <summary>How many changes have been told: a page begun at one number and ended at another may show what no longer holds.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    public static string Product(ProductId id) => "product:" + id.Value.ToString("N");

    public static string Producer(ProducerId id) => "producer:" + id.Value.ToString("N");

    public async ValueTask Evict(IEnumerable<string> tags, CancellationToken ct)
    {
        // Before the pages go: one that is being written now is not kept yet, so it cannot be taken away.
        Interlocked.Increment(ref _changes);

        // Asked for late: console verbs and design time have no output cache.
        if (services.GetService<IOutputCacheStore>() is { } store)
        {
            foreach (var tag in tags)
            {
                await store.EvictByTagAsync(tag, ct);
            }
        }
    }
}
