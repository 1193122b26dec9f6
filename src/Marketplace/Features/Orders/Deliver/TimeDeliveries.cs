using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Rules;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.Deliver;

/// <summary>Counts parcels at home as delivered when nobody said otherwise, and no problem was reported, for the days the rules name.</summary>
public sealed record TimeDeliveries(int AtMost = 50) : ICommand<Result>, ITransactional;

internal sealed class TimeDeliveriesHandler(MarketplaceDb db, RuleBook ruleBook, TimeProvider clock) : IRequestHandler<TimeDeliveries, Result>
{
    public async Task<Result> Handle(TimeDeliveries command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var days = (await ruleBook.On(now.VietnamDay(), ct)).Policy(PolicyCodes.TimedDeliveryDays);
        var before = now.AddDays(-days);
        var due = await (
            from part in db.ProducerOrders.AsNoTracking()
            join order in db.Orders on part.OrderId equals order.Id
            where part.Status == ProducerOrderStatus.Sent && part.SentAt <= before && order.Address.CountryCode == "VN"
                && (order.ProblemAt == null || order.ProblemAt < part.SentAt)
            orderby part.SentAt
            select new { part.Id, part.OrderId }).Take(command.AtMost).ToListAsync(ct);
        OrderId[] ids = [.. due.Select(part => part.OrderId).Distinct()];
        var orders = await db.Orders.Include(order => order.Parts).Where(order => ids.Contains(order.Id)).ToDictionaryAsync(order => order.Id, ct);
        foreach (var part in due)
        {
            orders[part.OrderId].Deliver(part.Id, now, Actor.System);
        }

        return Result.Ok;
    }
}
