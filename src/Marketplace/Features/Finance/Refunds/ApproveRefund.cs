using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Refunds;

/// <summary>The first of the four eyes.</summary>
public sealed record ApproveRefund(RefundId Id, UserId Officer) : ICommand<Result>, IMoneyDecision
{
    public UserId? DecidedBy => Officer;

    public MoneyOf Concerns => MoneyOf.TheRefund(Id);
}

internal sealed class ApproveRefundHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<ApproveRefund, Result>
{
    public async Task<Result> Handle(ApproveRefund request, CancellationToken cancellationToken)
    {
        if (await db.Refunds.SingleOrDefaultAsync(refund => refund.Id == request.Id, cancellationToken) is not { } refund)
        {
            return FinanceRefusals.NotFound;
        }

        var approved = refund.Approve(request.Officer);
        if (!approved.Succeeded)
        {
            return approved;
        }

        db.AuditEvents.Add(new AuditEvent
        {
            At = clock.GetUtcNow(),
            ActorId = request.Officer,
            Action = "refund.approve",
            Subject = AuditSubject.Of(refund.Id),
        });
        return Result.Ok;
    }
}
