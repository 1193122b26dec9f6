using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.RefundPart;

/// <summary>What would go back to whom.</summary>
public sealed record ShowPartRefund(string PartNumber) : IQuery<PartRefundPage?>;

public sealed record PartRefundPage(string Number, string OrderNumber, string BuyerName, string BuyerPhone, Money Amount, bool IsByHand, bool CanBeRefunded, IReadOnlyList<PartPayoutRow> Payouts, PartRefundForm Form);

public sealed record PartRefundForm
{
    public string Reason { get; init; } = "";
}

internal sealed class ShowPartRefundHandler(MarketplaceDb db) : IRequestHandler<ShowPartRefund, PartRefundPage?>
{
    public async Task<PartRefundPage?> Handle(ShowPartRefund request, CancellationToken cancellationToken)
    {
        var found = await (
            from part in db.ProducerOrders.AsNoTracking()
            join order in db.Orders on part.OrderId equals order.Id
            where part.Number == request.PartNumber
            select new
            {
                Part = part,
                order.Number,
                order.Address,
                order.Method,
                order.Charged,
                LeftMinor = db.PaymentAttempts.Where(attempt => attempt.OrderId == order.Id).Max(attempt => (long?)(attempt.ReceivedMinor - attempt.RefundedMinor)) ?? 0,
            }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        var canBeRefunded = found.Part.IsRecognised && found.LeftMinor > 0;
        var amount = canBeRefunded ? Math.Min(found.Part.ChargedMinor, found.LeftMinor) : found.Part.ChargedMinor;
        return new PartRefundPage(
            found.Part.Number, found.Number, found.Address.FullName, found.Address.Phone, new Money(amount, found.Charged.Currency), found.Method != PaymentMethod.Card,
            canBeRefunded, await db.PayoutsOf([found.Part.Id], cancellationToken), new PartRefundForm());
    }
}
