using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using CsCheck;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Payments.VietQr;
using Marketplace.Domain.Producers;
using Marketplace.Features.Checkout.Confirm;
using Marketplace.Features.Payments.Show;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Localization;
using Marketplace.Tests.Features.Payments;
using Marketplace.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Features.Checkout;

/// <summary>The total a buyer is shown, from the cart to the provider's page, is the total that is frozen and charged, whatever is in the cart.</summary>
public sealed class TotalsTests : IDisposable
{
    private static readonly Gen<(int Where, (int Product, int Quantity)[] Goods)> Carts =
        Gen.Select(Gen.Int[0, 3], Gen.Select(Gen.Int[0, 11], Gen.Int[1, 4]).Array[1, 7]);

    private readonly CrowdedMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public async Task Every_page_shows_what_the_order_freezes_and_the_buyer_is_charged()
    {
        var (stall, goods) = await Open();

        await Carts.SampleAsync(cart => Walked(stall, goods, cart.Where, cart.Goods), iter: 12, threads: 1);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("/en", "vi")]
    [InlineData("/fr", "vi")]
    public async Task The_source_of_the_exchange_rate_is_read_in_its_own_language(string language, string? foreign)
    {
        var (stall, goods) = await Open();
        await _market.Read(db => db.ExchangeRates.ExecuteUpdateAsync(set => set.SetProperty(rate => rate.Source, "số mẫu, hư cấu"), TestContext.Current.CancellationToken));
        var (method, address) = Way(stall, 2);
        var walk = new Walk(_market.AsGuest());
        await walk.Add(goods[0]);
        await walk.Start(language);
        await walk.Address(Fields(address));
        await walk.Method(method.ToString());

        var rate = (await walk.Browser.Open(walk.Checkout + "/confirmation")).QuerySelector("p.inset")!;

        var source = Assert.Single(rate.QuerySelectorAll("span"), part => part.TextContent == "số mẫu, hư cấu");
        Assert.Equal(foreign, source.GetAttribute("lang"));
        Assert.Contains("(số mẫu, hư cấu)", rate.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_is_ordered_its_parts_make_the_whole_down_to_the_books()
    {
        var (stall, goods) = await Open();

        await Carts.SampleAsync(async cart =>
        {
            var (method, address) = Way(stall, cart.Where);
            var placed = await stall.Order(method, address, [.. Distinct(cart.Goods).Select(line => (goods[line.Product], line.Quantity))]);
            var order = await _market.Read(db => db.Orders.AsNoTracking().Include(one => one.Parts).ThenInclude(part => part.Lines).SingleAsync(one => one.Id == placed.Id));
            var attempt = await _market.Read(db => db.PaymentAttempts.AsNoTracking().SingleAsync(one => one.OrderId == placed.Id));

            Assert.Equal(order.Charged, attempt.Amount);
            Assert.Equal(order.Charged.MinorUnits, order.Parts.Sum(part => part.ChargedMinor));
            Assert.Equal(order.TotalDong, order.Parts.Sum(part => part.GoodsDong + part.ShippingDong));
            Assert.All(order.Parts, part => Assert.Equal(part.GoodsDong, part.FeeDong + part.WithheldDong + part.PayableDong));
            Assert.All(order.Parts, part => Assert.Equal(part.GoodsDong, part.Lines.Sum(line => line.UnitPriceDong * line.Quantity)));
            Assert.All(order.Parts.SelectMany(part => part.Lines), line => Assert.Equal(line.GoodsDong, line.FeeDong + line.WithheldVatDong + line.WithheldPitDong + line.PayableDong));
            Assert.All(order.Parts, part =>
            {
                var sale = LedgerEntries.Sale(order, part, order.PlacedAt);
                Assert.Equal(part.GoodsDong + part.ShippingDong, -sale.Postings.Where(posting => posting.Amount is { MinorUnits: < 0 } && posting.Account != LedgerAccount.Exchange).Sum(posting => posting.Amount.MinorUnits));
            });
        }, iter: 40, threads: 1);
    }

    private async Task Walked(Stall stall, Product[] goods, int where, (int Product, int Quantity)[] wanted)
    {
        var (method, address) = Way(stall, where);
        var language = where switch { 2 => "/fr", 3 => "/en", _ => "" };
        var culture = language.Length > 0 ? language[1..] : "vi";
        var walk = new Walk(_market.AsGuest());
        foreach (var (product, quantity) in Distinct(wanted))
        {
            Assert.Equal(HttpStatusCode.Redirect, (await walk.Add(goods[product], quantity)).StatusCode);
        }

        var to = address.IsDomestic ? address.ProvinceId!.Value.ToString(CultureInfo.InvariantCulture) : address.CountryCode;
        var cart = Prices(await walk.Browser.Open($"{language}/cart?to={to}"), ".row > .price");
        await walk.Start(language);
        Assert.EndsWith("/payment", Walk.Location(await walk.Address(Fields(address))), StringComparison.Ordinal);
        var paying = Prices(await walk.Browser.Open(walk.Checkout + "/payment"));
        Assert.EndsWith("/confirmation", Walk.Location(await walk.Method(method.ToString())), StringComparison.Ordinal);
        var confirming = await walk.Browser.Open(walk.Checkout + "/confirmation");
        var shown = await walk.Shown();
        var placed = Walk.Location(await walk.Confirm(shown));

        var number = placed.Split('/', '?').First(segment => OrderCode.IsValid(segment));
        var order = await _market.Read(db => db.Orders.AsNoTracking().SingleAsync(one => one.Number == number));
        var charged = Format.Money(order.Charged, culture);
        Assert.All(cart, total => Assert.Contains(Format.Money(Money.Vnd(order.TotalDong), culture), total, StringComparison.Ordinal));
        Assert.All(cart, total => Assert.Contains(charged, total, StringComparison.Ordinal));
        Assert.All(paying.Concat(Prices(confirming)), total => Assert.Contains(charged, total, StringComparison.Ordinal));
        Assert.Equal(order.Charged.MinorUnits.ToString(CultureInfo.InvariantCulture), shown.Total);
        await Charged(walk, placed, order, charged);
    }

    /// <summary>By QR, at the door, or on the card provider's page, in its own currency's smallest units.</summary>
    private async Task Charged(Walk walk, string placed, Order order, string charged)
    {
        var page = await walk.Browser.Open(placed);
        var attempt = await _market.Read(db => db.PaymentAttempts.AsNoTracking().SingleAsync(one => one.OrderId == order.Id));
        Assert.Equal(order.Charged, attempt.Amount);
        Assert.Contains(charged, Flat(page.Body!.TextContent), StringComparison.Ordinal);
        switch (order.Method)
        {
            case PaymentMethod.BankTransfer:
                Assert.Equal(order.Charged, Money.Vnd(VietQrPayload.Decode(VietQrPictureTests.QrOf(page))!.AmountDong!.Value));
                break;
            case PaymentMethod.Card:
                var key = order.AccessKey;
                var card = Walk.Location(await walk.Browser.Post($"/pay/{order.Number}/card", ("key", key)));
                Assert.Contains(Format.Money(order.Charged, "vi"), Flat((await walk.Browser.Open(card)).Body!.TextContent), StringComparison.Ordinal);
                await walk.Browser.Post(card, ("answer", "pay"));
                await _market.Services.GetRequiredService<JobRunner>().RunMessages(TestContext.Current.CancellationToken);
                var paid = await _market.Read(db => db.PaymentAttempts.AsNoTracking().SingleAsync(one => one.OrderId == order.Id));
                Assert.Equal((PaymentStatus.Paid, order.Charged.MinorUnits), (paid.Status, paid.ReceivedMinor));
                Assert.Equal(PaymentScene.Paid, (await _market.Send(new ShowPayment(order.Number, key, null)))!.Scene);
                break;
            default:
                Assert.Equal(order.Charged, Money.Vnd(await _market.Read(db => db.ProducerOrders.Where(part => part.OrderId == order.Id).SumAsync(part => part.GoodsDong + part.ShippingDong))));
                break;
        }
    }

    private static List<string> Prices(IParentNode page, string totals = ".price")
    {
        var prices = page.QuerySelectorAll(totals).Select(price => Flat(price.TextContent)).ToList();
        Assert.NotEmpty(prices);
        return prices;
    }

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<(int Product, int Quantity)> Distinct((int Product, int Quantity)[] wanted) => wanted.DistinctBy(line => line.Product);

    private static (PaymentMethod Method, Address Address) Way(Stall stall, int where) => where switch
    {
        0 => (PaymentMethod.BankTransfer, stall.HomeAddress()),
        1 => (PaymentMethod.CashOnDelivery, stall.HomeAddress()),
        2 => (PaymentMethod.Card, Stall.Paris()),
        _ => (PaymentMethod.Card, Stall.Paris() with { CountryCode = "US", Line1 = "5 Main Street", City = "Austin", Region = "TX", PostalCode = "73301", Phone = "+1 512 555 0123" }),
    };

    private static (string Name, string Value)[] Fields(Address address) =>
    [
        ("CountryCode", address.CountryCode), ("FullName", address.FullName), ("Phone", address.Phone), ("Email", address.Email), ("Line1", address.Line1), ("Line2", address.Line2),
        ("City", address.City), ("Region", address.Region), ("PostalCode", address.PostalCode),
        ("ProvinceId", address.ProvinceId?.ToString(CultureInfo.InvariantCulture) ?? ""), ("UnitId", address.UnitId?.ToString(CultureInfo.InvariantCulture) ?? ""),
    ];

    /// <summary>Four makers of three goods each, at crooked prices, light enough that every parcel has a rate.</summary>
    private async Task<(Stall Stall, Product[] Goods)> Open()
    {
        var stall = await Stall.In(_market);
        var random = new Random(2026);
        List<Product> goods = [];
        foreach (var kind in new[] { ProducerKind.Household, ProducerKind.Cooperative, ProducerKind.Group, ProducerKind.Company })
        {
            var producer = stall.Producer("Nhà " + kind, kind: kind);
            goods.AddRange(Enumerable.Range(0, 3).Select(number => stall.Product(producer, $"Khăn {kind} {number}", random.Next(1_001, 90_000), stock: 100_000, grams: 30)));
        }

        await stall.Open();
        return (stall, [.. goods]);
    }
}
