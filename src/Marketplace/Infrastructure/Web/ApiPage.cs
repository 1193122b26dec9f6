using System.ComponentModel;
using Marketplace.Domain.Common;

namespace Marketplace.Infrastructure.Web;

/// <summary>A page of a public list; <c>Next</c> is the address of the following page, or nothing on the last.</summary>
public sealed record ApiPage<T>(
    IReadOnlyList<T> Items, [property: Description("Address of the following page; null on the last.")] string? Next);

/// <summary>Lists that are read in the order of a name or code, from after the last one that was read.</summary>
internal static class ApiPage
{
    public const int Size = 50;

    private const int LongestName = 100;

    /// <summary>A page of rows that were read one further than it shows.</summary>
    public static ApiPage<T> Of<T>(List<T> rows, string address, Func<T, string> name) => new(
        [.. rows.Take(Size)], rows.Count > Size ? $"{address}?after={Uri.EscapeDataString(name(rows[Size - 1]))}" : null);

    /// <summary>What no page gave as the end of the one before.</summary>
    public static Refusal? Unknown(string? after) => after is { Length: > LongestName } ? new Refusal("api.unknown", nameof(after), after) : null;
}
