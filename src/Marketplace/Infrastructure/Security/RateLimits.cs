using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Marketplace.Infrastructure.Configuration;
using Marketplace.Infrastructure.Web;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Infrastructure.Security;

/// <summary>How often one user, or one address when not signed in, may do what costs or can be guessed. Names for <c>[EnableRateLimiting]</c>.</summary>
public static class RateLimits
{
    public const string SignIn = "sign-in";
    public const string Checkout = "checkout";
    public const string Webhooks = "webhooks";
    public const string Search = "search";
    public const string Upload = "upload";

    private const int Segments = 6;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Requests per minute unless <c>RateLimits:{name}</c> says otherwise.</summary>
    public static IReadOnlyDictionary<string, int> PerMinute { get; } = new Dictionary<string, int>
    {
        [SignIn] = 20,
        [Checkout] = 60,
        [Webhooks] = 600,
        [Search] = 120,
        [Upload] = 300,
    };

    internal static void AddRateLimits(this WebApplicationBuilder builder) => builder.Services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (context, _) =>
        {
            // A sliding window does not say when; a whole one later there is room for sure.
            context.HttpContext.Response.Headers.RetryAfter = ((int)Window.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        foreach (var (name, perMinute) in PerMinute)
        {
            var permits = int.TryParse(builder.Configuration["RateLimits:" + name], out var configured) ? configured : perMinute;
            options.AddPolicy(name, context => RateLimitPartition.GetSlidingWindowLimiter(Caller(context), _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = permits,
                Window = Window,
                SegmentsPerWindow = Segments,
            }));
        }
    });

    internal static string Caller(HttpContext context) =>
        context.User.TryUserId() is { } user ? "user " + user.Value : "address " + Network(context);

    internal static string Network(HttpContext context) => Network(context.Connection.RemoteIpAddress);

    /// <summary>One household has one IPv4 address, or a whole /64 of IPv6.</summary>
    internal static string Network(IPAddress? address) => address switch
    {
        null => "unknown",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}

internal sealed class RateLimitsCheck : IConfigurationCheck
{
    public IEnumerable<string> Problems(IConfiguration configuration, IHostEnvironment environment) =>
        configuration.GetSection("RateLimits").GetChildren()
            .Where(setting => !RateLimits.PerMinute.ContainsKey(setting.Key) || !int.TryParse(setting.Value, out var number) || number < 1)
            .Select(setting => RateLimits.PerMinute.ContainsKey(setting.Key)
                ? $"RateLimits:{setting.Key} is '{setting.Value}'; it is a number of requests per minute, at least 1."
                : $"RateLimits:{setting.Key} is not a limit; there are {string.Join(", ", RateLimits.PerMinute.Keys)}.");
}
