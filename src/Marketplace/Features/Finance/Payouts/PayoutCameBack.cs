using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Payouts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Payouts;

/// <summary>The bank could not carry out a payout, or sent it back: the producer is owed its parts again and the next payout holds them.</summary>
public sealed record PayoutCameBack(PayoutId Id, string Reason, UserId? Officer) : ICommand<Result>, ITransactional, IMoneyDecision
{
    public UserId? DecidedBy => Officer;

    public MoneyOf Concerns => MoneyOf.ThePayout(Id);
}

internal sealed class PayoutCameBackValidator : AbstractValidator<PayoutCameBack>
{
    public PayoutCameBackValidator() => RuleFor(command => command.Reason).IsReason();
}

internal sealed class PayoutCameBackHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<PayoutCameBack, Result>
{
    public async Task<Result> Handle(PayoutCameBack request, CancellationToken cancellationToken)
    {
        if (await db.Payouts.Include(payout => payout.Lines).SingleOrDefaultAsync(payout => payout.Id == request.Id, cancellationToken) is not { } payout)
        {
            return FinanceRefusals.NotFound;
        }

        var earned = payout.Lines.Where(line => line.Kind == PayoutLineKind.Earned).Select(line => line.PartId).ToList();
        if (await db.Payouts.Where(other => other.Id != request.Id).SelectMany(other => other.Lines)
            .AnyAsync(line => line.Kind == PayoutLineKind.TakenBack && !line.IsFree && earned.Contains(line.PartId), cancellationToken))
        {
            return new Refusal("payouts.taken-back-since");
        }

        var now = clock.GetUtcNow();
        var wasPaid = payout.Status == PayoutStatus.Paid;
        var reason = request.Reason.Trim();
        var result = payout.ComeBack(reason, now);
        if (!result.Succeeded)
        {
            return result;
        }

        if (wasPaid)
        {
            db.LedgerTransactions.Add(LedgerEntries.PayoutCameBack(payout, now));
        }

        db.AuditEvents.Add(new AuditEvent { At = now, ActorId = request.Officer, Action = "payout.came-back", Subject = AuditSubject.OfPayout(payout.Number), Detail = reason });
        return result;
    }
}
