using Marketplace.Domain.Rules;

namespace Marketplace.Domain.Shipping;

/// <summary>
/// One row of the dated price table: a parcel of up to <see cref="MaxGrams"/> to <see cref="Zone"/>. Zones at home: same-province, same-region,
/// national. Abroad: asia, europe, americas, world.
/// </summary>
public sealed class ShippingRate : IDated
{
    public int Id { get; private set; }

    public required string Zone { get; init; }

    public required int MaxGrams { get; init; }

    public required long PriceDong { get; init; }

    /// <summary>Days under way after dispatch.</summary>
    public required int MinDays { get; init; }

    public required int MaxDays { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }
}

/// <summary>A country we ship to, and its zone.</summary>
public sealed class Destination
{
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string CountryCode { get; init; }

    public required string Zone { get; set; }

    /// <summary>USD or EUR: what buyers there are charged in.</summary>
    public required string CurrencyCode { get; set; }

    public bool IsEu { get; set; }

    public bool PostalCodeRequired { get; set; }

    public bool RegionRequired { get; set; }

    /// <summary>Served today; switched off while papers are missing.</summary>
    public bool IsOpen { get; set; } = true;
}
