using Marketplace.Domain.Accounts;
using Marketplace.Domain.Carts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Domain.Shipping;
using Marketplace.Features.Carts.AddLine;
using Marketplace.Features.Checkout.Confirm;
using Marketplace.Features.Checkout.Pay;
using Marketplace.Features.Checkout.Start;
using Marketplace.Features.Checkout.Where;

namespace Marketplace.Tests.Support;

/// <summary>A small market to buy at: places, rules, rates, one category, and as many producers and goods as a test asks for.</summary>
internal sealed class Stall
{
    private static readonly DateOnly Start = new(2025, 7, 1);
    private readonly TestMarketplace _market;
    private readonly List<object> _pending = [];

    private Stall(TestMarketplace market) => _market = market;

    public AdminUnit TuyenQuang { get; } = Province("08", "Tuyên Quang", "trung-du-mien-nui-phia-bac");

    public AdminUnit LaoCai { get; } = Province("15", "Lào Cai", "trung-du-mien-nui-phia-bac");

    public AdminUnit HoChiMinh { get; } = Province("79", "Hồ Chí Minh", "dong-nam-bo");

    public AdminUnit LungTam { get; private set; } = null!;

    public AdminUnit SaPa { get; private set; } = null!;

    public AdminUnit BenNghe { get; private set; } = null!;

    public Category Crafts { get; } = NewCategory("brocade");

    public Category DriedMeat { get; } = NewCategory("dried-meat");

    public Category Honey { get; } = NewCategory("honey");

    public static async Task<Stall> In(TestMarketplace market)
    {
        var stall = new Stall(market);
        stall.LungTam = Commune(stall.TuyenQuang, "00901", "Lùng Tám");
        stall.SaPa = Commune(stall.LaoCai, "03006", "Sa Pa");
        stall.BenNghe = Commune(stall.HoChiMinh, "26740", "Sài Gòn");
        stall.DriedMeat.IsDomesticOnly = true;
        stall.Honey.BlockedDestinations = "EU|US";
        await market.Given(
            stall.LungTam, stall.SaPa, stall.BenNghe, stall.Crafts, stall.DriedMeat, stall.Honey,
            new FeeRule { BasisPoints = 500, ValidFrom = Start, Source = "test" },
            new FeeRule { Kind = ProducerKind.Household, Region = 3, BasisPoints = 0, ValidFrom = Start, Source = "test" },
            new TaxRule { Kind = ProducerKind.Household, IsExport = false, VatBasisPoints = 100, PitBasisPoints = 50, ValidFrom = Start, Source = "test" },
            new TaxRule { Kind = ProducerKind.Household, IsExport = true, VatBasisPoints = 0, PitBasisPoints = 50, ValidFrom = Start, Source = "test" },
            Policy(PolicyCodes.CashOnDeliveryCap, 5_000_000), Policy(PolicyCodes.CourierFeeMost, 50_000), Policy(PolicyCodes.OpenOrdersPerPhone, 1000), Policy(PolicyCodes.MonthLockDays, 45), Policy(PolicyCodes.DebtLimitDong, 500_000), Policy(PolicyCodes.CardHoldMinutes, 45), Policy(PolicyCodes.CardHoldLimitMinutes, 120), Policy(PolicyCodes.DelayedPaymentDays, 7), Policy(PolicyCodes.TransferHoldMinutes, 1440),
            Policy(PolicyCodes.TimedDeliveryDays, 14), Policy(PolicyCodes.PayoutDelayDays, 7), Policy(PolicyCodes.PayoutUnconfirmedDays, 14), Policy(PolicyCodes.PayoutUnconfirmedAbroadDays, 30), Policy(PolicyCodes.BankChangeHoldDays, 3),
            Rate("same-province", 1000, 22_000, 1, 3), Rate("same-region", 1000, 28_000, 2, 4), Rate("national", 1000, 35_000, 3, 6),
            Rate("national", 5000, 82_000, 3, 6), Rate("europe", 2000, 700_000, 7, 14), Rate("americas", 2000, 820_000, 7, 16),
            new Destination { CountryCode = "FR", Zone = "europe", CurrencyCode = "EUR", IsEu = true, PostalCodeRequired = true },
            new Destination { CountryCode = "US", Zone = "americas", CurrencyCode = "USD", PostalCodeRequired = true, RegionRequired = true },
            new Destination { CountryCode = "CU", Zone = "americas", CurrencyCode = "USD", IsOpen = false },
            new ExchangeRate { CurrencyCode = "EUR", Day = Start, DongPerUnitMicros = 29_876_543_210, Source = "test" },
            new ExchangeRate { CurrencyCode = "USD", Day = Start, DongPerUnitMicros = 25_413_000_000, Source = "test" });
        return stall;
    }

