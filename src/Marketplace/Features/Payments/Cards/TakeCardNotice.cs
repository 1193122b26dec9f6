using System.Globalization;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Ledger;
using Marketplace.Domain.Messaging;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Rules;
using Marketplace.Features.Payments.Ends;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Jobs;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Rules;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Payments.Cards;

/// <summary>
/// What a card provider tells becomes what we know. Notifications repeat and overtake each other, so each is a hint that is weighed against the stored state:
/// money always wins over "expired" and "failed", and a refund that arrives before its payment waits for it.
/// </summary>
internal sealed class TakeCardNotice(
    MarketplaceDb db, IEnumerable<IPaymentNoticeReader> readers, ReceiptBook receipts, RefundBook refunds, ProviderBook book, RuleBook ruleBook, Outbox outbox,
    NotificationWatch watch, TimeProvider clock) : IInboxHandler
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(45);

    public bool Knows(string provider) => readers.Any(reader => reader.Provider == provider);

    public async Task<Result> Handle(InboxMessage message, CancellationToken ct)
    {
        var notice = readers.First(reader => reader.Provider == message.Provider).Read(message);
        if (notice.Kind is PaymentNoticeKind.RefundArrived or PaymentNoticeKind.RefundFailed)
        {
            await RefundTold(message.Provider, notice, ct);
            return Result.Ok;
        }

        if (notice.Kind == PaymentNoticeKind.Unknown)
        {
            watch.Unknown(message.Provider, message.Kind);
            return Result.Ok;
        }

        if (notice.Kind == PaymentNoticeKind.Ignored || await Attempt(message.Provider, notice, ct) is not { } attempt)
        {
            // Money that we know no attempt of is tried again, and ends before the officers.
            return notice.Kind is PaymentNoticeKind.Paid or PaymentNoticeKind.Refunded or PaymentNoticeKind.Disputed or PaymentNoticeKind.DisputeWithdrawn
                or PaymentNoticeKind.DisputeReinstated or PaymentNoticeKind.DisputeLost or PaymentNoticeKind.DisputeWon ? PaymentRefusals.NotYet : Result.Ok;
        }

        switch (notice.Kind)
        {
            case PaymentNoticeKind.Paid:
                return await Paid(message.Provider, notice, attempt, ct);
            case PaymentNoticeKind.Refunded:
                return await Refunded(message.Provider, notice, attempt, ct);
            case PaymentNoticeKind.Failed:
                return await Ended(attempt, PaymentStatus.Failed, ct);
            case PaymentNoticeKind.Expired:
                return await Ended(attempt, PaymentStatus.Expired, ct);
            case PaymentNoticeKind.Disputed or PaymentNoticeKind.DisputeWithdrawn or PaymentNoticeKind.DisputeReinstated or PaymentNoticeKind.DisputeLost
                or PaymentNoticeKind.DisputeWon:
                return await Disputed(message.Kind, notice, attempt, ct);
            default:
                if (attempt.AwaitMoney(notice.SessionId))
                {
                    await HoldGoods(attempt.OrderId, ct);
                }

                return Result.Ok;
        }
    }

    /// <summary>Nothing brings this order money now, so its goods are held just long enough to try another card.</summary>
    private async Task<Result> Ended(PaymentAttempt attempt, PaymentStatus how, CancellationToken ct)
    {
        attempt.End(how);
        if (!await db.PaymentAttempts.AnyAsync(other => other.OrderId == attempt.OrderId && other.Id != attempt.Id && other.IsLive, ct))
        {
            (await db.OrderWithParts(attempt.OrderId, ct)).HoldNoLongerThan(clock.GetUtcNow() + TryAgain);
        }

        return Result.Ok;
    }

    /// <summary>The buyer paid by a method that takes days: the goods wait as long as the rules allow.</summary>
    private async Task HoldGoods(OrderId order, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var rules = await ruleBook.On(now.VietnamDay(), ct);
        (await db.OrderWithParts(order, ct)).HoldUntilAtLeast(now.AddDays(rules.Policy(PolicyCodes.DelayedPaymentDays)));
    }

    private async Task<Result> Paid(string provider, PaymentNotice notice, PaymentAttempt attempt, CancellationToken ct)
    {
        if (notice.Amount is not { MinorUnits: > 0 } amount)
        {
            throw new InvalidOperationException($"A paid notification of {provider} names no amount in a currency of ours.");
        }

        if (!await receipts.IsFirst(provider, notice.SessionId.Length > 0 ? notice.SessionId : notice.ObjectId, "paid", ct))
        {
            return Result.Ok;
        }

        receipts.Post(provider, notice.ObjectId, attempt.OrderId, amount);
        var order = await db.OrderWithParts(attempt.OrderId, ct);
        if (order.Status == OrderStatus.AwaitingPayment && attempt.Status != PaymentStatus.Paid)
        {
            await EndOthers(attempt, ct);
            return receipts.Take(attempt, amount, notice.PaymentId);
        }

        var reason = order.Status is OrderStatus.Expired or OrderStatus.Cancelled ? RefundReasons.Late : RefundReasons.Duplicate;
        attempt.ReceiveTooLate(amount, notice.PaymentId, clock.GetUtcNow());
        return refunds.GiveBackCredit(attempt, amount, reason);
    }

    /// <summary>The attempt that brings money ends a newer one that still waits, so that only one of them is live or paid.</summary>
    private async Task EndOthers(PaymentAttempt attempt, CancellationToken ct)
    {
        foreach (var other in await db.PaymentAttempts.Where(other => other.OrderId == attempt.OrderId && other.Id != attempt.Id && other.IsLive).ToListAsync(ct))
        {
            other.End(PaymentStatus.Cancelled);
            if (other.SessionId.Length > 0)
            {
                CloseSession.Later(outbox, other, other.SessionId, clock.GetUtcNow());
            }
        }
    }

    /// <summary>The running total tells whether the provider returned more than we asked: then somebody did so in its dashboard.</summary>
    private async Task<Result> Refunded(string provider, PaymentNotice notice, PaymentAttempt attempt, CancellationToken ct)
    {
        if (attempt.ReceivedMinor == 0)
        {
            return PaymentRefusals.NotYet;
        }

        if (notice.Amount is not { } total || total.Currency != attempt.Amount.Currency
            || !await receipts.IsFirst(provider, notice.ObjectId, "refunded:" + total.MinorUnits.ToString(CultureInfo.InvariantCulture), ct))
        {
            return Result.Ok;
        }

        var missing = total.MinorUnits - await book.RefundedAtProvider(attempt, ct);
        return missing <= 0 ? Result.Ok : await book.Refunded(attempt, total with { MinorUnits = missing }, notice.ObjectId, ct);
    }

    /// <summary>Kept for the officers, and the money it moved booked. What was not paid yet cannot be taken back: that waits.</summary>
    private async Task<Result> Disputed(string kind, PaymentNotice notice, PaymentAttempt attempt, CancellationToken ct)
    {
        var moved = notice.Kind is not (PaymentNoticeKind.Disputed or PaymentNoticeKind.DisputeWon) && notice.Amount is { MinorUnits: > 0 } amount ? amount : (Money?)null;
        if (moved is not null && attempt.ReceivedMinor == 0)
        {
            return PaymentRefusals.NotYet;
        }

        var now = clock.GetUtcNow();
        var dispute = await db.Disputes.SingleOrDefaultAsync(known => known.Provider == attempt.Provider && known.ProviderDisputeId == notice.ObjectId, ct)
            ?? db.Disputes.Add(Dispute.Open(attempt, notice, now)).Entity;
        dispute.Hear(notice);
        var told = notice.Kind switch
        {
            PaymentNoticeKind.DisputeLost => dispute.Lose(now),
            PaymentNoticeKind.DisputeWon => dispute.Win(now),
            _ => Result.Ok,
        };
        if (!told.Succeeded)
        {
            return told;
        }

        if (moved is { } money)
        {
            await book.Disputed(notice, attempt, money, ct);
        }

        db.AuditEvents.Add(new AuditEvent
        {
            At = now,
            Action = PaymentAudit.Dispute,
            Subject = AuditSubject.Of(attempt.Id),
            Detail = string.Join(' ', new[] { kind, notice.Reason, notice.ObjectId, $"{notice.Amount}" }.Where(word => word.Length > 0)),
        });
        return Result.Ok;
    }

    /// <summary>
    /// The end of a refund we asked for. What was booked as sent and failed is reversed; one made in the provider's dashboard is told by the running total.
    /// </summary>
    private async Task RefundTold(string provider, PaymentNotice notice, CancellationToken ct)
    {
        var refund = await db.Refunds.FirstOrDefaultAsync(
            refund => (refund.Id == notice.RefundId || refund.ProviderRefundId == notice.ObjectId)
                && db.PaymentAttempts.Any(attempt => attempt.Id == refund.AttemptId && attempt.Provider == provider), ct);
        if (refund is null)
        {
            return;
        }

        var (now, hadLeft) = (clock.GetUtcNow(), refund.HasLeft);
        if (notice.Kind == PaymentNoticeKind.RefundArrived)
        {
            if (refund.Arrived(notice.ObjectId, now) && !hadLeft)
            {
                db.LedgerTransactions.Add(LedgerEntries.RefundSent(refund, provider, now));
            }
        }
        else if (refund.Failed(notice.ObjectId, notice.Reason) && hadLeft)
        {
            db.LedgerTransactions.Add(LedgerEntries.RefundFailed(refund, provider, now));
        }
    }

    private async Task<PaymentAttempt?> Attempt(string provider, PaymentNotice notice, CancellationToken ct)
    {
        if (notice.AttemptId is { } id && await db.PaymentAttempts.SingleOrDefaultAsync(attempt => attempt.Id == id && attempt.Provider == provider, ct) is { } known)
        {
            return known;
        }

        if (notice.SessionId.Length > 0
            && await db.PaymentAttempts.FirstOrDefaultAsync(attempt => attempt.SessionId == notice.SessionId && attempt.Provider == provider, ct) is { } bySession)
        {
            return bySession;
        }

        return notice.PaymentId.Length > 0
            ? await db.PaymentAttempts.FirstOrDefaultAsync(attempt => attempt.ProviderPaymentId == notice.PaymentId && attempt.Provider == provider, ct)
            : null;
    }
}
