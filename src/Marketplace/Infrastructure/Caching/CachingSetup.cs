using Microsoft.AspNetCore.OutputCaching;

namespace Marketplace.Infrastructure.Caching;

internal static class CachingSetup
{
    public static void AddPageCache(this WebApplicationBuilder builder) => builder.Services.AddOutputCache(cache =>
    {
        // Some two thousand pages as they are sent, compressed.
        cache.SizeLimit = 8 * 1024 * 1024;
        // A page shows its own address.
        cache.UseCaseSensitivePaths = true;
        cache.AddPolicy(PublicPagePolicy.Name, new PublicPagePolicy());
    });

    /// <summary>Says that the page being written shows only these, not any list: it stays when other things change.</summary>
    public static void CacheTagsOnly(this HttpContext context, IEnumerable<string> tags)
    {
        if (context.Features.Get<IOutputCacheFeature>() is { } feature)
        {
            feature.Context.Tags.Remove(PageCache.Lists);
            feature.Context.Tags.UnionWith(tags);
        }
    }

    /// <summary>Says what the page being written shows, so that a change of it takes the page away.</summary>
    public static void CacheTag(this HttpContext context, string tag) =>
        context.Features.Get<IOutputCacheFeature>()?.Context.Tags.Add(tag);
}
