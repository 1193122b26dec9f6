using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Refunds;

/// <summary>The money was transferred by hand; never said by the one who approved it.</summary>
/// <param name="Id">Of the refund.</param>
/// <param name="Reference">The bank's.</param>
/// <param name="Officer">The second of the four eyes.</param>
/// <param name="Seen">The refund's version when the account was read: who wrote it down may have written another since.</param>
public sealed record CompleteRefund(RefundId Id, string Reference, UserId Officer, int? Seen = null) : ICommand<Result>, IMoneyDecision
{
    public UserId? DecidedBy => Officer;

    public MoneyOf Concerns => MoneyOf.TheRefund(Id);
}

internal sealed class CompleteRefundValidator : AbstractValidator<CompleteRefund>
{
    public CompleteRefundValidator() => RuleFor(command => command.Reference).IsBankReference();
}

internal sealed class CompleteRefundHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<CompleteRefund, Result>
{
    public async Task<Result> Handle(CompleteRefund request, CancellationToken cancellationToken)
    {
        if (await db.Refunds.SingleOrDefaultAsync(refund => refund.Id == request.Id, cancellationToken) is not { } refund)
        {
            return FinanceRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        var completed = refund.Complete(request.Officer, request.Reference.Trim(), now);
        if (!completed.Succeeded)
        {
            return completed;
        }

        if (request.Seen is { } seen && seen != refund.Version)
        {
            return new Refusal("finance.refund-changed");
        }

        db.LedgerTransactions.Add(LedgerEntries.RefundSentByHand(refund, now));
        db.AuditEvents.Add(new AuditEvent
        {
            At = now,
            ActorId = request.Officer,
            Action = "refund.complete",
            Subject = AuditSubject.Of(refund.Id),
            Detail = request.Reference.Trim(),
        });
        return Result.Ok;
    }
}
