using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.Expire;

/// <summary>
/// Ends unpaid orders whose hold ran out, oldest first, a batch at a time. Never while money may have come: paid, asked and not answered, or told in time and
/// not worked off yet.
/// </summary>
public sealed record ExpireOrders(int AtMost = 50) : ICommand<Result>, ITransactional;

internal sealed class ExpireOrdersHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ExpireOrders, Result>
{
    public async Task<Result> Handle(ExpireOrders command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var due = await db.Orders.Include(order => order.Parts)
            .Where(order => order.Status == OrderStatus.AwaitingPayment && order.HoldUntil <= now && !db.PaymentAttempts.Any(attempt =>
                attempt.OrderId == order.Id && (attempt.Status == PaymentStatus.Unknown || attempt.Status == PaymentStatus.Paid))
                && !db.InboxMessages.Any(told => told.DoneAt == null && !told.IsDead && told.ReceivedAt <= order.HoldUntil))
            .OrderBy(order => order.HoldUntil).Take(command.AtMost).ToListAsync(ct);
        foreach (var order in due)
        {
            order.Expire(now);
        }

        return Result.Ok;
    }
}
