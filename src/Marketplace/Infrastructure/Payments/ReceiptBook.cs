using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Payments;

/// <summary>Books money of a live or late payment against its order. Runs inside the transaction of whoever verified it.</summary>
public sealed partial class ReceiptBook(MarketplaceDb db, RefundBook refunds, TimeProvider clock, ILogger<ReceiptBook> logger)
{
    /// <summary>True the first time: one effect of one object, whatever the number of notifications about it.</summary>
    public async Task<bool> IsFirst(string provider, string objectId, string effect, CancellationToken ct)
    {
        if (db.PaymentEffects.Local.Any(known => known.Provider == provider && known.ObjectId == objectId && known.Effect == effect)
            || await db.PaymentEffects.AnyAsync(known => known.Provider == provider && known.ObjectId == objectId && known.Effect == effect, ct))
        {
            return false;
        }

        db.PaymentEffects.Add(new PaymentEffect { Provider = provider, ObjectId = objectId, Effect = effect, At = clock.GetUtcNow() });
        return true;
    }

    public void Post(string provider, string objectId, OrderId? order, Money amount) =>
        db.LedgerTransactions.Add(LedgerEntries.Receipt(provider, objectId, order, amount, clock.GetUtcNow()));

    /// <summary>Gives the money to the attempt. The order must be waiting for it; what is too much goes back.</summary>
    public Result Take(PaymentAttempt attempt, Money amount, string paymentId)
    {
        var excess = attempt.Receive(amount, paymentId, clock.GetUtcNow());
        if (attempt.Status == PaymentStatus.Mismatched)
        {
            Mismatched(logger, attempt.Id.Value, attempt.Amount.ToString(), amount.ToString());
            return refunds.GiveBackCredit(attempt, amount, RefundReasons.Mismatch, askPerson: true);
        }

        return excess.IsZero ? Result.Ok : refunds.GiveBackCredit(attempt, excess, RefundReasons.Overpaid);
    }

    [LoggerMessage(LogLevel.Error, "Payment attempt {Attempt} froze {Expected} and received {Received}: held for a person")]
    private static partial void Mismatched(ILogger logger, Guid attempt, string expected, string received);
}
