using System.Globalization;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;

namespace Marketplace.Infrastructure.Payments;

/// <summary>Reasons of refunds, as stored and as the keys of what people read.</summary>
public static class RefundReasons
{
    public const string Declined = "declined";
    public const string Cancelled = "cancelled";
    public const string Returned = "returned";

    /// <summary>An officer gave the money of a delivered part back.</summary>
    public const string AfterDelivery = "after-delivery";
    public const string Overpaid = "overpaid";
    public const string Late = "late";
    public const string Duplicate = "duplicate";
    public const string Mismatch = "mismatch";

    /// <summary>Made in the provider's own dashboard.</summary>
    public const string Provider = "provider";

    /// <summary>The buyer's bank claimed it back and kept it.</summary>
    public const string Dispute = "dispute";
}

/// <summary>Decides that money goes back: aside in the attempt, owed to the buyer in the books, and on its way (card) or before the officers (transfer).</summary>
public sealed class RefundBook(MarketplaceDb db, Outbox outbox, TimeProvider clock)
{
    /// <summary>Kind of the outbox message that asks the provider.</summary>
    public const string Outgoing = "payments.refund";

    /// <summary>Note of a refund that the provider was asked for again and again and never answered to: perhaps it is made.</summary>
    public const string NoAnswer = "no-answer";

    /// <summary>
    /// Money that a part had earned: the earning, fee and tax are taken back in the same entry. When some of the order's money left already, at the provider's
    /// hand, the part is taken back in full all the same, and what is left goes to the buyer.
    /// </summary>
    /// <param name="payments">Those that brought the order's money; at least one.</param>
    /// <param name="part">Whose money it is.</param>
    /// <param name="amount">In the charged currency.</param>
    /// <param name="reason">One of <see cref="RefundReasons"/>.</param>
    /// <param name="withShipping">Postage goes back as well.</param>
    /// <param name="decidedBy">The officer whose decision it is, with a note: the first of the four eyes when a person must transfer the money.</param>
    /// <param name="ct">Ends the reads.</param>
    public async Task<Result> GiveBackPart(
        IEnumerable<PaymentAttempt> payments, ProducerOrder part, Money amount, string reason, bool withShipping, (UserId Officer, string Note)? decidedBy, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var attempt = payments.MaxBy(Left)!;
        var left = Math.Min(amount.MinorUnits, Left(attempt));
        db.LedgerTransactions.Add(LedgerEntries.TakenBack(attempt.OrderId, part, amount, withShipping, now));
        if (left < amount.MinorUnits)
        {
            await TakeOffLosses(attempt.OrderId, part, amount with { MinorUnits = amount.MinorUnits - left }, now, ct);
        }

        if (left <= 0)
        {
            return Result.Ok;
        }

        var result = attempt.GiveBack(amount with { MinorUnits = left });
        if (result.Succeeded)
        {
            var refund = Write(attempt, part.Id, amount with { MinorUnits = left }, reason);
            if (decidedBy is var (officer, note))
            {
                refund.DecidedBy(officer, note);
            }
        }

        return result;
    }

    /// <summary>Money that bought nothing: it is the buyer's in the books already.</summary>
    public Result GiveBackCredit(PaymentAttempt attempt, Money amount, string reason, bool askPerson = false)
    {
        // Another currency than the attempt's was never counted as received, so there is nothing to set aside.
        var result = amount.Currency == attempt.Amount.Currency ? attempt.GiveBack(amount) : Result.Ok;
        if (result.Succeeded)
        {
            Write(attempt, null, amount, reason, askPerson);
        }

        return result;
    }

    /// <summary>
    /// Once more, under another key because to the old one the provider repeats its old answer; first it is looked for whether it was made after all.
    /// </summary>
    public Result DispatchAgain(Refund refund)
    {
        var asked = refund.Ask();
        if (asked.Succeeded)
        {
            outbox.Add(Outgoing, new OutgoingRefund(refund.Id.Value, MayBeMade: true), string.Create(CultureInfo.InvariantCulture, $"{refund.IdempotencyKey}:{clock.GetUtcNow().UtcTicks}"));
        }

        return asked;
    }

    private static long Left(PaymentAttempt attempt) => attempt.ReceivedMinor - attempt.RefundedMinor;

    /// <summary>What the programme bore until now of money that had left was this part's.</summary>
    private async Task TakeOffLosses(OrderId order, ProducerOrder part, Money gone, DateTimeOffset now, CancellationToken ct)
    {
        var borne = Math.Min(gone.MinorUnits, await db.BalanceOf(order, LedgerAccount.Losses, gone.Currency, ct));
        if (borne > 0)
        {
            db.LedgerTransactions.Add(LedgerEntries.BorneNoLonger(order, part.Id, gone with { MinorUnits = borne }, now));
        }
    }

    private Refund Write(PaymentAttempt attempt, ProducerOrderId? part, Money amount, string reason, bool askPerson = false)
    {
        var refund = Refund.Decide(attempt, part, amount, reason, clock.GetUtcNow());
        db.Refunds.Add(refund);
        if (attempt.Method == PaymentMethod.Card && !askPerson && refund.Ask().Succeeded)
        {
            outbox.Add(Outgoing, new OutgoingRefund(refund.Id.Value), refund.IdempotencyKey);
        }

        return refund;
    }
}

public sealed record OutgoingRefund(Guid RefundId, bool MayBeMade = false);
