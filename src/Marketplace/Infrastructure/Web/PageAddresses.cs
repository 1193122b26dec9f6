using System.Collections.Frozen;
using Microsoft.AspNetCore.Diagnostics;

namespace Marketplace.Infrastructure.Web;

/// <summary>
/// Where the page that answers a form can be opened again. A form is often posted to an address that has no page of its own ("settings/bank"); then the page
/// stands at the nearest address above it. Patterns are compared, not addresses, so that an id is never taken for a word.
/// </summary>
internal sealed class PageAddresses(EndpointDataSource endpoints)
{
    private readonly Lazy<FrozenSet<string>> _pages = new(() => endpoints.Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) is true)
        .Select(endpoint => Trimmed(endpoint.RoutePattern.RawText)).ToFrozenSet());

    /// <summary>The page above the address posted to; nothing where that address has a page itself, or nothing was posted.</summary>
    public string? Above(HttpContext context)
    {
        var original = context.Features.Get<IStatusCodeReExecuteFeature>();
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            || (original is null ? context.GetEndpoint() : original.Endpoint) is not RouteEndpoint endpoint || _pages.Value.Contains(Trimmed(endpoint.RoutePattern.RawText)))
        {
            return null;
        }

        var path = (original is null ? context.Request.Path : new PathString(original.OriginalPath)).ToUriComponent();
        var pattern = PatternAbove(Trimmed(endpoint.RoutePattern.RawText));
        return pattern is "" ? "/" : string.Join('/', path.Split('/').Take(1 + pattern.Split('/').Length));
    }

    /// <summary>The nearest pattern with a page; the front page, which is empty, when there is none.</summary>
    public string PatternAbove(string pattern)
    {
        while (pattern is not "")
        {
            pattern = pattern[..Math.Max(0, pattern.LastIndexOf('/'))];
            if (_pages.Value.Contains(pattern))
            {
                break;
            }
        }

        return pattern;
    }

    private static string Trimmed(string? pattern) => pattern?.Trim('/') ?? "";
}
