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

/// <summary>The bank carried out a payout, says another officer than those who prepared it and made its file.</summary>
public sealed record MarkPaid(PayoutId Id, string Reference, UserId Officer) : ICommand<Result>, ITransactional, IMoneyDecision
{
    public UserId? DecidedBy => Officer;

    public MoneyOf Concerns => MoneyOf.ThePayout(Id);
}

internal sealed class MarkPaidValidator : AbstractValidator<MarkPaid>
{
    public MarkPaidValidator() => RuleFor(command => command.Reference).IsBankReference();
}

internal sealed class MarkPaidHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<MarkPaid, Result>
{
    public async Task<Result> Handle(MarkPaid request, CancellationToken cancellationToken)
    {
        if (await db.Payouts.Include(payout => payout.Lines).SingleOrDefaultAsync(payout => payout.Id == request.Id, cancellationToken) is not { } payout)
        {
            return FinanceRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        var result = payout.MarkPaid(request.Reference.Trim(), request.Officer, now);
        if (result.Succeeded)
        {
            db.LedgerTransactions.Add(LedgerEntries.PaidOut(payout, now));
            db.AuditEvents.Add(new AuditEvent
            {
                At = now,
                ActorId = request.Officer,
                Action = "payout.paid",
                Subject = AuditSubject.OfPayout(payout.Number),
                Detail = request.Reference.Trim(),
            });
        }

        return result;
    }
}
