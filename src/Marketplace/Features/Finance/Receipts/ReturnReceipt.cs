using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Receipts;

/// <summary>First officer: this transfer goes back. Second officer: it was transferred.</summary>
public sealed record ReturnReceipt(BankReceiptId Id, string Reason, UserId Officer) : ICommand<Result>, ITransactional;

internal sealed class ReturnReceiptValidator : AbstractValidator<ReturnReceipt>
{
    public ReturnReceiptValidator() => RuleFor(command => command.Reason).IsReason();
}

internal sealed class ReturnReceiptHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ReturnReceipt, Result>
{
    public async Task<Result> Handle(ReturnReceipt request, CancellationToken cancellationToken)
    {
        if (await db.BankReceipts.SingleOrDefaultAsync(receipt => receipt.Id == request.Id, cancellationToken) is not { } receipt)
        {
            return FinanceRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        var returned = receipt.Return(request.Officer, request.Reason, now);
        if (!returned.Succeeded)
        {
            return returned;
        }

        if (receipt.State == BankReceiptState.Returned)
        {
            db.LedgerTransactions.Add(LedgerEntries.ReceiptReturned(receipt, await db.OrderOf(receipt, cancellationToken), now));
        }

        db.AuditEvents.Add(new AuditEvent
        {
            At = now,
            ActorId = request.Officer,
            Action = "receipt." + (receipt.State == BankReceiptState.Returned ? "returned" : "return"),
            Subject = AuditSubject.Of(receipt.Id),
            Detail = request.Reason,
        });
        return Result.Ok;
    }
}
