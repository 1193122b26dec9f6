using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Localization;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Orders.List;

/// <summary>A signed-in buyer's orders, newest first.</summary>
public sealed record ListOrders(UserId Buyer, int Page) : IQuery<OrderListModel>
{
    public const int PerPage = 20;
}

public sealed record OrderListModel(IReadOnlyList<OrderRow> Orders, int Page, bool HasMore);

/// <param name="Number">Also its address.</param>
/// <param name="First">The goods it is known by, with the language they are named in where that is not the reader's.</param>
/// <param name="MoreGoods">How many others there are.</param>
/// <param name="Makers">Who made them, in the order of the parcels.</param>
public sealed record OrderRow(
    string Number, DateTimeOffset PlacedAt, Money Charged, Headline Headline, OrderedGoods First, int MoreGoods, IReadOnlyList<string> Makers);

public sealed record OrderedGoods(string Name, string? Language);

internal sealed class ListOrdersHandler(MarketplaceDb db) : IRequestHandler<ListOrders, OrderListModel>
{
    public async Task<OrderListModel> Handle(ListOrders query, CancellationToken ct)
    {
        var rows = await db.Orders.AsNoTracking().OwnedBy(query.Buyer).NewestFirst()
            .Skip((query.Page - 1) * ListOrders.PerPage).Take(ListOrders.PerPage + 1)
            .Select(order => new { order.Id, order.Number, order.PlacedAt, order.Charged, order.Status }).ToListAsync(ct);
        var orders = rows.Take(ListOrders.PerPage).ToList();
        var bought = await Bought([.. orders.Select(order => order.Id)], ct);
        return new OrderListModel(
            [.. orders.Select(order =>
            {
                // The dearest is what people remember an order by; lines of one moment have no order of their own.
                List<Line> lines = [.. bought[order.Id].OrderByDescending(line => line.GoodsDong).ThenBy(line => line.NameVi, StringComparer.Ordinal)];
                return new OrderRow(
                    order.Number, order.PlacedAt, order.Charged, Headlines.Of(order.Status, [.. lines.Select(line => line.Status)]), lines[0].Goods, lines.Count - 1,
                    [.. lines.OrderBy(line => line.Part, StringComparer.Ordinal).Select(line => Languages.Pick(line.ProducerVi, line.ProducerEn)).Distinct()]);
            })],
            query.Page, rows.Count > ListOrders.PerPage);
    }

    /// <summary>One question for all orders of the page.</summary>
    private async Task<ILookup<OrderId, Line>> Bought(List<OrderId> orders, CancellationToken ct)
    {
        var lines = await (
            from part in db.ProducerOrders.AsNoTracking()
            join line in db.OrderLines on part.Id equals line.ProducerOrderId
            join producer in db.Producers on part.ProducerId equals producer.Id
            where orders.Contains(part.OrderId)
            select new Line(part.OrderId, part.Number, part.Status, producer.NameVi, producer.NameEn, line.NameVi, line.NameEn, line.GoodsDong)).ToListAsync(ct);
        return lines.ToLookup(line => line.OrderId);
    }

    private sealed record Line(OrderId OrderId, string Part, ProducerOrderStatus Status, string ProducerVi, string ProducerEn, string NameVi, string NameEn, long GoodsDong)
    {
        /// <summary>Goods without an English name were ordered under their Vietnamese one in both languages.</summary>
        public OrderedGoods Goods => new(Languages.Pick(NameVi, NameEn), Languages.Foreign(NameEn == NameVi ? "" : NameEn));
    }
}
