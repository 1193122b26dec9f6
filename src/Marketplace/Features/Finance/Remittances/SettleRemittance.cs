using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Rules;
using Marketplace.Features.Finance.Receipts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Rules;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Remittances;

/// <summary>
/// A transfer is the cash that a courier collected for these parcels, less what it keeps of each. How much arrived is what the bank told: nobody types it
/// again, so that it is booked once.
/// </summary>
public sealed record SettleRemittance(BankReceiptId Id, IReadOnlyList<StatementLine> Lines, UserId Officer) : ICommand<Result>, ITransactional, IMoneyDecision
{
    public UserId? DecidedBy => Officer;

    public MoneyOf Concerns => MoneyOf.TheParcels(CourierStatement.Codes(Lines));
}

internal sealed class SettleRemittanceHandler(MarketplaceDb db, RuleBook rules, TimeProvider clock) : IRequestHandler<SettleRemittance, Result>
{
    private const int LongestNote = 500;

    public async Task<Result> Handle(SettleRemittance request, CancellationToken cancellationToken)
    {
        if (await db.BankReceipts.SingleOrDefaultAsync(receipt => receipt.Id == request.Id, cancellationToken) is not { } receipt)
        {
            return FinanceRefusals.NotFound;
        }

        var now = clock.GetUtcNow();
        var before = await db.OrderOf(receipt, cancellationToken);
        var remitted = receipt.Remit(request.Officer, Note(request.Lines), now);
        if (!remitted.Succeeded)
        {
            return remitted;
        }

        var owed = await db.OwedFor(request.Lines, cancellationToken);
        var most = (await rules.On(now.VietnamDay(), cancellationToken)).Policy(PolicyCodes.CourierFeeMost);
        if (CourierStatement.Check(request.Lines, owed, most, receipt.AmountDong) is { Count: > 0 } refusals)
        {
            return Result.Refused(refusals);
        }

        var orders = await db.WholeOrders([.. owed.Select(parcel => parcel.OrderId).Distinct()], cancellationToken);
        var ids = orders.Keys.ToList();
        var attempts = await db.PaymentAttempts.Where(attempt => ids.Contains(attempt.OrderId) && attempt.IsLive).ToDictionaryAsync(attempt => attempt.OrderId, cancellationToken);
        db.LedgerTransactions.Add(LedgerEntries.ReceiptRemitted(receipt, before, now));
        foreach (var line in request.Lines)
        {
            var parcel = owed.Single(parcel => parcel.IsNamed(line.Code));
            Settle(orders[parcel.OrderId], parcel.Id, line.FeeDong, attempts.GetValueOrDefault(parcel.OrderId), receipt, request.Officer, now);
        }

        Write(request.Officer, "receipt.remitted", AuditSubject.Of(receipt.Id), receipt.Note, now);
        return Result.Ok;
    }

    private void Settle(Order order, ProducerOrderId id, long feeDong, PaymentAttempt? attempt, BankReceipt receipt, UserId officer, DateTimeOffset now)
    {
        var part = order.Parts.Single(part => part.Id == id);
        db.LedgerTransactions.Add(LedgerEntries.Remittance(order, part, part.GoodsDong + part.ShippingDong - feeDong, feeDong, now));
        order.SettlePart(part.Id, now, receipt.Id);
        var isLast = order.Parts.All(other => other.SettledAt is not null || other.Status is ProducerOrderStatus.Declined or ProducerOrderStatus.Cancelled or ProducerOrderStatus.Returned);
        attempt?.Collect(new Money(part.ChargedMinor, order.Charged.Currency), isLast, now);
        Write(officer, "cod.remittance", AuditSubject.OfPart(part.Number), AuditSubject.Of(receipt.Id), now);
    }

    private void Write(UserId officer, string action, string subject, string detail, DateTimeOffset now) =>
        db.AuditEvents.Add(new AuditEvent { At = now, ActorId = officer, Action = action, Subject = subject, Detail = detail });

    /// <summary>What the officer pasted, as it was read.</summary>
    private static string Note(IReadOnlyList<StatementLine> lines)
    {
        var all = string.Join("; ", lines.Where(line => line.IsReadable).Select(line => FormattableString.Invariant($"{line.Code} {line.FeeDong}")));
        return all.Length <= LongestNote ? all : all[..LongestNote];
    }
}
