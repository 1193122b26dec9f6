using Marketplace.Domain.Shipping;
using Marketplace.Infrastructure.Quoting;

namespace Marketplace.Features.Products.Show;

/// <summary>What a parcel may cost, and how long it may take, before the buyer's address is known.</summary>
internal sealed class DeliveryPrices(ShippingBook book)
{
    private static readonly string[] AtHome = ["same-province", "same-region", "national"];

    internal sealed record Span(long LeastDong, long MostDong, int MinDays, int MaxDays);

    public async ValueTask<(Span? Home, Span? Abroad)> For(int grams, DateOnly day, CancellationToken ct)
    {
        var fitting = (await book.Open(ct)).Rates
            .Where(rate => rate.MaxGrams >= grams && rate.ValidFrom <= day && (rate.ValidTo is null || rate.ValidTo >= day))
            .GroupBy(rate => rate.Zone)
            .Select(zone => zone.OrderBy(rate => rate.MaxGrams).ThenByDescending(rate => rate.ValidFrom).First())
            .ToLookup(rate => AtHome.Contains(rate.Zone));
        return (Of(fitting[true]), Of(fitting[false]));
    }

    private static Span? Of(IEnumerable<ShippingRate> rates) => rates.ToList() is { Count: > 0 } some
        ? new Span(some.Min(rate => rate.PriceDong), some.Max(rate => rate.PriceDong), some.Min(rate => rate.MinDays), some.Max(rate => rate.MaxDays))
        : null;
}
