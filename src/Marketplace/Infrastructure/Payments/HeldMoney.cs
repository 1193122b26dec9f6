using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Payments;

/// <summary>Orders whose money stays where it is until somebody has looked.</summary>
internal static class HeldMoney
{
    extension(MarketplaceDb db)
    {
        /// <summary>Disputes that are not over.</summary>
        public IQueryable<Dispute> DisputesOpen() => db.Disputes.Where(dispute => dispute.State == DisputeState.Open);

        /// <summary>Orders whose money is in dispute, or went back in the provider's dashboard for nobody knows what, or whose buyer has told of a problem that is still open. Of those who only follow an order the
        /// first is believed until a moderator has looked: else anybody with a slip in hand could hold a maker's money for ever.</summary>
        public IQueryable<OrderId> HeldOrders() => (
            from dispute in db.DisputesOpen()
            join attempt in db.PaymentAttempts on dispute.AttemptId equals attempt.Id
            select attempt.OrderId)
            .Union(db.Refunds.Where(refund => refund.IsUnexplained).Select(refund => refund.OrderId))
            .Union(db.OrderProblems.Where(problem => problem.ClosedAt == null
                && (!problem.IsByFollower || !db.OrderProblems.Any(seen => seen.OrderId == problem.OrderId && seen.IsByFollower && seen.ClosedAt != null)))
                .Select(problem => problem.OrderId));

        /// <summary>The same, read.</summary>
        public Task<List<OrderId>> OrdersHeld(CancellationToken ct) => db.HeldOrders().ToListAsync(ct);
    }
}
