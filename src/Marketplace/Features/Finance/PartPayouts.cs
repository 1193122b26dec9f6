using Marketplace.Domain.Orders;
using Marketplace.Domain.Payouts;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance;

/// <summary>A payout in which a part stands: what it earned went out with it, or was taken back by it. One that came back or was withdrawn stays on record.</summary>
public sealed record PartPayoutRow(ProducerOrderId PartId, Guid Id, string Number, PayoutStatus Status, bool IsTakenBack);

internal static class PartPayouts
{
    extension(MarketplaceDb db)
    {
        /// <summary>The payouts of some parts, oldest first.</summary>
        public Task<List<PartPayoutRow>> PayoutsOf(List<ProducerOrderId> parts, CancellationToken ct) => (
            from payout in db.Payouts.AsNoTracking()
            from line in payout.Lines
            where parts.Contains(line.PartId)
            orderby payout.PreparedAt, payout.Number
            select new PartPayoutRow(line.PartId, payout.Id.Value, payout.Number, payout.Status, line.Kind == PayoutLineKind.TakenBack)).ToListAsync(ct);
    }
}
