using System.Globalization;
using System.Text.Json;
using CsCheck;
using Marketplace.Domain.Payments.VietQr;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Domain.Payments;

public sealed class VietQrPayloadTests
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "Marketplace.Tests", "Domain", "Payments", "vietqr-vectors.json"))).RootElement;

    public static TheoryData<string> Valid() => [.. Names("valid")];

    public static TheoryData<string> Invalid() => [.. Names("invalid")];

    [Fact]
    public void The_check_value_of_the_checksum_is_right() =>
        Assert.Equal(Vectors.GetProperty("crcCheck").GetProperty("crc").GetString(), Crc16.Of(Vectors.GetProperty("crcCheck").GetProperty("input").GetString()).ToString("X4", CultureInfo.InvariantCulture));

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_known_payload_is_written_byte_for_byte(string name)
    {
        var vector = Vector("valid", name);

        Assert.Equal(vector.GetProperty("payload").GetString(), VietQrPayload.Encode(Transfer(vector)));
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_known_payload_is_read_back(string name)
    {
        var vector = Vector("valid", name);
        var expected = Transfer(vector);

        var read = VietQrPayload.Decode(vector.GetProperty("payload").GetString()!);

        Assert.Equal(expected with { IsStatic = expected.IsStatic ?? expected.AmountDong is null }, read);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void A_harmed_payload_is_not_read(string name) => Assert.Null(VietQrPayload.Decode(Vector("invalid", name).GetProperty("payload").GetString()!));

    [Theory]
    [InlineData("97041", "1", null, "")]
    [InlineData("97041a", "1", null, "")]
    [InlineData("970416", "", null, "")]
    [InlineData("970416", "12345678901234567890", null, "")]
    [InlineData("970416", "12 34", null, "")]
    [InlineData("970416", "１２３", null, "")]
    [InlineData("970416", "1", 0L, "")]
    [InlineData("970416", "1", -5L, "")]
    [InlineData("970416", "1", 10_000_000_000_000L, "")]
    [InlineData("970416", "1", null, "Chuyển tiền")]
    [InlineData("970416", "1", null, "abcdefghijklmnopqrstuvwxyz")]
    [InlineData("970416", "1", null, "a\nb")]
    public void What_the_format_cannot_carry_is_refused(string bin, string account, long? amount, string purpose) =>
        Assert.Throws<ArgumentException>(() => VietQrPayload.Encode(new VietQrTransfer(bin, account) { AmountDong = amount, Purpose = purpose }));

    [Fact]
    public void Whatever_is_written_is_read_back() => Gen.Select(
            Gen.String[Gen.Char['0', '9'], 6, 6], Gen.String[Gen.Char['0', '9'], 1, 19], Gen.Long[1, 9_999_999_999_999], Gen.String[Gen.Char[' ', '~'], 1, 25])
        .Sample((bin, account, amount, purpose) =>
        {
            var transfer = new VietQrTransfer(bin, account) { AmountDong = amount, Purpose = purpose, IsStatic = false };
            return VietQrPayload.Decode(VietQrPayload.Encode(transfer)) == transfer;
        });

    [Fact]
    public void Noise_is_not_read_and_never_an_exception() => Gen.String[0, 200].Sample(noise => VietQrPayload.Decode(noise) is null);

    private static IEnumerable<string> Names(string kind) => Vectors.GetProperty(kind).EnumerateArray().Select(vector => vector.GetProperty("name").GetString()!);

    private static JsonElement Vector(string kind, string name) => Vectors.GetProperty(kind).EnumerateArray().Single(vector => vector.GetProperty("name").GetString() == name);

    private static VietQrTransfer Transfer(JsonElement vector)
    {
        var input = vector.GetProperty("input");
        var extra = vector.TryGetProperty("additionalData", out var given) ? given : default;
        return new VietQrTransfer(Text(input, "bankBin"), Text(input, "bankNumber"))
        {
            AmountDong = Text(input, "amount") is { Length: > 0 } amount ? long.Parse(amount, CultureInfo.InvariantCulture) : null,
            Purpose = Text(input, "purpose"),
            Service = Text(input, "service") is { Length: > 0 } service ? service : VietQrTransfer.ToAccount,
            IsStatic = Text(input, "initMethod") is { Length: > 0 } method ? method == "11" : null,
            BillNumber = Text(extra, "billNumber"),
            Store = Text(extra, "store"),
            Reference = Text(extra, "reference"),
            Terminal = Text(extra, "terminal"),
        };
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.GetString()! : "";
}