    /// <summary>A verified producer in a commune.</summary>
    public Producer Producer(string name, AdminUnit? commune = null, ProducerKind kind = ProducerKind.Household)
    {
        var producer = new Producer
        {
            Id = ProducerId.New(),
            Kind = kind,
            Slug = Fold.Slug(name),
            NameVi = name,
            NameEn = name,
            UnitId = (commune ?? LungTam).Id,
            Phone = "+84912345678",
            AppliedAt = _market.Clock.GetUtcNow(),
        };
        producer.Verify(_market.Clock.GetUtcNow());
        producer.TakeEvents();
        _pending.Add(producer);
        return producer;
    }

    /// <summary>A published product of one variant with stock.</summary>
    public Product Product(Producer producer, string name, long priceDong = 335_000, int stock = 10, int grams = 400, Category? category = null, int leadDays = 3)
    {
        var now = _market.Clock.GetUtcNow();
        var product = new Product
        {
            Id = ProductId.New(),
            ProducerId = producer.Id,
            CategoryId = (category ?? Crafts).Id,
            Slug = Fold.Slug(name),
            NameVi = name,
            NameEn = name + " (en)",
            OriginUnitId = producer.UnitId,
            Unit = "piece",
            WeightGrams = grams,
            LeadTimeDays = leadDays,
            CreatedAt = now,
        };
        var variant = product.AddVariant("", "", priceDong);
        product.Submit(now);
        product.Approve(now);
        product.TakeEvents();
        _pending.AddRange([product, new StockLevel { VariantId = variant.Id, Available = stock }]);
        return product;
    }

    public async Task Open()
    {
        await _market.Given([.. _pending]);
        _pending.Clear();
    }

    public Address HomeAddress() => new()
    {
        FullName = "Nguyễn Thị Mai",
        Phone = "0912 345 678",
        ProvinceId = HoChiMinh.Id,
        UnitId = BenNghe.Id,
        Line1 = "12 Lê Lợi",
        Line2 = "gần chợ",
    };

    public static Address Paris() => new()
    {
        FullName = "Élodie Martin",
        Phone = "+33 6 12 34 56 78",
        Email = "elodie@example.com",
        CountryCode = "FR",
        Line1 = "3 rue des Écoles",
        PostalCode = "75005",
        City = "Paris",
    };

    /// <summary>Everything up to the confirm page, by the commands the pages send.</summary>
    public async Task<(CheckoutId Checkout, CartId Cart)> Checkout(PaymentMethod method, Address? address = null, params (Product Product, int Quantity)[] goods)
    {
        CartId? cart = null;
        foreach (var (product, quantity) in goods)
        {
            cart = Done(await _market.Send(new AddLine(cart, null, product.Variants.First().Id, quantity))).Id;
        }

        var checkout = Done(await _market.Send(new StartCheckout(cart!.Value, null)));
        Done(await _market.Send(new SetAddress(checkout, cart.Value, address ?? HomeAddress())));
        var set = await _market.Send(new SetMethod(checkout, cart.Value, method));
        Assert.Empty(set.Refusals);
        return (checkout, cart.Value);
    }

    public async Task<PreparedOrder> Order(PaymentMethod method, Address? address = null, params (Product Product, int Quantity)[] goods)
    {
        var (checkout, cart) = await Checkout(method, address, goods);
        return Done(await _market.Send(new PrepareOrder(checkout, cart, null, "vi")));
    }

    public static T Done<T>(Result<T> result)
    {
        Assert.Empty(result.Refusals);
        return result.Value!;
    }

    private static AdminUnit Province(string code, string name, string region) => new()
    {
        Level = AdminLevel.Province,
        Code = code,
        Kind = "province",
        NameVi = name,
        NameEn = name,
        MacroRegion = region,
        ValidFrom = Start,
        FoldedName = Fold.Text(name),
    };

    public static AdminUnit Commune(AdminUnit parent, string code, string name, DateOnly? from = null, DateOnly? to = null) => new()
    {
        Level = AdminLevel.Commune,
        Code = code,
        Kind = to is null ? "commune" : "old",
        NameVi = name,
        NameEn = name,
        Parent = parent,
        ValidFrom = from ?? Start,
        ValidTo = to,
        FoldedName = Fold.Text(name),
    };

    private static Category NewCategory(string slug) => new() { Slug = slug, NameVi = slug, NameEn = slug, NameFr = slug, Unit = "piece" };

    private static PolicyValue Policy(string code, long value) => new() { Code = code, Value = value, ValidFrom = Start, Source = "test" };

    private static ShippingRate Rate(string zone, int grams, long dong, int min, int max) =>
        new() { Zone = zone, MaxGrams = grams, PriceDong = dong, MinDays = min, MaxDays = max, ValidFrom = Start };
}
