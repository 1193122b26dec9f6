namespace Marketplace.Infrastructure.Web.Assets;

/// <summary>What the font fetcher loads after the first view.</summary>
internal static class Fonts
{
    public static string Files(HttpContext context) => string.Join(' ', AssetPath.Of(context, "fonts/fonts.css"),
        AssetPath.SiteBase(context.Request.PathBase) + "/dist/fonts/be-vietnam-pro-700-latin.woff2",
        AssetPath.SiteBase(context.Request.PathBase) + "/dist/fonts/be-vietnam-pro-700-vietnamese.woff2");
}
