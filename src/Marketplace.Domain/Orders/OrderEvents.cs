using Marketplace.Domain.Common;
using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Orders;

public sealed record OrderPlaced(OrderId OrderId) : IDomainEvent;

/// <summary>Money arrived or cash on delivery was accepted: makers are told, holds become allocations.</summary>
public sealed record OrderConfirmed(OrderId OrderId) : IDomainEvent;

/// <summary>The buyer or an officer cancelled before any part was sent. Money received goes back.</summary>
public sealed record OrderCancelled(OrderId OrderId, bool WasPaid) : IDomainEvent;

public sealed record OrderExpired(OrderId OrderId) : IDomainEvent;

/// <summary>A producer declined, or the part was cancelled: its stock is free again and its money goes back.</summary>
public sealed record PartDropped(OrderId OrderId, ProducerOrderId PartId, ProducerId ProducerId, string Reason) : IDomainEvent
{
    /// <summary>The maker has no such pieces, or none that can be sold: they do not go back on sale.</summary>
    public bool IsWithoutGoods => Reason is DeclineReasons.OutOfStock or DeclineReasons.Damaged;
}

/// <summary>Why a producer declines.</summary>
public static class DeclineReasons
{
    public const string OutOfStock = "out-of-stock";
    public const string Damaged = "damaged";

    public static IReadOnlyList<string> All { get; } = [OutOfStock, "no-time", "cannot-reach-buyer", "place-not-served", Damaged, "other"];
}

public sealed record PartAccepted(OrderId OrderId, ProducerOrderId PartId) : IDomainEvent;

public sealed record PartSent(OrderId OrderId, ProducerOrderId PartId) : IDomainEvent;

public sealed record PartDelivered(OrderId OrderId, ProducerOrderId PartId, bool IsToldByBuyer) : IDomainEvent;

/// <summary>The parcel came back or was refused at the door.</summary>
public sealed record PartReturned(OrderId OrderId, ProducerOrderId PartId, ProducerId ProducerId) : IDomainEvent;

/// <summary>The money for the part is certainly ours.</summary>
public sealed record PartSettled(OrderId OrderId, ProducerOrderId PartId) : IDomainEvent;

/// <summary>Delivered and settled: a sale for the indicators.</summary>
public sealed record PartRecognised(OrderId OrderId, ProducerOrderId PartId) : IDomainEvent;

/// <summary>The money of a part that had been a sale went back in full: the sale is reversed.</summary>
public sealed record PartRefunded(OrderId OrderId, ProducerOrderId PartId) : IDomainEvent;
