using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Rules;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Infrastructure.Payments;

/// <summary>Books what a card provider did with our money without being asked by us: refunds made in its dashboard, and disputes.</summary>
public sealed class ProviderBook(MarketplaceDb db, ReceiptBook receipts, RuleBook ruleBook, TimeProvider clock)
{
    /// <summary>As <see cref="PolicyCodes.DisputeBearer"/> names it.</summary>
    private const long TheProgramme = 1;

    /// <summary>
    /// What is the attempt's running total of refunds at the provider, which counts disputes apart and knows nothing of what people transferred or have yet
    /// to decide.
    /// </summary>
    public async Task<long> RefundedAtProvider(PaymentAttempt attempt, CancellationToken ct)
    {
        var refunds = await db.Refunds.AsNoTracking().Where(refund => refund.OrderId == attempt.OrderId && refund.AttemptId == attempt.Id).ToListAsync(ct);
        var references = refunds.ConvertAll(refund => LedgerEntries.DisputeLostReference(refund.Id));
        var lost = references.Count == 0 ? [] : await db.LedgerTransactions.Where(entry => references.Contains(entry.Reference)).Select(entry => entry.Reference).ToListAsync(ct);
        var elsewhere = refunds.Where(refund => refund.Amount.Currency == attempt.Amount.Currency
            && (refund.CompletedBy is not null || refund.IsYetToBeMade || lost.Contains(LedgerEntries.DisputeLostReference(refund.Id))));
        return attempt.RefundedMinor - elsewhere.Sum(refund => refund.Amount.MinorUnits);
    }

    /// <summary>Somebody gave money back in the provider's dashboard: first of all what waited to be given back.</summary>
    public async Task<Result> Refunded(PaymentAttempt attempt, Money amount, string objectId, CancellationToken ct)
    {
        amount = await Settle(attempt, amount, refund => refund.IsYetToBeMade ? LedgerEntries.RefundSent(refund, attempt.Provider, clock.GetUtcNow()) : null, objectId, ct);
        if (amount.MinorUnits == 0)
        {
            return Result.Ok;
        }

        var result = attempt.GiveBack(amount);
        if (result.Succeeded)
        {
            await WentBack(attempt, amount, objectId, RefundReasons.Provider, ct);
        }

        return result;
    }

    /// <summary>Money moves in a dispute: out, back again, or out for good. Each counts once, in whatever order it is told.</summary>
    public async Task Disputed(PaymentNotice notice, PaymentAttempt attempt, Money amount, CancellationToken ct)
    {
        var (provider, now) = (attempt.Provider, clock.GetUtcNow());
        switch (notice.Kind)
        {
            case PaymentNoticeKind.DisputeReinstated:
                if (await receipts.IsFirst(provider, notice.ObjectId, "dispute-reinstated", ct))
                {
                    db.LedgerTransactions.Add(LedgerEntries.DisputeReinstated(provider, notice.ObjectId, attempt.OrderId, amount, now));
                }

                break;
            case PaymentNoticeKind.DisputeLost:
                await Withdraw(notice, attempt, amount, ct);
                if (await receipts.IsFirst(provider, notice.ObjectId, "dispute-lost", ct))
                {
                    await Lost(notice, attempt, amount, ct);
                }

                break;
            default:
                await Withdraw(notice, attempt, amount, ct);
                break;
        }
    }

    private async Task Withdraw(PaymentNotice notice, PaymentAttempt attempt, Money amount, CancellationToken ct)
    {
        if (await receipts.IsFirst(attempt.Provider, notice.ObjectId, "dispute-withdrawn", ct))
        {
            db.LedgerTransactions.Add(LedgerEntries.DisputeWithdrawn(attempt.Provider, notice.ObjectId, attempt.OrderId, amount, clock.GetUtcNow()));
        }
    }

    private async Task Lost(PaymentNotice notice, PaymentAttempt attempt, Money amount, CancellationToken ct)
    {
        amount = await Settle(attempt, amount, refund => LedgerEntries.DisputeLost(refund, clock.GetUtcNow()), null, ct);
        if (amount.MinorUnits == 0)
        {
            return;
        }

        var left = amount.Currency == attempt.Amount.Currency ? Math.Min(amount.MinorUnits, attempt.ReceivedMinor - attempt.RefundedMinor) : 0;
        if (left < amount.MinorUnits)
        {
            db.LedgerTransactions.Add(LedgerEntries.DisputeLostTwice(
                attempt.Provider, notice.ObjectId, attempt.OrderId, amount with { MinorUnits = amount.MinorUnits - left }, clock.GetUtcNow()));
        }

        if (left > 0 && attempt.GiveBack(amount with { MinorUnits = left }).Succeeded)
        {
            await WentBack(attempt, amount with { MinorUnits = left }, notice.ObjectId, RefundReasons.Dispute, ct);
        }
    }

