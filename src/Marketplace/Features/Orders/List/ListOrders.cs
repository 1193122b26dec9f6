using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Infrastructure.Data;
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

public sealed record OrderRow(string Number, DateTimeOffset PlacedAt, Money Charged, OrderStatus Status);

internal sealed class ListOrdersHandler(MarketplaceDb db) : IRequestHandler<ListOrders, OrderListModel>
{
    public async Task<OrderListModel> Handle(ListOrders query, CancellationToken ct)
    {
        var rows = await db.Orders.AsNoTracking().OwnedBy(query.Buyer).NewestFirst()
            .Skip((query.Page - 1) * ListOrders.PerPage).Take(ListOrders.PerPage + 1)
            .Select(order => new OrderRow(order.Number, order.PlacedAt, order.Charged, order.Status)).ToListAsync(ct);
        return new OrderListModel([.. rows.Take(ListOrders.PerPage)], query.Page, rows.Count > ListOrders.PerPage);
    }
}
