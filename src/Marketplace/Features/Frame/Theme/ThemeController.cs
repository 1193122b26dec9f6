using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Features.Frame.Theme;

/// <summary>Light or dark by hand, remembered in a cookie; back to the page it was asked from.</summary>
[AllowAnonymous]
[Route("theme")]
public sealed class ThemeController : Controller
{
    [HttpPost]
    public IActionResult Update(string? theme, string? back)
    {
        if (theme is not ("light" or "dark"))
        {
            return BadRequest();
        }

        // Read by the theme script too, and worth nothing to a thief.
        Response.Cookies.Append(Shell.ThemeCookie, theme, new CookieOptions { Path = "/", MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true });
        return Redirect(this.OwnPage(back) ?? CameFrom() ?? Url.Content("~/"));
    }

    private string? CameFrom() =>
        Request.GetTypedHeaders().Referer is { IsAbsoluteUri: true } referer
        && string.Equals(referer.Authority, Request.Host.Value, StringComparison.OrdinalIgnoreCase)
            ? this.OwnPage(referer.PathAndQuery)
            : null;
}
