using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using MediatR;

namespace Marketplace.Features.Orders.React;

/// <summary>The whole amount is here: the makers may start. An order that ended meanwhile stays as it is, and whoever took the money gives it back.</summary>
internal sealed class ConfirmPaidOrder(MarketplaceDb db, TimeProvider clock) : INotificationHandler<PaymentReceived>
{
    public async Task Handle(PaymentReceived notification, CancellationToken cancellationToken)
    {
        var order = await db.OrderWithParts(notification.OrderId, cancellationToken);
        order.Confirm(clock.GetUtcNow(), Actor.System);
    }
}
