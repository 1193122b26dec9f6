using System.Text.Json;

namespace Marketplace.Infrastructure.Payments.Bank;

/// <summary>A bank that VietQR reaches.</summary>
public sealed record BankEntry(string Bin, string Code, string ShortName, string Name, string VietQr, bool Deprecated);

/// <summary>Banks by NAPAS BIN, from the reference data (npm vietnam-qr-pay, MIT).</summary>
public sealed class Banks
{
    private sealed record File(IReadOnlyList<BankEntry> Banks);

    public Banks()
    {
        using var stream = typeof(Banks).Assembly.GetManifestResourceStream("vietqr-banks.json")!;
        All = JsonSerializer.Deserialize<File>(stream, JsonSerializerOptions.Web)!.Banks;
    }

    public IReadOnlyList<BankEntry> All { get; }

    /// <summary>Two numbers are shared by an old and a new brand: the one in use is named.</summary>
    public string NameOf(string bin) => All.Where(bank => bank.Bin == bin).OrderBy(bank => bank.Deprecated).FirstOrDefault()?.ShortName ?? bin;
}
