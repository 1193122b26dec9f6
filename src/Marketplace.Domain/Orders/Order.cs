using Marketplace.Domain.Accounts;
using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Origin;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Orders;

/// <summary>What the buyer sees and pays.</summary>
public readonly record struct OrderId(Guid Value) : IEntityId<OrderId>
{
    public static OrderId New() => new(Guid.CreateVersion7());

    public static OrderId From(Guid value) => new(value);
}

/// <summary>One producer's part of an order.</summary>
public readonly record struct ProducerOrderId(Guid Value) : IEntityId<ProducerOrderId>
{
    public static ProducerOrderId New() => new(Guid.CreateVersion7());

    public static ProducerOrderId From(Guid value) => new(value);
}

/// <summary>One variant in a producer's part.</summary>
public readonly record struct OrderLineId(Guid Value) : IEntityId<OrderLineId>
{
    public static OrderLineId New() => new(Guid.CreateVersion7());

    public static OrderLineId From(Guid value) => new(value);
}

public enum OrderStatus
{
    AwaitingPayment = 1,

    /// <summary>Money arrived, or cash on delivery was accepted: the makers may start.</summary>
    Confirmed = 2,

    /// <summary>Every part was delivered, declined or cancelled, and at least one delivered.</summary>
    Completed = 3,
    Cancelled = 4,

    /// <summary>Not paid in time; what was held is free again.</summary>
    Expired = 5,
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

/// <summary>What the buyer sees and pays; always made of producers' parts, also when there is one.</summary>
public sealed partial class Order : Aggregate
{
    /// <summary>Goods are held this much longer than buyers are told: what was paid in the last minute is told to us a little later.</summary>
    public static readonly TimeSpan HoldMargin = TimeSpan.FromMinutes(5);

    private readonly List<ProducerOrder> _parts = [];
    private readonly List<OrderEvent> _history = [];

    private Order() { }

    public required OrderId Id { get; init; }

    /// <summary>What people read out: "CP" and letters and digits without look-alikes, ending in a check character.</summary>
    public required string Number { get; init; }

    /// <summary>Unique: one walk through the checkout makes one order.</summary>
    public required CheckoutId CheckoutId { get; init; }

    /// <summary>Opens the order to whoever brings it; never shown but to them.</summary>
    public required string AccessKey { get; init; }

    public UserId? BuyerId { get; init; }

    public required Address Address { get; init; }

    /// <summary>Language of the buyer's messages.</summary>
    public required string Language { get; init; }

    public required PaymentMethod Method { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    public OrderStatus Status { get; private set; } = OrderStatus.AwaitingPayment;

    /// <summary>Until when the goods are held while payment is awaited.</summary>
    public DateTimeOffset HoldUntil { get; private set; }

    /// <summary>Until when the buyer is asked to have paid.</summary>
    public DateTimeOffset PayBy => HoldUntil - HoldMargin;

    public DateTimeOffset? ConfirmedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When the buyer last said that something is wrong: what is on its way then counts as delivered only when a person says so.</summary>
    public DateTimeOffset? ProblemAt { get; private set; }

    public long GoodsDong { get; private set; }

    public long ShippingDong { get; private set; }

    public long TotalDong => GoodsDong + ShippingDong;

    /// <summary>What the buyer is charged, frozen when the order was placed.</summary>
    public required Money Charged { get; init; }

    /// <summary>Đồng for one whole unit of the charged currency, in millionths; 1,000,000 when charged in đồng. Frozen.</summary>
    public required long DongPerUnitMicros { get; init; }

    /// <summary>Day and source of the rate, as shown to the buyer.</summary>
    public string RateSource { get; init; } = "";

    public bool IsDemo { get; init; }

    public IReadOnlyCollection<ProducerOrder> Parts => _parts;

    public IReadOnlyCollection<OrderEvent> History => _history;

    public bool IsExport => !Address.IsDomestic;
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

    public DateTimeOffset? EndedAt { get; internal set; }

    public string Carrier { get; internal set; } = "";

    public string TrackingCode { get; internal set; } = "";

    /// <summary>Reason code of a decline, cancellation or return.</summary>
    public string Reason { get; internal set; } = "";

    public IReadOnlyCollection<OrderLine> Lines => _lines;

    /// <summary>Recognised as a sale once delivered and settled, whichever comes last.</summary>
    public bool IsRecognised => DeliveredAt is not null && SettledAt is not null && Status == ProducerOrderStatus.Delivered;
}

/// <summary>One variant in a part, with every rate frozen when the order was placed.</summary>
public sealed class OrderLine
{
    public required OrderLineId Id { get; init; }

    public ProducerOrderId ProducerOrderId { get; private set; }

    public required ProductId ProductId { get; init; }

    public required VariantId VariantId { get; init; }

    public LotId? LotId { get; init; }

    public required int CategoryId { get; init; }

    /// <summary>Commune of production on the day of the order.</summary>
    public required int OriginUnitId { get; init; }

    public required string NameVi { get; init; }

    public required string NameEn { get; init; }

    public required string Unit { get; init; }

    public required int Quantity { get; init; }

    public required long UnitPriceDong { get; init; }

    public required long GoodsDong { get; init; }

    public required int FeeBasisPoints { get; init; }

    public required long FeeDong { get; init; }

    /// <summary>The dated tax rule applied (Decree 117/2025/NĐ-CP), or nothing when the producer is not subject to withholding.</summary>
    public int? TaxRuleId { get; init; }

    public required long WithheldVatDong { get; init; }

    public required long WithheldPitDong { get; init; }

    public long PayableDong => GoodsDong - FeeDong - WithheldVatDong - WithheldPitDong;
}

/// <summary>One step of an order or of a part, with who took it and for whom.</summary>
public sealed class OrderEvent
{
    public long Id { get; private set; }

    public ProducerOrderId? PartId { get; init; }

    public required string From { get; init; }

    public required string Event { get; init; }

    public required string To { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The user who did it; nothing for the system.</summary>
    public UserId? ActorId { get; init; }

    /// <summary>The producer a helper acted for.</summary>
    public ProducerId? PrincipalId { get; init; }

    public string Note { get; init; } = "";
}

/// <summary>Stock set aside for an order.</summary>
public readonly record struct StockHoldId(Guid Value) : IEntityId<StockHoldId>
{
    public static StockHoldId New() => new(Guid.CreateVersion7());

    public static StockHoldId From(Guid value) => new(value);
}

public enum StockHoldState
{
    Held = 1,
    Allocated = 2,
    Released = 3,
}

/// <summary>Pieces taken from stock for an order: held while payment is awaited, then allocated, or released exactly once.</summary>
public sealed class StockHold
{
    public required StockHoldId Id { get; init; }

    public required OrderId OrderId { get; init; }

    public required ProducerOrderId PartId { get; init; }

    public required VariantId VariantId { get; init; }

    public required int Quantity { get; init; }

    public StockHoldState State { get; set; } = StockHoldState.Held;
}
