using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.People;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Programme;

/// <summary>
/// A recognised sale: one order line, delivered and settled. Append-only; a refund is a second, negative fact that names the first.
/// Values are producer-side net merchandise in đồng, without shipping.
/// </summary>
public sealed class Sale : IAppendOnly
{
    private readonly List<SaleAllocation> _allocations = [];

    public long Id { get; private set; }

    /// <summary>"line:…" or "refund:…": unique, so that recognition happens once.</summary>
    public required string FactKey { get; init; }

    public required OrderLineId OrderLineId { get; init; }

    public required ProducerOrderId PartId { get; init; }

    public required OrderId OrderId { get; init; }

    public required ProducerId ProducerId { get; init; }

    public required ProductId ProductId { get; init; }

    public required int CategoryId { get; init; }

    /// <summary>Commune of production valid on the day, and its province then.</summary>
    public required int UnitId { get; init; }

    public required int ProvinceId { get; init; }

    /// <summary>Region class I to III on the list in force that day, as it was loaded then; 0 when not on a list. Roll-ups go by the lists, which may be loaded later.</summary>
    public required int Region { get; init; }

    /// <summary>From an extremely difficult place.</summary>
    public required bool IsExtremelyDifficult { get; init; }

    /// <summary>Việt Nam day of recognition.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Of a reversal, the day of the sale that it takes back: its place is judged by that day. Otherwise the day itself.</summary>
    public required DateOnly SoldOn { get; init; }

    public required int Quantity { get; init; }

    public required long ValueDong { get; init; }

    public required long FeeDong { get; init; }

    public required long WithheldDong { get; init; }

    public long PayableDong => ValueDong - FeeDong - WithheldDong;

    public required bool IsExport { get; init; }

    /// <summary>Ship-to country, ISO 3166-1 alpha-2.</summary>
    public required string CountryCode { get; init; }

    public required SalesChannel Channel { get; init; }

    public required DateTimeOffset RecognisedAt { get; init; }

    public IReadOnlyCollection<SaleAllocation> Allocations => _allocations;

    public void Allocate(SaleAllocation allocation) => _allocations.Add(allocation);
}

/// <summary>Where a share of a sale went: batch record before member ledger before declared share; the rest stays unallocated.</summary>
public enum AllocationQuality
{
    /// <summary>Batch record, or the seller is one person.</summary>
    A = 1,

    /// <summary>Member ledger.</summary>
    B = 2,

    /// <summary>Declared share.</summary>
    C = 3,

    /// <summary>Nobody: published as its own category, never spread.</summary>
    Unallocated = 4,
}

/// <summary>A person's share of a sale. The person is a keyed hash, and ethnicity and gender are there only with consent to statistics.</summary>
public sealed class SaleAllocation : IAppendOnly
{
    public long Id { get; private set; }

    /// <summary>Keyed hash of the person's id; nothing when unallocated.</summary>
    public byte[]? PersonKey { get; init; }

    /// <summary>Number of the ethnic group, encrypted for the person's key; nothing when not stated or not consented.</summary>
    public byte[]? EthnicityCipher { get; init; }

    public required Gender Gender { get; init; }

    public required long ValueDong { get; init; }

    /// <summary>The share of what the producer receives.</summary>
    public required long PayableDong { get; init; }

    public required AllocationQuality Quality { get; init; }
}
