namespace Marketplace.Domain.Payments.VietQr;

/// <summary>What a VietQR code asks a banking application to fill in. Empty text and no amount mean "left out".</summary>
public sealed record VietQrTransfer(string BankBin, string Account)
{
    /// <summary>To an account; <see cref="ToCard"/> to a card number.</summary>
    public const string ToAccount = "QRIBFTTA";

    public const string ToCard = "QRIBFTTC";

    public long? AmountDong { get; init; }

    /// <summary>The memo: ASCII, at most 25 characters.</summary>
    public string Purpose { get; init; } = "";

    public string Service { get; init; } = ToAccount;

    /// <summary>Usable again and again (11) or made for one payment (12). A code with an amount is made for one payment unless said otherwise.</summary>
    public bool? IsStatic { get; init; }

    public string BillNumber { get; init; } = "";

    public string Store { get; init; } = "";

    public string Reference { get; init; } = "";

    public string Terminal { get; init; } = "";
}
