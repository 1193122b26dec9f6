using Microsoft.AspNetCore.OutputCaching;

namespace Marketplace.Infrastructure.Caching;

/// <summary>A public page that is kept for guests (<see cref="PublicPagePolicy"/>).</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class CachedPageAttribute : OutputCacheAttribute
{
    public CachedPageAttribute() => PolicyName = PublicPagePolicy.Name;
}
