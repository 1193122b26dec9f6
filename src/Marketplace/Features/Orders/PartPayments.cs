using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders;

/// <summary>What came of an order's money, and what it still waits for.</summary>
public sealed record PartPayment(Money Received, Money Rest);

internal static class PartPayments
{
    extension(MarketplaceDb db)
    {
        /// <summary>An order with its parts and, where a part of its money has come and not all of it, how much.</summary>
        public async Task<(Order Order, PartPayment? PartPayment)> OrderAndPartPayment(OrderId id, CancellationToken ct)
        {
            var found = await db.Orders.AsNoTracking().Include(order => order.Parts).Where(order => order.Id == id).Select(order => new
            {
                Order = order,
                Received = db.PaymentAttempts.Where(attempt => attempt.OrderId == order.Id && attempt.IsLive && attempt.Status == PaymentStatus.PartiallyPaid)
                    .Select(attempt => (long?)attempt.ReceivedMinor).FirstOrDefault(),
            }).SingleAsync(ct);
            var charged = found.Order.Charged;
            return (found.Order, found.Received is { } received && found.Order.Status == OrderStatus.AwaitingPayment
                ? new PartPayment(charged with { MinorUnits = received }, charged with { MinorUnits = charged.MinorUnits - received })
                : null);
        }
    }
}
