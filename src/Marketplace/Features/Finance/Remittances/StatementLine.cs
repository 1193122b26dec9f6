using Marketplace.Infrastructure.Web;

namespace Marketplace.Features.Finance.Remittances;

/// <summary>One parcel of a courier's statement as an officer pasted it: the line it stands in, its code in one spelling, and what the courier kept.</summary>
public sealed record StatementLine(int Number, string Code, long FeeDong)
{
    /// <summary>More parcels are in no transfer.</summary>
    public const int Most = 500;

    private const int LongestCode = 60;
    private const char Minus = '\u2212';

    private static readonly char[] s_columns = ['\t', ';'];

    /// <summary>Whether it has a code, and an amount where one should stand.</summary>
    public bool IsReadable => Code.Length is > 0 and <= LongestCode && FeeDong != TypedNumber.Unreadable;

    /// <summary>Codes are compared without blanks and in capitals.</summary>
    public static string Spelled(string code) => string.Concat(code.Where(character => !char.IsWhiteSpace(character))).ToUpperInvariant();

    /// <summary>Every line that is not empty, up to one more than there may be.</summary>
    public static IReadOnlyList<StatementLine> Read(string? statement) =>
        [.. (statement ?? "").ReplaceLineEndings("\n").Split('\n').Index().Where(line => !string.IsNullOrWhiteSpace(line.Item)).Take(Most + 1).Select(line => Of(line.Index + 1, line.Item))];

    private static StatementLine Of(int number, string text)
    {
        if (text.IndexOfAny(s_columns) >= 0)
        {
            var columns = text.Split(s_columns, StringSplitOptions.TrimEntries);
            return columns.Skip(2).Any(more => more.Length > 0)
                ? new StatementLine(number, "", TypedNumber.Unreadable)
                : new StatementLine(number, Spelled(columns[0]), Fee(columns[1]));
        }

        // Blanks part the code from the fee, and both may hold some: the longest end of the line that is an amount is the fee.
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var start = Math.Max(1, words.Length - LongestCode); start < words.Length; start++)
        {
            if (Fee(string.Join(' ', words[start..])) is var fee && fee != TypedNumber.Unreadable)
            {
                return new StatementLine(number, Spelled(string.Concat(words[..start])), fee);
            }
        }

        return new StatementLine(number, Spelled(text), 0);
    }

    /// <summary>Below nought is told apart from what is no amount, because the one is the courier's mistake and the other whoever's who typed.</summary>
    private static long Fee(string typed) => typed is ['-' or Minus, .. var amount]
        ? TypedNumber.Whole(amount) is { } below and not TypedNumber.Unreadable ? -below : TypedNumber.Unreadable
        : TypedNumber.Whole(typed) ?? 0;
}
