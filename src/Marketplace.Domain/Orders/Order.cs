using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;

namespace Marketplace.Domain.Orders;

/// <summary>What the buyer sees and pays.</summary>
public readonly record struct OrderId(Guid Value) : IEntityId<OrderId>
{
    public static OrderId New() => new(Guid.CreateVersion7());

    public static OrderId From(Guid value) => new(value);
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
