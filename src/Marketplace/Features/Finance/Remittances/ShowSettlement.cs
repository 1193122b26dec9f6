using Marketplace.Domain.Accounts;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Remittances;

/// <summary>The transfer of which an officer says that it is a courier's cash.</summary>
public sealed record ShowSettlement(BankReceiptId Id, UserId Officer) : IQuery<SettlementReceipt?>;

public sealed record SettlementReceipt(Guid Id, DateTimeOffset ReceivedAt, long AmountDong, string Content, bool IsUndecided, bool MaySettle);

public sealed record SettlementPage(SettlementReceipt Receipt, Paged<RemittanceRow> Owed, SettlementForm Form);

public sealed record SettlementForm
{
    public string Statement { get; init; } = "";
}

internal sealed class ShowSettlementHandler(MarketplaceDb db) : IRequestHandler<ShowSettlement, SettlementReceipt?>
{
    public async Task<SettlementReceipt?> Handle(ShowSettlement request, CancellationToken cancellationToken) =>
        await db.BankReceipts.AsNoTracking().SingleOrDefaultAsync(receipt => receipt.Id == request.Id, cancellationToken) is { } found
            ? new SettlementReceipt(found.Id.Value, found.ReceivedAt, found.AmountDong, found.Content, found.IsUndecided, found.MayBeDecidedBy(request.Officer))
            : null;
}
