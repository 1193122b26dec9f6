using Marketplace.Domain.Shipping;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Products.Show;

/// <summary>The dated delivery price table, a few dozen rows, read once a minute: what a parcel may cost before the buyer's address is known.</summary>
internal sealed class DeliveryPrices(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);
    private static readonly string[] AtHome = ["same-province", "same-region", "national"];
    private volatile Copy? _copy;

    private sealed record Copy(DateTimeOffset LoadedAt, List<ShippingRate> Rates);

    internal sealed record Span(long LeastDong, long MostDong, int MinDays, int MaxDays);

    public async ValueTask<(Span? Home, Span? Abroad)> For(int grams, DateOnly day, CancellationToken ct)
    {
        var copy = _copy;
        if (copy is null || clock.GetUtcNow() - copy.LoadedAt > Freshness)
        {
            await using var scope = scopes.CreateAsyncScope();
            var rates = await scope.ServiceProvider.GetRequiredService<MarketplaceDb>().ShippingRates.AsNoTracking().ToListAsync(ct);
            _copy = copy = new Copy(clock.GetUtcNow(), rates);
        }

        var fitting = copy.Rates
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
