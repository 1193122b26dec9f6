using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Refunds;

/// <summary>The card provider is asked again for a refund that it would not make or never answered to, before anybody approves to pay it by hand.</summary>
public sealed record AskAgain(RefundId Id, UserId Officer) : ICommand<Result>, IMoneyDecision
{
    public UserId? DecidedBy => Officer;

    public MoneyOf Concerns => MoneyOf.TheRefund(Id);
}

internal sealed class AskAgainHandler(MarketplaceDb db, RefundBook refunds, TimeProvider clock) : IRequestHandler<AskAgain, Result>
{
    public async Task<Result> Handle(AskAgain request, CancellationToken cancellationToken)
    {
        if (await db.Refunds.SingleOrDefaultAsync(refund => refund.Id == request.Id, cancellationToken) is not { } refund)
        {
            return FinanceRefusals.NotFound;
        }

        if (!await db.PaymentAttempts.AnyAsync(attempt => attempt.Id == refund.AttemptId && attempt.Method == PaymentMethod.Card, cancellationToken))
        {
            return FinanceRefusals.AlreadyDecided;
        }

        var asked = refunds.DispatchAgain(refund);
        if (!asked.Succeeded)
        {
            return asked;
        }

        db.AuditEvents.Add(new AuditEvent
        {
            At = clock.GetUtcNow(),
            ActorId = request.Officer,
            Action = "refund.ask-again",
            Subject = AuditSubject.Of(refund.Id),
        });
        return Result.Ok;
    }
}
