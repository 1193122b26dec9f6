using System.Globalization;
using System.Text.RegularExpressions;
using Marketplace.Domain.Common;

namespace Marketplace.Infrastructure.Payments;

/// <summary>
/// A secret as the settings have it: by itself, or with the last day on which it counts (<c>secret|2026-12-31</c>, Việt Nam), so that one that was replaced ends by itself.
/// </summary>
internal static partial class DatedSecret
{
    public static IReadOnlyList<string> ActiveOn(this IEnumerable<string> written, DateTimeOffset now) =>
        [.. written.Select(Read).Where(secret => secret.Value.Length > 0 && !(secret.LastDay < now.VietnamDay())).Select(secret => secret.Value)];

    /// <summary>Without its day.</summary>
    public static string ValueOf(string written) => Read(written).Value;

    private static (string Value, DateOnly? LastDay) Read(string written) =>
        WithDay().Match(written) is { Success: true } match && DateOnly.TryParseExact(match.Groups[2].ValueSpan, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? (match.Groups[1].Value, day)
            : (written, null);

    [GeneratedRegex(@"^(.*)\|([0-9]{4}-[0-9]{2}-[0-9]{2})\z")]
    private static partial Regex WithDay();
}
