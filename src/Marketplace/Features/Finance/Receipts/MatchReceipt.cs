using FluentValidation;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Receipts;

/// <summary>An officer says which order a transfer was meant for. The order must still wait for it.</summary>
public sealed record MatchReceipt(BankReceiptId Id, string OrderNumber, string Reason, UserId Officer) : ICommand<Result>, ITransactional, IMoneyDecision
{
    public UserId? DecidedBy => Officer;

    public MoneyOf Concerns => MoneyOf.TheOrder(OrderCode.FindIn(OrderNumber) ?? "");
}

internal sealed class MatchReceiptValidator : AbstractValidator<MatchReceipt>
{
    public MatchReceiptValidator()
    {
        RuleFor(command => command.OrderNumber).Must(number => OrderCode.FindIn(number) is not null).WithErrorCode("finance.no-such-order").OverridePropertyName("Form.OrderNumber");
        RuleFor(command => command.Reason).IsReason();
    }
}

internal sealed class MatchReceiptHandler(MarketplaceDb db, ReceiptBook receipts, TimeProvider clock) : IRequestHandler<MatchReceipt, Result>
{
    public async Task<Result> Handle(MatchReceipt request, CancellationToken cancellationToken)
    {
        if (await db.BankReceipts.SingleOrDefaultAsync(receipt => receipt.Id == request.Id, cancellationToken) is not { } receipt)
        {
            return FinanceRefusals.NotFound;
        }

        if (!receipt.IsUndecided)
        {
            return FinanceRefusals.AlreadyDecided;
        }

        var number = OrderCode.FindIn(request.OrderNumber);
        if (await db.Orders.Include(order => order.Parts).SingleOrDefaultAsync(order => order.Number == number, cancellationToken) is not { } order)
        {
            return FinanceRefusals.NoSuchOrder;
        }

        var attempt = await db.PaymentAttempts.SingleOrDefaultAsync(
            attempt => attempt.OrderId == order.Id && attempt.IsLive && attempt.Method == PaymentMethod.BankTransfer, cancellationToken);
        if (attempt is null || order.Status != OrderStatus.AwaitingPayment)
        {
            return FinanceRefusals.NotWaiting;
        }

        var now = clock.GetUtcNow();
        var before = await db.OrderOf(receipt, cancellationToken);
        var matched = receipt.Match(attempt.Id, request.Officer, request.Reason, now);
        if (!matched.Succeeded)
        {
            return matched;
        }

        db.LedgerTransactions.AddRange(LedgerEntries.ReceiptMatched(receipt, before, order.Id, now));
        db.AuditEvents.Add(new AuditEvent
        {
            At = now,
            ActorId = request.Officer,
            Action = "receipt.match",
            Subject = AuditSubject.OfOrder(order.Number),
            Detail = request.Reason,
        });
        return receipts.Take(attempt, Money.Vnd(receipt.AmountDong), receipt.EventId);
    }
}

internal static class ReceiptOrders
{
    /// <summary>In whose books a transfer stands: the order its memo named, if it named one.</summary>
    public static async Task<OrderId?> OrderOf(this MarketplaceDb db, BankReceipt receipt, CancellationToken ct) =>
        receipt.AttemptId is { } named ? await db.PaymentAttempts.Where(attempt => attempt.Id == named).Select(attempt => attempt.OrderId).SingleAsync(ct) : null;
}
