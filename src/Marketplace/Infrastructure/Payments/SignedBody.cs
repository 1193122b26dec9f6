using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Infrastructure.Payments;

/// <summary>
/// A body with its time stamp and HMAC-SHA256 over "timestamp.body", as hexadecimal. Accepted within five minutes either way and under any active secret, so
/// that secrets can be changed without losing a notification.
/// </summary>
internal static class SignedBody
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    public static string Sign(string secret, long timestamp, string body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp.ToString(CultureInfo.InvariantCulture)}.{body}")));

    /// <returns>When it was sent by its own words, in Unix seconds; nothing when it is not genuine.</returns>
    public static long? SentAt(IEnumerable<string> secrets, string? timestamp, string? signature, string body, DateTimeOffset now)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - seconds) > (long)Window.TotalSeconds || string.IsNullOrEmpty(signature))
        {
            return null;
        }

        var given = Encoding.UTF8.GetBytes(signature.StartsWith("sha256=", StringComparison.Ordinal) ? signature[7..] : signature);
        var isGenuine = false;
        foreach (var secret in secrets)
        {
            isGenuine |= CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(Sign(secret, seconds, body)));
        }

        return isGenuine ? seconds : null;
    }
}
