using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Marketplace.Infrastructure.Payments.Bank;

/// <summary>A movement on our account as the aggregator tells it (SePay's field names).</summary>
public sealed partial record BankNotification(
    string Id, string AccountNumber, string TransferType, long TransferAmount, string Content, string Code, string ReferenceCode)
{
    /// <summary>Most that one transfer can plausibly carry: the payload format stops at 13 digits.</summary>
    private const long MaxAmount = 9_999_999_999_999;

    /// <summary>As long as the inbox keeps.</summary>
    private const int MaxEventId = 128;

    public bool IsIncoming => TransferType == "in";

    /// <summary>What the inbox knows it by: senders and accounts number their movements alike, so that a number alone may name two.</summary>
    public string EventId
    {
        get
        {
            var whole = $"{AccountNumber}:{Id}:{ReferenceCode}:{TransferAmount}";
            return whole.Length <= MaxEventId ? whole : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)));
        }
    }

    /// <summary>The bank's own reference names the movement even when two senders number it differently. Some banks leave it out.</summary>
    public string Movement => ReferenceCode.Length > 0 ? $"{AccountNumber}:{ReferenceCode}:{TransferAmount}" : $"id:{AccountNumber}:{Id}:{TransferAmount}";

    /// <summary>Some banks begin their numbers anew: the movement as one of that day.</summary>
    public string MovementOf(DateOnly day) => $"{Movement}:{day:yyyyMMdd}";

    /// <summary>The bank's own date of the movement, when it names one.</summary>
    public DateOnly? Day { get; private init; }

    /// <returns>Nothing when the body is not such a notification.</returns>
    public static BankNotification? Parse(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Amount(root) is not { } amount)
            {
                return null;
            }

            var found = new BankNotification(
                Text(root, "id"), Text(root, "accountNumber"), Text(root, "transferType"), amount, Cut(Text(root, "content"), 1000), Cut(Text(root, "code"), 64),
                Cut(Text(root, "referenceCode"), 64))
            {
                Day = DateOnly.TryParseExact(Cut(Text(root, "transactionDate"), 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            };
            return found.Id.Length is > 0 and <= 64 && found.AccountNumber.Length is > 0 and <= 32 && found.TransferType is "in" or "out" ? found : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string ToJson(string gateway, DateTimeOffset at) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["id"] = Id,
        ["gateway"] = gateway,
        ["transactionDate"] = at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        ["accountNumber"] = AccountNumber,
        ["code"] = Code,
        ["content"] = Content,
        ["transferType"] = TransferType,
        ["transferAmount"] = TransferAmount,
        ["referenceCode"] = ReferenceCode,
    });

    /// <summary>Whole đồng only: a fraction, an exponent or a text is not an amount.</summary>
    private static long? Amount(JsonElement root) =>
        root.TryGetProperty("transferAmount", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var amount) && amount is > 0 and <= MaxAmount
            ? amount
            : null;

    private static string Text(JsonElement root, string name) => root.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => Read(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        }
        : "";

    /// <summary>Banks cut memos in the middle of an emoji. The half that is left is no character, and what is around it may be the order's code.</summary>
    private static string Read(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            using var whole = JsonDocument.Parse(Escape().Replace(text.GetRawText(), escape => escape.Groups["half"].Success ? @"\ufffd" : escape.Value));
            return whole.RootElement.GetString()!;
        }
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.")]
    private static partial Regex Escape();
}
