using Marketplace.Domain.Orders;
using Marketplace.Domain.Shipping;

namespace Marketplace.Tests.Domain;

public sealed class ShippingTests
{
    private static readonly DateOnly Day = new(2026, 9, 1);

    private static readonly ShippingTable Table = new(Day,
    [
        Rate("national", 500, 28_000), Rate("national", 1000, 35_000), Rate("national", 5000, 82_000),
        Rate("national", 500, 99_000, new DateOnly(2026, 9, 2)),
        Rate("national", 500, 11_000, new DateOnly(2020, 1, 1), new DateOnly(2026, 8, 31)),
    ]);

    [Theory]
    [InlineData(1, 28_000)]
    [InlineData(500, 28_000)]
    [InlineData(501, 35_000)]
    [InlineData(5000, 82_000)]
    [InlineData(5001, 82_000 + 28_000)]
    [InlineData(10_000, 82_000 * 2)]
    [InlineData(10_700, (82_000 * 2) + 35_000)]
    public void A_parcel_costs_the_first_row_it_fits_and_more_parcels_when_too_heavy(int grams, long dong) =>
        Assert.Equal(dong, Table.Price("national", grams)!.PriceDong);

    [Fact]
    public void A_new_price_list_takes_the_place_of_the_one_before_zone_by_zone()
    {
        var table = new ShippingTable(Day, [Rate("national", 500, 28_000), Rate("asia", 500, 90_000), Rate("national", 500, 33_000, Day), Rate("national", 2000, 60_000, Day)]);

        Assert.Equal(33_000, table.Price("national", 400)!.PriceDong);
        Assert.Equal(60_000, table.Price("national", 1000)!.PriceDong);
        Assert.Equal(90_000, table.Price("asia", 400)!.PriceDong);
    }

    [Fact]
    public void An_unknown_zone_has_no_price() => Assert.Null(Table.Price("moon", 100));

    [Theory]
    [InlineData(1, "north", ShippingZones.SameProvince)]
    [InlineData(2, "north", ShippingZones.SameRegion)]
    [InlineData(3, "south", ShippingZones.National)]
    [InlineData(4, "", ShippingZones.National)]
    public void The_zone_follows_province_and_region(int id, string region, string zone) =>
        Assert.Equal(zone, ShippingZones.AtHome(new ProvinceInRegion(1, "A", "north"), new ProvinceInRegion(id, "B", region)));

    [Theory]
    [InlineData("FR", "3 rue des Écoles | 75005 Paris")]
    [InlineData("US", "3 rue des Écoles | Paris | Île | 75005")]
    [InlineData("GB", "3 rue des Écoles | Paris | 75005")]
    [InlineData("JP", "75005 | Île | Paris | 3 rue des Écoles")]
    public void An_address_abroad_is_written_as_people_there_do(string country, string lines) => Assert.Equal(lines, string.Join(" | ", AddressLayout.Lines(new Address
    {
        CountryCode = country,
        Line1 = "3 rue des Écoles",
        PostalCode = "75005",
        City = "Paris",
        Region = country is "FR" ? "" : "Île",
    })));

    [Fact]
    public void An_unknown_destination_counts_as_far() => Assert.Equal(ShippingZones.National, ShippingZones.AtHome(new ProvinceInRegion(1, "A", "north"), null));

    [Theory]
    [InlineData(true, "", "JP", false, "shipping.domestic-only")]
    [InlineData(false, "EU|US", "FR", true, "shipping.blocked-there")]
    [InlineData(false, "EU|US", "US", false, "shipping.blocked-there")]
    [InlineData(false, "EU|US", "GB", false, null)]
    [InlineData(false, "", "FR", true, null)]
    public void What_a_category_says_decides_what_may_leave(bool isDomesticOnly, string blocked, string country, bool isEu, string? code) =>
        Assert.Equal(code, ExportGate.Check(isDomesticOnly, blocked, new Destination { CountryCode = country, Zone = "x", CurrencyCode = "USD", IsEu = isEu })?.Code);

    private static ShippingRate Rate(string zone, int grams, long dong, DateOnly? from = null, DateOnly? to = null) => new()
    {
        Zone = zone,
        MaxGrams = grams,
        PriceDong = dong,
        MinDays = 3,
        MaxDays = 6,
        ValidFrom = from ?? new DateOnly(2025, 1, 1),
        ValidTo = to,
    };
}
