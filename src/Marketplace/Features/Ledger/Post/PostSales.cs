using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using MediatR;

namespace Marketplace.Features.Ledger.Post;

/// <summary>A paid order becomes the producers' when it is confirmed; a part paid at the door when it is delivered.</summary>
internal sealed class PostSales(MarketplaceDb db, TimeProvider clock) : INotificationHandler<OrderConfirmed>, INotificationHandler<PartDelivered>
{
    public async Task Handle(OrderConfirmed notification, CancellationToken cancellationToken)
    {
        var order = await db.OrderWithParts(notification.OrderId, cancellationToken);
        if (order.Method != PaymentMethod.CashOnDelivery)
        {
            db.LedgerTransactions.AddRange(order.Parts.Select(part => LedgerEntries.Sale(order, part, clock.GetUtcNow())));
        }
    }

    public async Task Handle(PartDelivered notification, CancellationToken cancellationToken)
    {
        var order = await db.OrderWithParts(notification.OrderId, cancellationToken);
        if (order.Method == PaymentMethod.CashOnDelivery)
        {
            db.LedgerTransactions.Add(LedgerEntries.Sale(order, order.Parts.Single(part => part.Id == notification.PartId), clock.GetUtcNow()));
        }
    }
}
