using Marketplace.Domain.Shipping;
using Marketplace.Infrastructure.Quoting;

namespace Marketplace.Features.Products.Show;

/// <summary>What a parcel may cost, and how long it may take, before the buyer's address is known.</summary>
internal sealed class DeliveryPrices(ShippingBook book)
{
    private static readonly string[] AtHome = [ShippingZones.SameProvince, ShippingZones.SameRegion, ShippingZones.National];

    internal sealed record Span(long LeastDong, long MostDong, int MinDays, int MaxDays);

    public async ValueTask<(Span? Home, Span? Abroad)> For(int grams, DateOnly day, CancellationToken ct)
    {
        var copy = await book.Open(ct);
        var table = copy.Table(day);
        var prices = copy.Rates.Select(rate => rate.Zone).Distinct().ToLookup(AtHome.Contains, zone => table.Price(zone, grams));
        return (Of(prices[true]), Of(prices[false]));
    }

    private static Span? Of(IEnumerable<ParcelPrice?> prices) => prices.OfType<ParcelPrice>().ToList() is { Count: > 0 } some
        ? new Span(some.Min(price => price.PriceDong), some.Max(price => price.PriceDong), some.Min(price => price.MinDays), some.Max(price => price.MaxDays))
        : null;
}
