using Marketplace.Infrastructure.Localization;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Marketplace.Infrastructure.Accounts;

/// <summary>A cookie that only the sign-in page asks for goes there only, in each language: with every photo and every page it would weigh half a kilobyte on a slow line.</summary>
internal sealed class SignInPagesOnly : ICookieManager
{
    private readonly ChunkingCookieManager _cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, key);

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        Everywhere(options, one => _cookies.AppendResponseCookie(context, key, value, one));

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        Everywhere(options, one => _cookies.DeleteCookie(context, key, one));

    private static void Everywhere(CookieOptions options, Action<CookieOptions> act)
    {
        foreach (var language in Languages.All)
        {
            act(new CookieOptions(options) { Path = (language == Languages.Default ? "" : "/" + language) + "/account/sign-in" });
        }
    }
}
