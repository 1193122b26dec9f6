namespace Marketplace.Features.Payments.Cards;

/// <summary>
/// The key a payer had when they left for the provider's page, for the one page they come back to. The provider is told none that opens more than following,
/// since anyone may pay an order.
/// </summary>
internal static class PayerCookie
{
    private const string Name = "order-key";

    /// <summary>As long as a provider's page may stay open, and a while.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public static void Keep(HttpResponse response, string returnUrl, string key) => response.Cookies.Append(Name, key, new CookieOptions
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = Kept,
        Path = new Uri(returnUrl).AbsolutePath,
        SameSite = SameSiteMode.Lax,
        Secure = response.HttpContext.Request.IsHttps,
    });

    public static string? KeptFor(HttpRequest request) => request.Cookies[Name];
}
