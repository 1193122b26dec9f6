using System.Globalization;

namespace Marketplace.Infrastructure.Localization;

/// <summary>Moves a leading /en or /fr into the path base, so that every generated link keeps the language by itself.</summary>
internal static class LanguagePrefix
{
    public static IApplicationBuilder UseLanguagePrefix(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        var language = Languages.Default;
        foreach (var other in Languages.All)
        {
            if (other != Languages.Default && context.Request.Path.StartsWithSegments("/" + other, StringComparison.Ordinal, out var rest))
            {
                language = other;
                context.Request.PathBase = context.Request.PathBase.Add("/" + other);
                context.Request.Path = rest.HasValue ? rest : "/";
                break;
            }
        }

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Languages.Culture(language);
        return next(context);
    });
}
