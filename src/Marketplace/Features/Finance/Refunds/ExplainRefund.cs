using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Refunds;

/// <summary>
/// An officer says what money was for that went back at the provider's hand and is no part's; the order's money is held no longer, and the programme bears
/// what no part has given back.
/// </summary>
public sealed record ExplainRefund(RefundId Id, string Reason, UserId Officer) : ICommand<Result>, ITransactional, IMoneyDecision
{
    public UserId? DecidedBy => Officer;

    public MoneyOf Concerns => MoneyOf.TheRefund(Id);
}

internal sealed class ExplainRefundValidator : AbstractValidator<ExplainRefund>
{
    public ExplainRefundValidator() => RuleFor(command => command.Reason).IsReason();
}

internal sealed class ExplainRefundHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ExplainRefund, Result>
{
    public async Task<Result> Handle(ExplainRefund request, CancellationToken cancellationToken)
    {
        if (await db.Refunds.SingleOrDefaultAsync(refund => refund.Id == request.Id, cancellationToken) is not { } refund)
        {
            return FinanceRefusals.NotFound;
        }

        var explained = refund.Explain(request.Reason.Trim());
        if (!explained.Succeeded)
        {
            return explained;
        }

        var now = clock.GetUtcNow();
        var borne = Math.Min(refund.Amount.MinorUnits, await GivenTooMuch(refund, cancellationToken));
        if (borne > 0)
        {
            db.LedgerTransactions.Add(LedgerEntries.Borne(refund, refund.Amount with { MinorUnits = borne }, now));
        }

        db.AuditEvents.Add(new AuditEvent
        {
            At = now,
            ActorId = request.Officer,
            Action = "refund.explain",
            Subject = AuditSubject.Of(refund.Id),
            Detail = request.Reason.Trim(),
        });
        return Result.Ok;
    }

    /// <summary>What has gone to the buyer of this order, or will go when refunds under way arrive, beyond what the buyer was owed.</summary>
    private async Task<long> GivenTooMuch(Refund refund, CancellationToken ct)
    {
        var underway = await db.Refunds.Where(other => other.OrderId == refund.OrderId && other.Status != RefundStatus.Sent && other.Status != RefundStatus.Succeeded)
            .Select(other => other.Amount).ToListAsync(ct);
        return await db.BalanceOf(refund.OrderId, LedgerAccount.BuyerCredit, refund.Amount.Currency, ct)
            + underway.Where(amount => amount.Currency == refund.Amount.Currency).Sum(amount => amount.MinorUnits);
    }
}
