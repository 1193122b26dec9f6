using Marketplace.Domain.Shipping;
using Marketplace.Infrastructure.Quoting;

namespace Marketplace.Features.Products.Show;

/// <summary>What a parcel may cost, and how long it may take, before the buyer's address is known.</summary>
internal sealed class DeliveryPrices(ShippingBook book)
{
    private static readonly string[] AtHome = [ShippingZones.SameProvince, ShippingZones.SameRegion, ShippingZones.National];

    internal sealed record Span(long LeastDong, long MostDong, int MinDays, int MaxDays)
    {
        public static Span With(Span? others, ParcelPrice price) => others is null
            ? new Span(price.PriceDong, price.PriceDong, price.MinDays, price.MaxDays)
            : new Span(
                Math.Min(others.LeastDong, price.PriceDong), Math.Max(others.MostDong, price.PriceDong),
                Math.Min(others.MinDays, price.MinDays), Math.Max(others.MaxDays, price.MaxDays));
    }

    public async ValueTask<(Span? Home, Span? Abroad)> For(int grams, DateOnly day, CancellationToken ct)
    {
        var table = (await book.Open(ct)).Table(day);
        Span? home = null, abroad = null;
        foreach (var zone in table.Zones)
        {
            ref var span = ref AtHome.Contains(zone) ? ref home : ref abroad;
            span = table.Price(zone, grams) is { } price ? Span.With(span, price) : span;
        }

        return (home, abroad);
    }
}
