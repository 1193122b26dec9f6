using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Orders;

/// <summary>One producer's part of an order.</summary>
public readonly record struct ProducerOrderId(Guid Value) : IEntityId<ProducerOrderId>
{
    public static ProducerOrderId New() => new(Guid.CreateVersion7());

    public static ProducerOrderId From(Guid value) => new(value);
}

public enum ProducerOrderStatus
{
    AwaitingPayment = 1,
    New = 2,
    Accepted = 3,
    Packed = 4,
    Sent = 5,
    Delivered = 6,
    Declined = 7,
    Cancelled = 8,

    /// <summary>The buyer refused the parcel (cash on delivery) or it came back.</summary>
    Returned = 9,

    /// <summary>Delivered, then its money went back in full.</summary>
    Refunded = 10,
}

/// <summary>Self-service, through a helper's mandate, or a co-operative's staff.</summary>
public enum SalesChannel
{
    Self = 1,
    Assisted = 2,
    Cooperative = 3,
}

/// <summary>One producer's part: what they pack, send and are paid for.</summary>
public sealed partial class ProducerOrder
{
    private readonly List<OrderLine> _lines = [];
    private DateOnly _shipBy;
    private DateOnly _arriveFrom;
    private DateOnly _arriveBy;

    public required ProducerOrderId Id { get; init; }

    public OrderId OrderId { get; private set; }

    public required ProducerId ProducerId { get; init; }

    /// <summary>The order's number and the part's place: "CP7K3M9XQ-1".</summary>
    public required string Number { get; init; }

    public ProducerOrderStatus Status { get; internal set; } = ProducerOrderStatus.AwaitingPayment;

    public required SalesChannel Channel { get; init; }

    public long GoodsDong { get; private set; }

    public required long ShippingDong { get; init; }

    /// <summary>Platform fee and withheld tax of all lines.</summary>
    public long FeeDong { get; private set; }

    public long WithheldDong { get; private set; }

    /// <summary>What the producer receives for the goods; shipping is passed through to whoever carries.</summary>
    public long PayableDong => GoodsDong - FeeDong - WithheldDong;

    /// <summary>This part's share of what the buyer was charged, in minor units of the order's currency.</summary>
    public required long ChargedMinor { get; init; }

    public required int WeightGrams { get; init; }

    public required string ShippingZone { get; init; }

    /// <summary>Promised to leave the maker on this day, and to arrive between these, Việt Nam days.</summary>
    public required DateOnly ShipBy { get => _shipBy; init => _shipBy = value; }

    public required DateOnly ArriveFrom { get => _arriveFrom; init => _arriveFrom = value; }

    public required DateOnly ArriveBy { get => _arriveBy; init => _arriveBy = value; }

    public DateTimeOffset? AcceptedAt { get; internal set; }

    public DateTimeOffset? PackedAt { get; internal set; }

    public DateTimeOffset? SentAt { get; internal set; }

    public DateTimeOffset? DeliveredAt { get; internal set; }

    /// <summary>When the money for this part was certainly ours: card captured, transfer matched, cash remitted.</summary>
    public DateTimeOffset? SettledAt { get; internal set; }

    /// <summary>The transfer with which the courier handed over this part's cash.</summary>
    public BankReceiptId? RemittedBy { get; internal set; }

    public DateTimeOffset? EndedAt { get; internal set; }

    public string Carrier { get; internal set; } = "";

    public string TrackingCode { get; internal set; } = "";

    /// <summary>Whom the buyer calls about the parcel on its way, as the maker wrote it: couriers have short numbers and hotlines.</summary>
    public string CourierPhone { get; internal set; } = "";

    /// <summary>Reason code of a decline, cancellation or return.</summary>
    public string Reason { get; internal set; } = "";

    public IReadOnlyCollection<OrderLine> Lines => _lines;

    /// <summary>Recognised as a sale once delivered and settled, whichever comes last.</summary>
    public bool IsRecognised => DeliveredAt is not null && SettledAt is not null && Status == ProducerOrderStatus.Delivered;
}
