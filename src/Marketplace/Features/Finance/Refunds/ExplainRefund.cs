using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Refunds;

/// <summary>An officer says what a refund made in the provider's dashboard was for; the order's money is held no longer.</summary>
public sealed record ExplainRefund(RefundId Id, string Reason, UserId Officer) : ICommand<Result>;

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

        if (!refund.IsUnexplained)
        {
            return FinanceRefusals.AlreadyDecided;
        }

        (refund.IsUnexplained, refund.Note) = (false, request.Reason.Trim());
        db.AuditEvents.Add(new AuditEvent
        {
            At = clock.GetUtcNow(),
            ActorId = request.Officer,
            Action = "refund.explain",
            Subject = "refund:" + refund.Id.Value.ToString("N"),
            Detail = request.Reason.Trim(),
        });
        return Result.Ok;
    }
}
