using Marketplace.Infrastructure.Security;
using Microsoft.AspNetCore.Hosting;

namespace Marketplace.Tests.Support;

internal static class Limits
{
    /// <summary>For tests that ask so often that limits, which count in real time, would answer instead of what is tested.</summary>
    public static void WithoutLimits(this IWebHostBuilder builder)
    {
        foreach (var limit in RateLimits.PerMinute.Keys)
        {
            builder.UseSetting("RateLimits:" + limit, "100000");
        }
    }
}
