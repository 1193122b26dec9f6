using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Support;

/// <summary>
/// Ends the limiter that ASP.NET's rate limiting makes and never disposes of (dotnet/aspnetcore#66434): its timer ticks ten times a second and keeps every market
/// that was ever open, two megabytes each, until the test run ends. Not needed once the middleware does it.
/// </summary>
internal sealed class EndOfRateLimits : IStartupFilter, IDisposable
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private RequestDelegate? _pipeline;

    public static void In(IServiceCollection services) => services.AddSingleton<IStartupFilter, EndOfRateLimits>();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(pipeline => _pipeline = pipeline);
        next(app);
    };

    public void Dispose()
    {
        var limiters = Limiters(_pipeline).ToList();
        limiters.ForEach(limiter => limiter.Dispose());
        // Nothing to end means that the walk has lost its way.
        Assert.True(limiters.Count > 0 || _pipeline is null, "The limiter that ASP.NET makes was not found.");
    }

    /// <summary>Each middleware holds the next one as a delegate, in a field of its own or of what it closes over.</summary>
    private IEnumerable<IDisposable> Limiters(object? part)
    {
        var holder = part is Delegate called ? called.Target : part;
        if (holder is null || !_seen.Add(holder))
        {
            return [];
        }

        var held = holder.GetType().GetFields(Own).Select(field => field.GetValue(holder)).OfType<object>().ToList();
        return holder.GetType().Name is "RateLimitingMiddleware"
            ? held.OfType<System.Threading.RateLimiting.PartitionedRateLimiter<HttpContext>>()
            : held.Where(IsPart).SelectMany(Limiters);
    }

    private static bool IsPart(object held) =>
        held is RequestDelegate || (held.GetType().Name is var name && (name.Contains("DisplayClass", StringComparison.Ordinal) || name.Contains("Middleware", StringComparison.Ordinal)));
}
