using System.Globalization;

namespace Marketplace.Domain.Payments.VietQr;

/// <summary>
/// The text inside a VietQR code: EMVCo tag-length-value with NAPAS's application A000000727. Lengths count bytes in two digits, so anything that is not
/// ASCII or is too long is refused here rather than printed wrong.
/// </summary>
public static class VietQrPayload
{
    private const string Napas = "A000000727";
    private const int MaxAccount = 19;
    private const int MaxAmountDigits = 13;
    private const int MaxText = 25;

    /// <exception cref="ArgumentException">A value that the format cannot carry.</exception>
    public static string Encode(VietQrTransfer transfer)
    {
        Check(transfer.BankBin.Length == 6 && IsDigits(transfer.BankBin), "The bank's BIN has six digits.");
        Check(transfer.Account.Length is > 0 and <= MaxAccount && transfer.Account.All(char.IsAsciiLetterOrDigit), "The account has 1 to 19 letters or digits.");
        Check(transfer.Service is VietQrTransfer.ToAccount or VietQrTransfer.ToCard, "The service is a transfer to an account or to a card.");
        var amount = transfer.AmountDong?.ToString(CultureInfo.InvariantCulture) ?? "";
        Check(transfer.AmountDong is null or > 0 && amount.Length <= MaxAmountDigits, "The amount has 1 to 13 digits and no sign.");

        var isStatic = transfer.IsStatic ?? amount.Length == 0;
        var payload = Field("00", "01")
            + Field("01", isStatic ? "11" : "12")
            + Field("38", Field("00", Napas) + Field("01", Field("00", transfer.BankBin) + Field("01", transfer.Account)) + Field("02", transfer.Service))
            + Field("53", "704")
            + Field("54", amount)
            + Field("58", "VN")
            + Field("62", Text("01", transfer.BillNumber) + Text("03", transfer.Store) + Text("05", transfer.Reference) + Text("07", transfer.Terminal) + Text("08", transfer.Purpose))
            + "6304";
        return payload + Crc16.Of(payload).ToString("X4", CultureInfo.InvariantCulture);
    }

    /// <returns>Nothing when it is not a whole and unharmed VietQR transfer.</returns>
    public static VietQrTransfer? Decode(string payload)
    {
        if (payload.Length is < 12 or > 512 || payload.Any(character => character is < ' ' or > '~') || payload[^8..^4] != "6304"
            || payload[^4..] != Crc16.Of(payload.AsSpan(0, payload.Length - 4)).ToString("X4", CultureInfo.InvariantCulture)
            || Fields(payload) is not { } fields)
        {
            return null;
        }

        if (fields.GetValueOrDefault("00") != "01" || fields.GetValueOrDefault("01") is not ("11" or "12") || fields.GetValueOrDefault("53") != "704"
            || fields.GetValueOrDefault("58") != "VN" || Fields(fields.GetValueOrDefault("38", "")) is not { } merchant
            || merchant.GetValueOrDefault("00") != Napas || Fields(merchant.GetValueOrDefault("01", "")) is not { } bank
            || bank.GetValueOrDefault("00") is not { Length: 6 } bin || bank.GetValueOrDefault("01") is not { Length: > 0 and <= MaxAccount } account
            || merchant.GetValueOrDefault("02") is not (VietQrTransfer.ToAccount or VietQrTransfer.ToCard) || Fields(fields.GetValueOrDefault("62", "")) is not { } extra)
        {
            return null;
        }

        var amount = fields.GetValueOrDefault("54", "");
        if (amount.Length > MaxAmountDigits || !IsDigits(amount))
        {
            return null;
        }

        return new VietQrTransfer(bin, account)
        {
            AmountDong = amount.Length == 0 ? null : long.Parse(amount, CultureInfo.InvariantCulture),
            IsStatic = fields["01"] == "11",
            Service = merchant["02"],
            Purpose = extra.GetValueOrDefault("08", ""),
            BillNumber = extra.GetValueOrDefault("01", ""),
            Store = extra.GetValueOrDefault("03", ""),
            Reference = extra.GetValueOrDefault("05", ""),
            Terminal = extra.GetValueOrDefault("07", ""),
        };
    }

    private static string Field(string tag, string value) =>
        value.Length == 0 ? "" : $"{tag}{(value.Length <= 99 ? value.Length : throw new ArgumentException("A field carries at most 99 characters."))
            .ToString("00", CultureInfo.InvariantCulture)}{value}";

    private static string Text(string tag, string value)
    {
        Check(value.Length <= MaxText, "A text carries at most 25 characters.");
        Check(value.All(character => character is >= ' ' and <= '~'), "A text carries ASCII only.");
        return Field(tag, value);
    }

    private static Dictionary<string, string>? Fields(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < text.Length;)
        {
            if (at + 4 > text.Length || !IsDigits(text.AsSpan(at, 4)))
            {
                return null;
            }

            var length = int.Parse(text.AsSpan(at + 2, 2), NumberStyles.None, CultureInfo.InvariantCulture);
            if (at + 4 + length > text.Length || !fields.TryAdd(text.Substring(at, 2), text.Substring(at + 4, length)))
            {
                return null;
            }

            at += 4 + length;
        }

        return fields;
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    private static void Check(bool holds, string sentence)
    {
        if (!holds)
        {
            throw new ArgumentException(sentence);
        }
    }
}
