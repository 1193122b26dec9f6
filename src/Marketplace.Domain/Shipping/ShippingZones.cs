namespace Marketplace.Domain.Shipping;

/// <summary>The zones of the price table and how a pair of places falls into one.</summary>
public static class ShippingZones
{
    public const string SameProvince = "same-province";
    public const string SameRegion = "same-region";
    public const string National = "national";

    /// <summary>The home zone between two provinces; an unknown destination counts as far, so that the first figure shown is never too low.</summary>
    public static string AtHome(ProvinceInRegion from, ProvinceInRegion? to) => to switch
    {
        { } there when there.Id == from.Id => SameProvince,
        { } there when there.MacroRegion.Length > 0 && there.MacroRegion == from.MacroRegion => SameRegion,
        _ => National,
    };
}

/// <summary>A province and the economic region it lies in.</summary>
public sealed record ProvinceInRegion(int Id, string Name, string MacroRegion);

/// <summary>What one parcel costs and how long it is under way.</summary>
public sealed record ParcelPrice(long PriceDong, int MinDays, int MaxDays);

/// <summary>The price table of one day.</summary>
public sealed class ShippingTable(DateOnly day, IEnumerable<ShippingRate> rates)
{
    private readonly Dictionary<string, ShippingRate[]> _zones = rates
        .Where(rate => rate.ValidFrom <= day && (rate.ValidTo is null || rate.ValidTo >= day))
        .GroupBy(rate => rate.Zone)
        .ToDictionary(zone => zone.Key, zone => Newest([.. zone]).OrderBy(rate => rate.MaxGrams).ToArray());

    /// <summary>A new price list takes the place of the one before, which need not have been given an end.</summary>
    private static IEnumerable<ShippingRate> Newest(ShippingRate[] zone) => zone.Where(rate => rate.ValidFrom == zone.Max(other => other.ValidFrom));

    /// <summary>The zones that have a price on this day, at home and abroad.</summary>
    public IReadOnlyCollection<string> Zones => _zones.Keys;

    /// <summary>
    /// The price to a zone, or nothing when the table has no such zone. What is heavier than the heaviest row is sent as several parcels of that
    /// weight and one with the rest.
    /// </summary>
    public ParcelPrice? Price(string zone, int grams)
    {
        if (!_zones.TryGetValue(zone, out var rows))
        {
            return null;
        }

        var heaviest = rows[^1];
        var (full, rest) = Math.DivRem(grams, heaviest.MaxGrams);
        if (full > 0 && rest == 0)
        {
            (full, rest) = (full - 1, heaviest.MaxGrams);
        }

        var last = Array.Find(rows, row => row.MaxGrams >= rest)!;
        return new ParcelPrice(checked((heaviest.PriceDong * full) + last.PriceDong), last.MinDays, full > 0 ? heaviest.MaxDays : last.MaxDays);
    }
}
