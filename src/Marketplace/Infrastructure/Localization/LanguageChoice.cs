namespace Marketplace.Infrastructure.Localization;

/// <summary>
/// Remembers the language somebody chose by its link at the top of a page, and leads them to it when they come back to the bare front page. Every other address names its
/// language itself and is left alone. Crawlers keep no cookie, and browsers too old to say where a visit comes from keep what they asked for.
/// </summary>
internal static class LanguageChoice
{
    private const string Cookie = "language";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>The language whose front page a returning reader is led to; nothing for those who come from our own pages, where the other languages are one link away.</summary>
    public static string? HomeOf(HttpRequest request, string language) =>
        language == Languages.Default && request.Path == "/" && HttpMethods.IsGet(request.Method)
        && request.Headers["Sec-Fetch-Mode"] is ["navigate"] && request.Headers["Sec-Fetch-Site"] is [not "same-origin"]
            ? Chosen(request)
            : null;

    /// <summary>Who comes from this same page in another language has chosen this one.</summary>
    public static void Keep(HttpContext context, PathString site, string language)
    {
        var request = context.Request;

        // Vietnamese is what nothing says; most readers never meet the cookie.
        if (!HttpMethods.IsGet(request.Method) || request.Headers.Referer.Count != 1 || (Chosen(request) ?? Languages.Default) == language || !ComesFromOtherLanguage(request, site, language))
        {
            return;
        }

        var cookie = new CookieOptions { Path = "/", SameSite = SameSiteMode.Lax, IsEssential = true, HttpOnly = true, Secure = request.IsHttps };
        if (language == Languages.Default)
        {
            context.Response.Cookies.Delete(Cookie, cookie);
        }
        else
        {
            cookie.MaxAge = Kept;
            context.Response.Cookies.Append(Cookie, language, cookie);
        }
    }

    private static string? Chosen(HttpRequest request) =>
        request.Cookies[Cookie] is { } chosen && chosen != Languages.Default && Languages.All.Contains(chosen) ? chosen : null;

    private static bool ComesFromOtherLanguage(HttpRequest request, PathString site, string language) =>
        Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var before)
        && string.Equals(before.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
        && Languages.All.Any(other => other != language && before.AbsolutePath.TrimEnd('/') == AddressIn(other, request, site));

    private static string AddressIn(string language, HttpRequest request, PathString site) =>
        (language == Languages.Default ? site : site.Add("/" + language)).Add(request.Path).ToUriComponent().TrimEnd('/');
}
