namespace Marketplace.Infrastructure.Web;

/// <summary>The origin that links meant for other places carry: configured, or the request's own.</summary>
internal static class SiteAddress
{
    public static string Of(HttpContext context, SiteOptions site) =>
        site.Url is "" ? $"{context.Request.Scheme}://{context.Request.Host}" : site.Url.TrimEnd('/');
}
