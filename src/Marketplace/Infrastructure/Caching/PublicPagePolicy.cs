using System.Globalization;
using Marketplace.Domain.Common;
using Marketplace.Infrastructure.Accounts;
using Marketplace.Infrastructure.Search;
using Marketplace.Infrastructure.Web;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Infrastructure.Caching;

/// <summary>
/// Keeps public pages for guests. Whoever carries a sign-in cookie gets a fresh page and leaves none behind. Pages vary by address (which names the
/// language), the whitelisted query keys, the day and what the frame shows (theme, fonts, cart count); they go when what they show changes, and after
/// an hour.
/// </summary>
public sealed class PublicPagePolicy : IOutputCachePolicy
{
    public const string Name = "public-page";
    private const int LongestQuery = 1000;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private const string Brotli = "br";
    private const string Gzip = "gzip";
    private static readonly string[] QueryKeys = [.. ListingInput.Keys];

    /// <summary>Tags of another run, or of another machine beside this one, name other pages.</summary>
    private static readonly string ThisRun = Guid.NewGuid().ToString("N");
    private static long _pages;

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var request = context.HttpContext.Request;
        var mayUse = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            // By the cookie, not by who it names: kept pages are found before anybody is asked who they are.
            && !request.Cookies.ContainsKey(SessionCookie.Name)
            && !request.Headers.ContainsKey("Authorization")
            && request.QueryString.Value is not { Length: > LongestQuery };
        (context.EnableOutputCaching, context.AllowCacheLookup, context.AllowCacheStorage, context.AllowLocking) = (true, mayUse, mayUse, mayUse);
        context.ResponseExpirationTimeSpan = Longest;
        // Only those that are there: each costs a sorted list of its own in the page's key, and most addresses carry none.
        context.CacheVaryByRules.QueryKeys = request.QueryString.HasValue ? QueryKeys.Where(request.Query.ContainsKey).ToArray() : StringValues.Empty;
        // Certificates end and delivery days move at midnight.
        var day = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().VietnamDay().DayNumber;
        context.CacheVaryByRules.VaryByValues["guest"] = string.Create(CultureInfo.InvariantCulture, $"{OneEncoding(request)}|{day}|{Shell.VariationOf(request)}");
        context.Tags.Add(PageCache.Lists);
        context.Tags.Add(PageCache.All);
        if (mayUse)
        {
            context.HttpContext.Items[typeof(PageCache)] = ChangesIn(context);
            // Said before the page is made: later the headers have been kept or sent. A page from the cache brings its own tag.
            context.HttpContext.Response.Headers.ETag = $"W/\"{ThisRun}{Interlocked.Increment(ref _pages):x}\"";
            context.HttpContext.Response.Headers.CacheControl = "private, no-cache";
            context.HttpContext.Response.OnStarting(OnlyPagesHaveTags, context.HttpContext.Response);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || !StringValues.IsNullOrEmpty(response.Headers.SetCookie)
            || context.HttpContext.Items[typeof(PageCache)] is not long begun || begun != ChangesIn(context))
        {
            // Also not handed to those who wait for the same page: each makes it again.
            context.AllowCacheStorage = false;
        }

        return ValueTask.CompletedTask;
    }

    private static long ChangesIn(OutputCacheContext context) => context.HttpContext.RequestServices.GetRequiredService<PageCache>().Changes;

    /// <summary>Browsers ask again each time; while the kept page stands, its tag answers them in a few bytes. Errors and redirects have none.</summary>
    private static Task OnlyPagesHaveTags(object state)
    {
        var response = (HttpResponse)state;
        if (response.StatusCode is not (StatusCodes.Status200OK or StatusCodes.Status304NotModified))
        {
            response.Headers.ETag = default;
        }

        return Task.CompletedTask;
    }

    /// <summary>Query keys that this kept page varies by, spelt our way; whatever else an address carries must not get into it.</summary>
    public static QueryString Shown(IQueryCollection query, OutputCacheContext page) =>
        QueryString.Create(page.CacheVaryByRules.QueryKeys.OfType<string>().Where(query.ContainsKey).Select(key => KeyValuePair.Create(key, query[key])));

    /// <summary>
    /// Pages are kept compressed, so one is compressed once and not once a visitor. The request is left with the one encoding the key names: what the
    /// compressor makes of "*" or of qualities must not be kept under another name.
    /// </summary>
    private static string OneEncoding(HttpRequest request)
    {
        var encoding = OneEncoding(request.Headers.AcceptEncoding);
        request.Headers.AcceptEncoding = encoding;
        return encoding;
    }

    private static string OneEncoding(StringValues accepted)
    {
        // What browsers send: a list without qualities, read without making anything of it.
        if (accepted is [var plain] && plain is not null && !plain.Contains(';', StringComparison.Ordinal))
        {
            return Names(plain, Brotli) ? Brotli : Names(plain, Gzip) ? Gzip : "";
        }

        var wanted = StringWithQualityHeaderValue.TryParseList(accepted, out var values)
            ? values.Where(value => value.Quality is not 0).Select(value => value.Value.Value).ToHashSet(StringComparer.OrdinalIgnoreCase)
            : [];
        return wanted.Contains(Brotli) ? Brotli : wanted.Contains(Gzip) ? Gzip : "";
    }

    private static bool Names(ReadOnlySpan<char> list, string encoding)
    {
        foreach (var part in list.Split(','))
        {
            if (list[part].Trim().Equals(encoding, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
