namespace Marketplace.Infrastructure.Web.Assets;

/// <summary>What the font fetcher loads after the first view.</summary>
internal static class Fonts
{
    private static readonly string[] Letters = ["latin", "vietnamese"];

    /// <summary>The style sheet and its fonts, for the script that fetches them after the first view.</summary>
    public static string Files(HttpContext context) => string.Join(' ', [AssetPath.Of(context, "fonts/fonts.css"), .. Cuts(context)]);

    /// <summary>The fonts themselves. Whoever has them is told to take them before the first line is set, so that nothing moves when they are read a moment later.</summary>
    public static IEnumerable<string> Cuts(HttpContext context) =>
        Letters.Select(cut => $"{AssetPath.SiteBase(context.Request.PathBase)}/dist/fonts/be-vietnam-pro-700-{cut}.woff2");
}