    /// <summary>
    /// A refund that waits for an officer, because the provider would not make it while the payment was disputed or did not answer, is made by losing the
    /// dispute or in the dashboard: the buyer has the money and is not to be paid again by hand. What an officer has approved may be on its way already and
    /// stays. Returns what is left of the amount.
    /// </summary>
    private async Task<Money> Settle(PaymentAttempt attempt, Money amount, Func<Refund, LedgerTransaction?> made, string? objectId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var waiting = await db.Refunds
            .Where(refund => refund.AttemptId == attempt.Id && refund.Status == RefundStatus.AwaitingPerson && refund.ApprovedBy == null)
            .OrderBy(refund => refund.CreatedAt).ToListAsync(ct);
        foreach (var refund in waiting.Where(refund => refund.Amount == amount).Take(1).Union(waiting))
        {
            if (refund.Amount.Currency == amount.Currency && refund.Amount.MinorUnits <= amount.MinorUnits && made(refund) is { } entry && refund.SettledElsewhere(objectId, now))
            {
                db.LedgerTransactions.Add(entry);
                amount = amount with { MinorUnits = amount.MinorUnits - refund.Amount.MinorUnits };
            }
        }

        return amount;
    }

    /// <summary>
    /// When the amount says for which parts, they are taken back, except that a delivered one lost in a dispute is borne by whom the rules name; otherwise an
    /// officer must say what it was for, and the order's money is held until then.
    /// </summary>
    private async Task WentBack(PaymentAttempt attempt, Money amount, string objectId, string reason, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var order = await db.OrderWithParts(attempt.OrderId, ct);
        var parts = await Meant(order, amount, ct);
        var programmeBears = reason == RefundReasons.Dispute && parts.Exists(part => part.IsRecognised)
            && (await ruleBook.On(order.PlacedAt.VietnamDay(), ct)).Policy(PolicyCodes.DisputeBearer) == TheProgramme;
        foreach (var (part, share) in parts.Count > 0 ? parts.Select(part => ((ProducerOrder?)part, amount with { MinorUnits = part.ChargedMinor })) : [(null, amount)])
        {
            var isBorne = programmeBears && part is { IsRecognised: true };
            var refund = Refund.MadeElsewhere(attempt, isBorne ? null : part?.Id, share, reason, objectId, isUnexplained: part is null, now);
            db.Refunds.Add(refund);
            db.LedgerTransactions.Add(reason == RefundReasons.Dispute ? LedgerEntries.DisputeLost(refund, now) : LedgerEntries.RefundSent(refund, attempt.Provider, now));
            if (isBorne)
            {
                db.LedgerTransactions.Add(LedgerEntries.Borne(refund, share, now));
            }
            else if (part is not null)
            {
                db.LedgerTransactions.Add(LedgerEntries.Refund(refund, part, withShipping: true, now));
                _ = part.IsRecognised ? order.Refund(part.Id, reason, now, Actor.System) : order.Decline(part.Id, reason, now, Actor.System);
            }
        }
    }

    /// <summary>The one part that was charged this much, or all that are left when it is the sum of them; nothing when it cannot be told.</summary>
    private async Task<List<ProducerOrder>> Meant(Order order, Money amount, CancellationToken ct)
    {
        var open = new List<ProducerOrder>();
        foreach (var part in order.Parts)
        {
            var (sale, refund) = (LedgerEntries.SaleReference(part.Id), LedgerEntries.RefundReference(part.Id));
            var posted = await db.LedgerTransactions.Where(entry => entry.Reference == sale || entry.Reference == refund).Select(entry => entry.Reference).ToListAsync(ct);
            if (posted is [var only] && only == sale)
            {
                open.Add(part);
            }
        }

        var same = open.FindAll(part => part.ChargedMinor == amount.MinorUnits);
        var meant = open.Sum(part => part.ChargedMinor) == amount.MinorUnits ? open : same.Count == 1 ? same : [];
        return meant.TrueForAll(part => part.IsRecognised || OrderTransitions.After(part.Status, OrderTransitions.Decline) is not null) ? meant : [];
    }
}
