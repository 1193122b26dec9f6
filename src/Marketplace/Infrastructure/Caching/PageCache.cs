using Marketplace.Domain.Catalog;
using Marketplace.Domain.Producers;
using Microsoft.AspNetCore.OutputCaching;

namespace Marketplace.Infrastructure.Caching;

/// <summary>Names what a cached page shows, so that a change can take exactly those pages away.</summary>
internal sealed class PageCache(IServiceProvider services)
{
    /// <summary>Any page that lists products, makers or places.</summary>
    public const string Lists = "lists";

    /// <summary>Every page: names of categories, peoples and places stand anywhere.</summary>
    public const string All = "all";

    public static string Product(ProductId id) => "product:" + id.Value.ToString("N");

    public static string Producer(ProducerId id) => "producer:" + id.Value.ToString("N");

    public async ValueTask Evict(IEnumerable<string> tags, CancellationToken ct)
    {
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
