using Microsoft.Extensions.Primitives;

namespace Marketplace.Infrastructure.Web.Security;

/// <summary>
/// Requests that change something must come from our own pages. Browsers say so in <c>Sec-Fetch-Site</c>, which no page can forge; older ones in
/// <c>Origin</c> or <c>Referer</c>. Public forms rely on this instead of a token, so that public pages hold nothing personal and can be cached.
/// </summary>
internal static class SameOriginGuard
{
    public static IApplicationBuilder UseSameOriginGuard(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (IsSafe(context.Request.Method)
            || context.GetEndpoint()?.Metadata.GetMetadata<OutsideCallerAttribute>() is not null
            || ComesFromUs(context.Request))
        {
            return next(context);
        }

        context.Refuse(StatusCodes.Status403Forbidden, "errors.foreign-origin");
        return Task.CompletedTask;
    });

    internal static bool ComesFromUs(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0)
        {
            return site is [var only] && only is "same-origin" or "none";
        }

        var claimed = request.Headers.Origin.Count > 0 ? request.Headers.Origin : request.Headers.Referer;
        return IsOurs(claimed, request);
    }

    private static bool IsOurs(StringValues claimed, HttpRequest request) =>
        claimed is [var only]
        && Uri.TryCreate(only, UriKind.Absolute, out var origin)
        && origin.Scheme is "http" or "https"
        && origin.UserInfo is ""
        && request.Host.HasValue
        // A proxy may have ended TLS, so schemes may differ; the port counts when either side writes one.
        && string.Equals(origin.Authority, WithoutDefaultPort(request.Host, origin.Scheme), StringComparison.OrdinalIgnoreCase);

    private static string WithoutDefaultPort(HostString host, string scheme) =>
        host.Port is { } port && port == (scheme == "https" ? 443 : 80) ? host.Host : host.Value!;

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}
