using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.SeeProblem;

/// <summary>Whom a moderator calls to put a problem right: the buyer and each maker, and what was ordered.</summary>
public sealed record ShowConcerned(string Number) : IQuery<Concerned?>;

public sealed record Concerned(string Buyer, string Phone, IReadOnlyList<ConcernedPart> Parts);

public sealed record ConcernedPart(string Number, ProducerOrderStatus Status, Guid Producer, string NameVi, string NameEn, string Phone, IReadOnlyList<ConcernedGoods> Goods);

public sealed record ConcernedGoods(string NameVi, string NameEn, int Quantity);

internal sealed class ShowConcernedHandler(MarketplaceDb db) : IRequestHandler<ShowConcerned, Concerned?>
{
    public async Task<Concerned?> Handle(ShowConcerned query, CancellationToken ct)
    {
        var order = await db.Orders.AsNoTracking().Where(order => order.Number == query.Number).Select(order => new { order.Id, order.Address.FullName, order.Address.Phone }).SingleOrDefaultAsync(ct);
        if (order is null)
        {
            return null;
        }

        var parts = await (
            from part in db.ProducerOrders.AsNoTracking()
            join producer in db.Producers on part.ProducerId equals producer.Id
            where part.OrderId == order.Id
            orderby part.Number
            select new { part.Id, part.Number, part.Status, Producer = producer.Id, producer.NameVi, producer.NameEn, producer.Phone }).ToListAsync(ct);
        var lines = (await (
            from line in db.OrderLines.AsNoTracking()
            join part in db.ProducerOrders on line.ProducerOrderId equals part.Id
            where part.OrderId == order.Id
            select new { part.Id, Goods = new ConcernedGoods(line.NameVi, line.NameEn, line.Quantity) }).ToListAsync(ct)).ToLookup(line => line.Id, line => line.Goods);
        return new Concerned(
            order.FullName, order.Phone,
            [.. parts.Select(part => new ConcernedPart(part.Number, part.Status, part.Producer.Value, part.NameVi, part.NameEn, part.Phone, [.. lines[part.Id]]))]);
    }
}
