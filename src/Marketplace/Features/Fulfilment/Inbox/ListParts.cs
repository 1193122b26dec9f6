using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Fulfilment.Inbox;

/// <summary>Which of a producer's orders are shown.</summary>
public enum InboxTab
{
    New = 1,
    Doing = 2,
    Sent = 3,
    Ended = 4,
}

/// <summary>A producer's orders, newest first, one page of a tab.</summary>
public sealed record ListParts(ProducerId Producer, InboxTab Tab, int Page) : IQuery<InboxModel>;

public sealed record InboxModel(string Slug, InboxTab Tab, int Page, bool HasMore, IReadOnlyList<PartRow> Rows);

public sealed record PartRow(
    string Number, ProducerOrderStatus Status, DateTimeOffset PlacedAt, DateOnly ShipBy, string Buyer, PaymentMethod Method, long GoodsDong, long PayableDong,
    IReadOnlyList<PartLineRow> Lines)
{
    public PartStep? Next => NextStep.Of(Status);
}

public sealed record PartLineRow(string NameVi, string NameEn, int Quantity);

internal sealed class ListPartsHandler(MarketplaceDb db) : IRequestHandler<ListParts, InboxModel>
{
    private const int PerPage = 20;

    public async Task<InboxModel> Handle(ListParts query, CancellationToken ct)
    {
        var page = Math.Clamp(query.Page, 1, 10_000);
        var states = States(query.Tab);
        var slug = await db.Producers.Where(producer => producer.Id == query.Producer).Select(producer => producer.Slug).SingleAsync(ct);
        var parts = await db.PartsToMake(query.Producer).AsNoTracking()
            .Where(part => states.Contains(part.Status))
            .Join(db.Orders, part => part.OrderId, order => order.Id, (part, order) => new { part, order })
            .OrderByDescending(pair => pair.order.PlacedAt).ThenBy(pair => pair.part.Number)
            .Skip((page - 1) * PerPage).Take(PerPage + 1)
            .Select(pair => new
            {
                pair.part.Id,
                pair.part.Number,
                pair.part.Status,
                pair.order.PlacedAt,
                pair.part.ShipBy,
                pair.order.Address.FullName,
                pair.order.Method,
                pair.part.GoodsDong,
                Payable = pair.part.GoodsDong - pair.part.FeeDong - pair.part.WithheldDong,
            })
            .ToListAsync(ct);
        var shown = parts.Take(PerPage).Select(part => part.Id).ToList();
        var lines = (await db.OrderLines.AsNoTracking()
            .Where(line => shown.Contains(line.ProducerOrderId))
            .Select(line => new { line.ProducerOrderId, Row = new PartLineRow(line.NameVi, line.NameEn, line.Quantity) })
            .ToListAsync(ct)).ToLookup(line => line.ProducerOrderId, line => line.Row);

        return new InboxModel(slug, query.Tab, page, parts.Count > PerPage,
            [.. parts.Take(PerPage).Select(part => new PartRow(
                part.Number, part.Status, part.PlacedAt, part.ShipBy, part.FullName, part.Method, part.GoodsDong, part.Payable, [.. lines[part.Id]]))]);
    }

    private static ProducerOrderStatus[] States(InboxTab tab) => tab switch
    {
        InboxTab.Doing => [ProducerOrderStatus.Accepted, ProducerOrderStatus.Packed],
        InboxTab.Sent => [ProducerOrderStatus.Sent],
        InboxTab.Ended => [ProducerOrderStatus.Delivered, ProducerOrderStatus.Declined, ProducerOrderStatus.Cancelled, ProducerOrderStatus.Returned, ProducerOrderStatus.Refunded],
        _ => [ProducerOrderStatus.New],
    };
}
