using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;

namespace Marketplace.Domain.Orders;

/// <summary>Where an order would go, as far as its price depends on it. An unknown province counts as far.</summary>
public sealed record ShipTo(string CountryCode, int? ProvinceId)
{
    public static readonly ShipTo AnywhereAtHome = new(Address.Home, null);

    public bool IsDomestic => CountryCode == Address.Home;

    public static ShipTo Of(Address address) => new(address.CountryCode, address.IsDomestic ? address.ProvinceId : null);
}

/// <summary>What a cart costs today at a destination: the one computation behind the cart, the checkout and the order.</summary>
public sealed record Quote(
    IReadOnlyList<QuotedParcel> Parcels, Money Charged, long DongPerUnitMicros, string RateSource, DateOnly? RateDay, IReadOnlyList<Refusal> Refusals)
{
    public IEnumerable<QuotedLine> Lines => Parcels.SelectMany(parcel => parcel.Lines);

    public long GoodsDong => Parcels.Sum(parcel => parcel.GoodsDong);

    public long ShippingDong => Parcels.Sum(parcel => parcel.ShippingDong);

    public long TotalDong => GoodsDong + ShippingDong;

    public long ReceivedDong => Lines.Where(line => line.CanBeBought).Sum(line => line.Economics.ReceivedDong);

    /// <summary>Every line can be bought as it stands and sent there.</summary>
    public bool CanBeOrdered => Parcels.Count > 0 && Refusals is [] && Lines.All(line => line.CanBeBought);
}

/// <summary>What one producer would send. Lines that cannot be bought count for nothing.</summary>
public sealed record QuotedParcel(
    ProducerId ProducerId, string ProducerNameVi, string ProducerNameEn, string ProducerSlug, ProducerKind Kind, string CommuneVi, string CommuneEn,
    IReadOnlyList<QuotedLine> Lines, string Zone, int WeightGrams, long ShippingDong, DateOnly ShipBy, DateOnly ArriveFrom, DateOnly ArriveBy)
{
    public long GoodsDong => Lines.Where(line => line.CanBeBought).Sum(line => line.Economics.GoodsDong);

    public long TotalDong => GoodsDong + ShippingDong;
}

/// <summary>One variant at today's price.</summary>
public sealed record QuotedLine(
    VariantId VariantId, ProductId ProductId, string Slug, string NameVi, string NameEn, string VariantVi, string VariantEn, string Unit, MediaId? Photo,
    int CategoryId, int OriginUnitId, int WeightGrams, int Quantity, int Available, long UnitPriceDong, LineEconomics Economics, bool IsDemo, Refusal? Problem)
{
    public bool CanBeBought => Problem is null;
}
