using System.Security.Cryptography;
using Marketplace.Domain.Payments.VietQr;
using Microsoft.Extensions.Options;

namespace Marketplace.Infrastructure.Payments.Bank;

/// <summary>The programme's bank account, and the secrets under which its bank notifies us.</summary>
public sealed class ProgrammeAccount
{
    private readonly IReadOnlyList<string> _secrets;

    public ProgrammeAccount(IOptions<PaymentsOptions> options, Banks banks, IHostEnvironment environment)
    {
        var given = options.Value;
        IsDemo = given.BankBin.Length == 0 && environment.IsDevelopment();
        (Bin, Account, Holder) = IsDemo ? ("970436", "0011001234567", "CHO PHIEN THU NGHIEM") : (given.BankBin, given.BankAccount, given.BankHolder);
        BankName = banks.NameOf(Bin);
        _secrets = given.BankNotificationSecrets is [] && environment.IsDevelopment()
            ? [RandomNumberGenerator.GetHexString(64, lowercase: true)]
            : [.. given.BankNotificationSecrets];
    }

    public bool IsConfigured => Bin.Length > 0;

    /// <summary>An invented account that only Development has; its page says so.</summary>
    public bool IsDemo { get; }

    public string Bin { get; }

    public string Account { get; }

    public string Holder { get; }

    public string BankName { get; }

    /// <summary>Any of these signs a notification that arrives now.</summary>
    internal IReadOnlyList<string> SecretsAt(DateTimeOffset now) => _secrets.ActiveOn(now);

    /// <summary>The VietQR payload of one payment.</summary>
    public string Payload(long amountDong, string memo) => VietQrPayload.Encode(new VietQrTransfer(Bin, Account) { AmountDong = amountDong, Purpose = memo });
}
