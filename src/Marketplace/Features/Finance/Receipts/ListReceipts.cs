using Marketplace.Domain.Accounts;
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
    Guid Id, DateTimeOffset ReceivedAt, long AmountDong, string Content, string Reason, BankReceiptState State, string Note, bool MayComplete, ReceiptForm Form);

internal sealed class ShowReceiptHandler(MarketplaceDb db) : IRequestHandler<ShowReceipt, ReceiptPage?>
{
    public async Task<ReceiptPage?> Handle(ShowReceipt request, CancellationToken cancellationToken)
    {
        var found = await db.BankReceipts.AsNoTracking().SingleOrDefaultAsync(receipt => receipt.Id == request.Id, cancellationToken);
        return found is null
            ? null
            : new ReceiptPage(
                found.Id.Value, found.ReceivedAt, found.AmountDong, found.Content, found.Reason, found.State, found.Note,
                found.MayBeReturnedBy(request.Officer), new ReceiptForm());
    }
}
