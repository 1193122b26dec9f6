using System.Globalization;
using System.Text.Json;
using AngleSharp.Dom;
using CsCheck;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments.VietQr;
using Marketplace.Features.Payments.Show;
using Marketplace.Infrastructure.Payments.Bank;
using Marketplace.Tests.Support;

namespace Marketplace.Tests.Features.Payments;

/// <summary>What a phone's camera sees is what we meant: the drawn code is read back without the library that drew it.</summary>
public sealed class VietQrPictureTests : IDisposable
{
    private readonly PaymentMarket _market = new();

    public void Dispose() => _market.Dispose();

    public static TheoryData<string> KnownPayloads() =>
    [
        .. JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Marketplace.Tests", "Domain", "Payments", "vietqr-vectors.json"))).RootElement
            .GetProperty("valid").EnumerateArray().Select(vector => vector.GetProperty("payload").GetString()!),
    ];

    [Fact]
    public async Task The_code_on_the_page_and_the_one_to_save_ask_for_this_order_and_no_other_amount()
    {
        var order = await _market.Waiting();
        await _market.Transfer(order, 100_000);
        var key = order.AccessKey;
        using var client = _market.CreateClient();

        var page = await client.Open($"/pay/{order.Number}?key={key}");
        var shown = QrOf(page);
        var saved = QrReader.FromPng(await client.GetByteArrayAsync(new Uri($"/pay/{order.Number}/qr.png?key={key}", UriKind.Relative), TestContext.Current.CancellationToken));

        var meant = (await _market.Send(new ShowPayment(order.Number, key, null)))!.Transfer!.Payload;
        Assert.Equal((meant, meant), (shown, saved));
        var read = VietQrPayload.Decode(shown)!;
        Assert.Equal((_market.Account.Bin, _market.Account.Account, 235_000L, order.Number), (read.BankBin, read.Account, read.AmountDong, read.Purpose));
        Assert.Equal(Crc16.Of(shown.AsSpan(0, shown.Length - 4)).ToString("X4", CultureInfo.InvariantCulture), shown[^4..]);
    }

    [Theory]
    [MemberData(nameof(KnownPayloads))]
    public void A_known_payload_is_drawn_so_that_it_reads_the_same(string payload)
    {
        var picture = QrPicture.Of(payload);

        Assert.Equal(payload, QrReader.FromPath(picture.Size, picture.Path));
        Assert.Equal(payload, QrReader.FromPng(QrPicture.Png(payload)));
    }

    [Fact]
    public void Any_amount_and_code_is_drawn_so_that_it_reads_the_same() => Gen.Select(Gen.Long[1, 9_999_999_999_999], Gen.Long[0, 10_000_000_000])
        .Sample((amount, number) =>
        {
            var payload = VietQrPayload.Encode(new VietQrTransfer("970436", "0011001234567") { AmountDong = amount, Purpose = OrderCode.Of(number) });
            var picture = QrPicture.Of(payload);
            return QrReader.FromPath(picture.Size, picture.Path) == payload;
        }, iter: 100);

    /// <summary>The code drawn on a page.</summary>
    internal static string QrOf(IParentNode page)
    {
        var drawn = page.QuerySelector("svg.qr")!;
        return QrReader.FromPath(int.Parse(drawn.GetAttribute("viewBox")!.Split(' ')[2], CultureInfo.InvariantCulture), drawn.QuerySelectorAll("path")[^1].GetAttribute("d")!);
    }
}
