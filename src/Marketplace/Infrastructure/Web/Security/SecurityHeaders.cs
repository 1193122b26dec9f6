namespace Marketplace.Infrastructure.Web.Security;

/// <summary>What every response tells the browser to refuse. Pages load nothing from other hosts and run no inline script or style.</summary>
internal static class SecurityHeaders
{
    private const string CardProvider = "https://checkout.stripe.com";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app, IConfiguration configuration)
    {
        // Chromium checks form-action on the redirect to the card page too.
        var hasCard = !string.IsNullOrEmpty(configuration["Stripe:ApiKey"]);
        var policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
            + (hasCard ? " " + CardProvider : "");
        return app.Use((context, next) =>
        {
            // On starting, because the exception handler clears what was set before.
            context.Response.OnStarting(static state =>
            {
                var (response, policy) = ((HttpResponse, string))state;
                var headers = response.Headers;
                headers.XContentTypeOptions = "nosniff";
                if (IsNoDocument(response))
                {
                    return Task.CompletedTask;
                }

                // Whatever page says nothing of being kept may name a person. After a sign-out, the next one at this telephone must not find it by going back; a guest,
                // who has typed an address and looks at the terms in between, finds what they typed.
                if (response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) is true)
                {
                    headers.TryAdd("Cache-Control", response.HttpContext.User.Identity is { IsAuthenticated: true } ? "no-store" : "private, no-cache");
                }

                headers.TryAdd("Content-Security-Policy", policy);
                headers.XFrameOptions = "DENY";
                headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
                headers["Permissions-Policy"] = "camera=(self), microphone=(self), geolocation=(), payment=(), usb=(), browsing-topics=()";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                return Task.CompletedTask;
            }, (context.Response, policy));
            return next(context);
        });
    }

    /// <summary>
    /// What is no document obeys no document's policy: half a kilobyte a photo would only weigh on a slow line. A drawing could be opened as a document, so
    /// of these only our own icons go without.
    /// </summary>
    private static bool IsNoDocument(HttpResponse response) => response.ContentType switch
    {
        "text/css" or "text/javascript" or "font/woff2" or "image/avif" or "image/webp" or "image/jpeg" => true,
        "image/svg+xml" => response.HttpContext.Request.Path.StartsWithSegments("/dist"),
        _ => false,
    };
}
