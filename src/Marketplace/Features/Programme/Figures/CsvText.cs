using System.Text;
using System.Text.RegularExpressions;

namespace Marketplace.Features.Programme.Figures;

/// <summary>Comma-separated text as RFC 4180 has it, opened by spreadsheets as UTF-8 and without running anything.</summary>
internal sealed partial class CsvText
{
    private readonly StringBuilder _text = new("\uFEFF");

    public CsvText Row(params ReadOnlySpan<string> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            _text.Append(i == 0 ? "" : ",").Append(Cell(cells[i]));
        }

        _text.Append("\r\n");
        return this;
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());

    private static string Cell(string text)
    {
        // A spreadsheet would take these for a formula; a negative number is left alone.
        var safe = text.Length > 0 && ("=+@\t\r".Contains(text[0], StringComparison.Ordinal) || (text[0] == '-' && !Number().IsMatch(text))) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>Digits with any language's separators, and a percent sign.</summary>
    [GeneratedRegex(@"^-[0-9][0-9.,\u00A0\u202F ]*%?\z")]
    private static partial Regex Number();
}
