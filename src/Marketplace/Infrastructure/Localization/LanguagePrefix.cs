using System.Globalization;

namespace Marketplace.Infrastructure.Localization;

/// <summary>Moves a leading /en or /fr into the path base, so that every generated link keeps the language by itself.</summary>
internal static class LanguagePrefix
{
    /// <summary>For those who sell, check or count: nobody has put these into French, so a page under /fr would say in English that it is French.</summary>
    private static readonly PathString[] WithoutFrench = ["/studio", "/sell", "/invitations", "/moderation", "/finance", "/administration", "/programme/templates"];

    public static IApplicationBuilder UseLanguagePrefix(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        var (request, site, language) = (context.Request, context.Request.PathBase, Languages.Default);
        foreach (var other in Languages.All)
        {
            if (other != Languages.Default && request.Path.StartsWithSegments("/" + other, StringComparison.Ordinal, out var rest))
            {
                language = other;
                request.PathBase = request.PathBase.Add("/" + other);
                request.Path = rest.HasValue ? rest : "/";
                break;
            }
        }

        if (language == "fr" && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !IsInFrench(request.Path))
        {
            context.Response.Redirect($"{site.Add("/en").Add(request.Path).ToUriComponent()}{request.QueryString}");
            return Task.CompletedTask;
        }

        if (LanguageChoice.HomeOf(request, language) is { } home)
        {
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Redirect($"{site.Add("/" + home).ToUriComponent()}{request.QueryString}");
            return Task.CompletedTask;
        }

        LanguageChoice.Keep(context, site, language);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Languages.Culture(language);
        return next(context);
    });

    public static bool IsInFrench(PathString path) => !Array.Exists(WithoutFrench, area => path.StartsWithSegments(area));
}
