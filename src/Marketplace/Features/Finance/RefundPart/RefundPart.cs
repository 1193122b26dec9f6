using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payouts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.RefundPart;

/// <summary>
/// An officer gives all the money of a delivered part back, or what is left of it when some went back at the provider's hand. A card gets it from its provider; otherwise the decision is the first of the four eyes, and
/// another officer transfers the money.
/// </summary>
public sealed record RefundPart(string PartNumber, string Reason, UserId Officer) : ICommand<Result>, ITransactional, IMoneyDecision
{
    public UserId? DecidedBy => Officer;

    public MoneyOf Concerns => MoneyOf.ThePart(PartNumber);
}

internal sealed class RefundPartValidator : AbstractValidator<RefundPart>
{
    public RefundPartValidator() => RuleFor(command => command.Reason).IsReason();
}

internal sealed class RefundPartHandler(MarketplaceDb db, RefundBook refunds, TimeProvider clock) : IRequestHandler<RefundPart, Result>
{
    public async Task<Result> Handle(RefundPart request, CancellationToken cancellationToken)
    {
        if (await db.OrderOfPart(request.PartNumber, cancellationToken) is not { } order)
        {
            return FinanceRefusals.NotFound;
        }

        var part = order.Parts.Single(part => part.Number == request.PartNumber);
        if (await db.Payouts.AnyAsync(payout => (payout.Status == PayoutStatus.Prepared || payout.Status == PayoutStatus.Exported) && payout.Lines.Any(line => line.PartId == part.Id), cancellationToken))
        {
            return FinanceRefusals.InAPayout;
        }

        var now = clock.GetUtcNow();
        var reason = request.Reason.Trim();
        if (!order.Refund(part.Id, reason, now, new Actor(request.Officer)).Succeeded)
        {
            return FinanceRefusals.NotRefundable;
        }

        var amount = new Money(part.ChargedMinor, order.Charged.Currency);
        var payments = await db.PaymentAttempts.Where(attempt => attempt.OrderId == order.Id && attempt.ReceivedMinor > attempt.RefundedMinor).ToListAsync(cancellationToken);
        if (payments.Count == 0)
        {
            return FinanceRefusals.NotRefundable;
        }

        db.AuditEvents.Add(new AuditEvent
        {
            At = now,
            ActorId = request.Officer,
            Action = "part.refund",
            Subject = AuditSubject.OfPart(part.Number),
            Detail = reason,
        });
        return await refunds.GiveBackPart(payments, part, amount, RefundReasons.AfterDelivery, withShipping: true, (request.Officer, reason), cancellationToken);
    }
}
