using System.Globalization;
using System.Security.Claims;
using Marketplace.Infrastructure.Caching;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Web.Assets;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.OutputCaching;

namespace Marketplace.Infrastructure.Web;

/// <summary>A language the reader may switch to, with the address of this page in it.</summary>
public sealed record LanguageLink(string Code, string Name, string Href, string AbsoluteHref, bool IsCurrent);

/// <summary>What the frame around every page shows: languages, theme, cart count, who is signed in.</summary>
/// <param name="Home">Where the page can be opened again, when that is not where it was posted to.</param>
public sealed record Shell(IReadOnlyList<LanguageLink> LanguageLinks, string Theme, bool HasFonts, int CartCount, string? UserName, string? Home)
{
    public const string HomeKey = "page-home";

    public const string ThemeCookie = "theme";
    public const string FontsCookie = "fonts";
    public const string CartCountCookie = "cart-count";

    private static readonly (string Code, string Name)[] Names = [("vi", "Tiếng Việt"), ("en", "English"), ("fr", "Français")];

    public static Shell Of(HttpContext context)
    {
        var user = context.User.Identity?.IsAuthenticated == true
            ? context.User.FindFirstValue("name") ?? context.User.Identity.Name ?? ""
            : null;

        return new Shell(LinksOf(context), ThemeOf(context.Request), context.Request.Cookies.ContainsKey(FontsCookie), CartCountOf(context.Request), user,
            HomeOf(context));
    }

    /// <summary>Everything a guest's page varies by besides its address: a page cache must include it in its key.</summary>
    public static string VariationOf(HttpRequest request) =>
        $"{ThemeOf(request)}|{request.Cookies.ContainsKey(FontsCookie)}|{CartCountOf(request).ToString(CultureInfo.InvariantCulture)}";

    private static string? HomeOf(HttpContext context) =>
        context.Items[HomeKey] as string ?? context.RequestServices.GetRequiredService<PageAddresses>().Above(context);

    private static string ThemeOf(HttpRequest request) => request.Cookies[ThemeCookie] is "light" or "dark" ? request.Cookies[ThemeCookie]! : "";

    private static int CartCountOf(HttpRequest request) =>
        int.TryParse(request.Cookies[CartCountCookie], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and < 1000 ? count : 0;

    private static LanguageLink[] LinksOf(HttpContext context)
    {
        var request = context.Request;
        var original = context.Features.Get<IStatusCodeReExecuteFeature>();
        var home = HomeOf(context);
        var path = home ?? (original is null ? request.Path : new PathString(original.OriginalPath)).ToUriComponent();
        // Two strokes at the beginning would name another host.
        path = "/" + path.TrimStart('/');
        var kept = context.Features.Get<IOutputCacheFeature>()?.Context;
        var query = home is not null ? ""
            : original is null ? (kept is not null ? PublicPagePolicy.Shown(request.Query, kept) : request.QueryString).Value : original.OriginalQueryString;
        var root = AssetPath.SiteBase(request.PathBase);
        var origin = context.RequestServices.GetRequiredService<SiteAddress>().OriginFor(request);
        var current = Languages.Current;
        return [.. Names.Select(language =>
        {
            var prefix = language.Code == Languages.Default ? "" : "/" + language.Code;
            var href = $"{root}{prefix}{(path == "/" && prefix is not "" ? "" : path)}{query}";
            return new LanguageLink(language.Code, language.Name, href, origin + href, language.Code == current);
        })];
    }
}
