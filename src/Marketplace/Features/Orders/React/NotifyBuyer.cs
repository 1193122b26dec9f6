using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Messaging;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.React;

/// <summary>Tells the buyer, in the language of the order, each thing once.</summary>
internal sealed class NotifyBuyer(MarketplaceDb db, OrderLetters letters)
    : INotificationHandler<OrderPlaced>, INotificationHandler<OrderConfirmed>, INotificationHandler<PartSent>, INotificationHandler<PartDelivered>, INotificationHandler<PartDropped>,
      INotificationHandler<OrderCancelled>, INotificationHandler<OrderExpired>
{
    public async Task Handle(OrderPlaced notification, CancellationToken cancellationToken)
    {
        var order = await db.OrderWithParts(notification.OrderId, cancellationToken);
        if (order.Method != PaymentMethod.CashOnDelivery)
        {
            letters.Tell(order, "orders.message.placed", $"order-placed:{order.Id.Value:N}", Amount(order), Format.Time(order.PayBy, order.Language));
        }
    }

    public async Task Handle(OrderConfirmed notification, CancellationToken cancellationToken)
    {
        var order = await db.OrderWithParts(notification.OrderId, cancellationToken);
        var isCash = order.Method == PaymentMethod.CashOnDelivery;
        letters.Tell(
            order,
            isCash && order.Parts.Count > 1 ? "orders.message.confirmed-cash-parcels" : isCash ? "orders.message.confirmed-cash" : "orders.message.confirmed-paid",
            $"order-confirmed:{order.Id.Value:N}", Amount(order), Format.Day(order.Parts.Max(part => part.ArriveBy), order.Language), CashOfEach(order));
    }

    public async Task Handle(PartSent notification, CancellationToken cancellationToken)
    {
        var order = await db.OrderWithParts(notification.OrderId, cancellationToken);
        var part = order.Parts.Single(part => part.Id == notification.PartId);
        letters.Tell(
            order, "orders.message.sent", $"part-sent:{part.Id.Value:N}", part.Number, Format.Day(part.ArriveBy, order.Language),
            Sentence($"{part.Carrier} {part.TrackingCode}".Trim()) + Sentence(part.CourierPhone.Length > 0 ? Texts.In(order.Language, "orders.call-courier", part.CourierPhone) : ""));

        static string Sentence(string said) => said.Length > 0 ? said + ". " : "";
    }

    /// <summary>
    /// Somebody else says that it came: from now on runs the time after which its maker is paid. Where cash was paid at the door that time ends no sooner by
    /// the buyer's word, so it is not asked for.
    /// </summary>
    public async Task Handle(PartDelivered notification, CancellationToken cancellationToken)
    {
        if (!notification.IsToldByBuyer)
        {
            var order = await db.OrderWithParts(notification.OrderId, cancellationToken);
            var part = order.Parts.Single(part => part.Id == notification.PartId);
            letters.Tell(order, order.Method == PaymentMethod.CashOnDelivery ? "orders.message.delivered-cash" : "orders.message.delivered", $"part-delivered:{part.Id.Value:N}", part.Number);
        }
    }

    public async Task Handle(PartDropped notification, CancellationToken cancellationToken)
    {
        var order = await db.OrderWithParts(notification.OrderId, cancellationToken);
        var part = order.Parts.Single(part => part.Id == notification.PartId);
        if (part.Status == ProducerOrderStatus.Cancelled)
        {
            // With the whole order, of which one letter tells.
            return;
        }

        letters.Tell(
            order, order.Method == PaymentMethod.CashOnDelivery ? "orders.message.dropped-cash" : "orders.message.dropped", $"part-dropped:{part.Id.Value:N}", part.Number,
            part.DeclinedBecause(order.Language) is { } because ? because + " " : "");
    }

    public async Task Handle(OrderCancelled notification, CancellationToken cancellationToken)
    {
        var order = await db.OrderWithParts(notification.OrderId, cancellationToken);
        var isPaidInPart = !notification.WasPaid && await db.PaymentAttempts.AnyAsync(attempt => attempt.OrderId == order.Id && attempt.ReceivedMinor > 0, cancellationToken);
        letters.Tell(order, notification.WasPaid || isPaidInPart ? "orders.message.cancelled-paid" : "orders.message.cancelled-unpaid", $"order-cancelled:{order.Id.Value:N}");
    }

    public async Task Handle(OrderExpired notification, CancellationToken cancellationToken)
    {
        var order = await db.OrderWithParts(notification.OrderId, cancellationToken);
        letters.Tell(order, "orders.message.expired", $"order-expired:{order.Id.Value:N}");
    }

    /// <summary>By the numbers that stand on the slips: each courier asks for the money of one.</summary>
    private static string CashOfEach(Order order) => string.Join('\n', order.Parts.OrderBy(part => part.Number, StringComparer.Ordinal).Select(part => Texts.In(
        order.Language, "orders.message.parcel-cash", part.Number, Format.Money(new Money(part.ChargedMinor, order.Charged.Currency), order.Language))));

    private static string Amount(Order order) => Format.Money(order.Charged, order.Language);
}
