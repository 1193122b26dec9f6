using Marketplace.Domain.Accounts;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Receipts;

/// <summary>Transfers that no order could be found for, and those on their way back.</summary>
public sealed record ListReceipts(int Page) : IQuery<Paged<ReceiptRow>>;

public sealed record ReceiptRow(Guid Id, DateTimeOffset ReceivedAt, long AmountDong, string Content, string Reason, BankReceiptState State);

internal sealed class ListReceiptsHandler(MarketplaceDb db) : IRequestHandler<ListReceipts, Paged<ReceiptRow>>
{
    public Task<Paged<ReceiptRow>> Handle(ListReceipts request, CancellationToken cancellationToken) => db.BankReceipts.AsNoTracking()
        .Where(receipt => receipt.State == BankReceiptState.Unmatched || receipt.State == BankReceiptState.Returning)
        .OrderBy(receipt => receipt.ReceivedAt).ThenBy(receipt => receipt.Id)
        .Select(receipt => new ReceiptRow(receipt.Id.Value, receipt.ReceivedAt, receipt.AmountDong, receipt.Content, receipt.Reason, receipt.State))
        .Page(request.Page, cancellationToken);
}

public sealed record ShowReceipt(BankReceiptId Id, UserId Officer) : IQuery<ReceiptPage?>;

public sealed record ReceiptPage(
    Guid Id, DateTimeOffset ReceivedAt, long AmountDong, string Content, string Reason, BankReceiptState State, string Note, bool MayDecide, bool MayComplete,
    IReadOnlyList<RemittedParcelRow> Parcels, ReceiptForm Form);

/// <summary>A parcel whose cash came with the transfer, and what its courier kept.</summary>
public sealed record RemittedParcelRow(string PartNumber, string OrderNumber, string Carrier, string TrackingCode, long Dong, long FeeDong);

internal sealed class ShowReceiptHandler(MarketplaceDb db) : IRequestHandler<ShowReceipt, ReceiptPage?>
{
    public async Task<ReceiptPage?> Handle(ShowReceipt request, CancellationToken cancellationToken)
    {
        var found = await db.BankReceipts.AsNoTracking().SingleOrDefaultAsync(receipt => receipt.Id == request.Id, cancellationToken);
        return found is null
            ? null
            : new ReceiptPage(
                found.Id.Value, found.ReceivedAt, found.AmountDong, found.Content, found.Reason, found.State, found.Note,
                found.MayBeDecidedBy(request.Officer), found.MayBeReturnedBy(request.Officer), found.State == BankReceiptState.Remitted ? await Parcels(found.Id, cancellationToken) : [],
                new ReceiptForm { OrderNumber = found.RecordedBy is null ? "" : OrderCode.FindIn(found.Content) ?? "" });
    }

    private async Task<List<RemittedParcelRow>> Parcels(BankReceiptId receipt, CancellationToken ct)
    {
        var parts = await (
            from part in db.ProducerOrders.AsNoTracking()
            join order in db.Orders on part.OrderId equals order.Id
            where part.RemittedBy == receipt
            orderby part.Number
            select new { part.Id, part.Number, Order = order.Number, part.Carrier, part.TrackingCode, Dong = part.GoodsDong + part.ShippingDong }).ToListAsync(ct);
        var ids = parts.ConvertAll(part => (ProducerOrderId?)part.Id);
        var fees = (await db.Postings.AsNoTracking().Where(posting => ids.Contains(posting.PartId) && posting.Account == LedgerAccount.PaymentCosts).ToListAsync(ct))
            .ToLookup(posting => posting.PartId, posting => posting.Amount.MinorUnits);
        return parts.ConvertAll(part => new RemittedParcelRow(part.Number, part.Order, part.Carrier, part.TrackingCode, part.Dong, fees[part.Id].Sum()));
    }
}
