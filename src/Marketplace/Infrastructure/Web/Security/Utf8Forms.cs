using Microsoft.Net.Http.Headers;

namespace Marketplace.Infrastructure.Web.Security;

internal static class Utf8Forms
{
    /// <summary>Our pages send forms in UTF-8. A form that says it is in something else is refused before anybody reads it: .NET fails on UTF-7, and the rest would be guessed at.</summary>
    public static void UseUtf8Forms(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (IsElsewise(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return Task.CompletedTask;
        }

        return next(context);
    });

    private static bool IsElsewise(HttpRequest request) =>
        request.HasFormContentType
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && HeaderUtilities.RemoveQuotes(type.Charset) is { Length: > 0 } charset
        && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
