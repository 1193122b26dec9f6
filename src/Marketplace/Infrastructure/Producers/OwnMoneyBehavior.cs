using Marketplace.Domain.Common;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Payments.Cash;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Producers;

/// <summary>Asks before every decision on money whether it is that of a shop of the officer's own.</summary>
internal sealed class OwnMoneyBehavior<TCommand, TResult>(MarketplaceDb db, TimeProvider clock) : IPipelineBehavior<TCommand, TResult>
    where TCommand : ICommand<TResult>, IMoneyDecision
    where TResult : IResult<TResult>
{
    public async Task<TResult> Handle(TCommand request, RequestHandlerDelegate<TResult> next, CancellationToken cancellationToken)
    {
        if (request.DecidedBy is { } officer)
        {
            var own = db.ShopsOf(officer, clock.GetUtcNow());
            if (await Shops(request.Concerns).AnyAsync(shop => own.Contains(shop), cancellationToken))
            {
                return TResult.Refused([OwnShops.Money]);
            }
        }

        return await next();
    }

    private IQueryable<ProducerId> Shops(MoneyOf money) => money switch
    {
        { Part: { } number } => db.ProducerOrders.Where(part => part.Number == number).Select(part => part.ProducerId),
        { Parcels: { } codes } => db.CashOwedFor(codes).Select(part => part.ProducerId),
        { Order: { } number } => db.Orders.Where(order => order.Number == number).Join(db.ProducerOrders, order => order.Id, part => part.OrderId, (_, part) => part.ProducerId),
        { Refund: { } id } =>
            from refund in db.Refunds
            join part in db.ProducerOrders on refund.OrderId equals part.OrderId
            where refund.Id == id && (refund.PartId == null || refund.PartId == part.Id)
            select part.ProducerId,
        { Payout: { } id } => db.Payouts.Where(payout => payout.Id == id).Select(payout => payout.ProducerId),
        { Batch: { } id } => db.Payouts.Where(payout => payout.BatchId == id).Select(payout => payout.ProducerId),
        _ => throw new InvalidOperationException("A decision on money names what it is about."),
    };
}
