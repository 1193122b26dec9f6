using Marketplace.Domain.Accounts;
using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payments;
using Marketplace.Domain.Payouts;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Features.Finance.Disputes;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Rules;
using Marketplace.Infrastructure.Security;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Payouts;

/// <summary>What is due to producers now, and what was prepared or paid, with which of it the officer leaves to a colleague because it is a shop of their own.</summary>
public sealed record ListPayouts(int Page, int AtMost = 200, UserId? Officer = null) : IQuery<PayoutsModel>;

/// <summary><c>DueDong</c> is what the officer would prepare, also for those who are not shown.</summary>
public sealed record PayoutsModel(IReadOnlyList<DueRow> Due, long DueDong, IReadOnlyList<HeldRow> Held, IReadOnlyList<BatchRow> Batches, Paged<PayoutRow> Payouts);

/// <summary>What one producer's next payout would be: what is due, less what was sent to them before and went back to buyers since.</summary>
public sealed record DueRow(string Producer, int Parts, long Dong, long OwedDong, bool HasAccount, bool IsOwn)
{
    public long NetDong => Dong - OwedDong;
}

/// <summary>Would be paid, but the money of its order is in dispute.</summary>
public sealed record HeldRow(string Producer, string Part, string OrderNumber, long Dong);

/// <summary>A file for the bank, with what of it the bank has not carried out yet.</summary>
public sealed record BatchRow(Guid Id, DateTimeOffset At, int Payouts, long Dong);

/// <summary>
/// <c>IsStopped</c> when money of a part in it was held or went back since it was prepared, so that it does not go to the bank. <c>WaitsUntil</c> when the
/// producer's account was changed, so that it does not go before.
/// </summary>
public sealed record PayoutRow(
    Guid Id, string Number, string Producer, long Dong, PayoutStatus Status, bool IsStopped, bool IsOwn, DateTimeOffset? WaitsUntil, DateTimeOffset PreparedAt, DateTimeOffset? PaidAt);

internal static class DueParts
{
    extension(MarketplaceDb db)
    {
        /// <summary>Delivered, settled, the delay over, in no payout yet, and of an order whose money is not held.</summary>
        public IQueryable<ProducerOrder> PartsDue(PayoutDays told, List<OrderId> held) => db.PartsRipe(told).Where(part => !held.Contains(part.OrderId));

        /// <summary>Would be due, were its order's money not held.</summary>
        public IQueryable<ProducerOrder> PartsHeld(PayoutDays told, List<OrderId> held) => db.PartsRipe(told).Where(part => held.Contains(part.OrderId));

        /// <summary>Prepared, and would not be any more: money of a part in it was held or went back since.</summary>
        public IQueryable<Payout> PayoutsStopped(List<OrderId> held) => db.Payouts.Where(payout => payout.Status == PayoutStatus.Prepared
            && payout.Lines.Any(line => line.Kind == PayoutLineKind.Earned && db.ProducerOrders.Any(part => part.Id == line.PartId
                && (part.Status != ProducerOrderStatus.Delivered || part.SettledAt == null || held.Contains(part.OrderId)))));

        /// <summary>The maker's word alone starts no short wait: the buyer's does, the clock's, and that of the courier whose cash settles a part.</summary>
        private IQueryable<ProducerOrder> PartsRipe(PayoutDays told) => db.ProducerOrders.Where(part =>
            part.Status == ProducerOrderStatus.Delivered && part.SettledAt != null && part.DeliveredAt <= told.Confirmed
            && !db.Payouts.SelectMany(payout => payout.Lines).Any(line => line.PartId == part.Id && !line.IsFree)
            && db.Orders.Any(order => order.Id == part.OrderId
                && (order.Method == PaymentMethod.CashOnDelivery
                    || (order.Address.CountryCode == "VN" && part.DeliveredAt <= told.ByTheMaker)
                    || (order.Address.CountryCode != "VN" && part.DeliveredAt <= told.ByTheMakerAbroad)
                    || order.History.Any(step => step.PartId == part.Id && (step.Event == OrderTransitions.Deliver || step.Event == OrderTransitions.Receive)
                        && (step.Note == OrderEvent.ByTheBuyer || step.ActorId == null) && step.At <= told.Confirmed))));

        public IQueryable<OwedBack> PartsOwedBack() =>
            from line in db.Payouts.Where(payout => payout.Status == PayoutStatus.Paid).SelectMany(payout => payout.Lines)
            join part in db.ProducerOrders on line.PartId equals part.Id
            where line.Kind == PayoutLineKind.Earned && part.Status == ProducerOrderStatus.Refunded
                && !db.Payouts.SelectMany(payout => payout.Lines).Any(other => other.PartId == part.Id && other.Kind == PayoutLineKind.TakenBack && !other.IsFree)
            select new OwedBack { ProducerId = part.ProducerId, PartId = part.Id, Dong = line.AmountDong };
    }

    /// <summary>Sent to the producer, and its money went back to the buyer since: owed until a payout takes it back.</summary>
    internal sealed record OwedBack
    {
        public required ProducerId ProducerId { get; init; }

        public required ProducerOrderId PartId { get; init; }

        public required long Dong { get; init; }
    }

    public static async Task<PayoutDays> ToldBefore(RuleBook rules, DateTimeOffset now, CancellationToken ct)
    {
        var today = await rules.On(now.VietnamDay(), ct);
        return new PayoutDays(
            now.AddDays(-today.Policy(PolicyCodes.PayoutDelayDays)), now.AddDays(-today.Policy(PolicyCodes.PayoutUnconfirmedDays)),
            now.AddDays(-today.Policy(PolicyCodes.PayoutUnconfirmedAbroadDays)));
    }
}

/// <summary>A part is due when it was told as delivered not after this: by whom, and to where it went.</summary>
internal sealed record PayoutDays(DateTimeOffset Confirmed, DateTimeOffset ByTheMaker, DateTimeOffset ByTheMakerAbroad);

internal sealed class ListPayoutsHandler(MarketplaceDb db, RuleBook rules, TimeProvider clock) : IRequestHandler<ListPayouts, PayoutsModel>
{
    public async Task<PayoutsModel> Handle(ListPayouts request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var told = await DueParts.ToldBefore(rules, now, cancellationToken);
        var held = await db.OrdersHeld(cancellationToken);
        var shops = db.ShopsOf(request.Officer ?? default, now);
        var sums = await db.PartsDue(told, held).AsNoTracking().GroupBy(part => part.ProducerId)
            .Select(own => new
            {
                ProducerId = own.Key,
                Parts = own.Count(),
                Dong = own.Sum(part => part.GoodsDong - part.FeeDong - part.WithheldDong),
                IsPrepared = db.Producers.Any(producer => producer.Id == own.Key && producer.BankCipher != null && !shops.Contains(producer.Id)),
            })
            .OrderByDescending(row => row.Dong).ToListAsync(cancellationToken);
        var owed = await db.PartsOwedBack().GroupBy(part => part.ProducerId).Select(own => new { ProducerId = own.Key, Dong = own.Sum(part => part.Dong) })
            .ToDictionaryAsync(row => row.ProducerId, row => row.Dong, cancellationToken);
        var ids = sums.Take(request.AtMost).Select(row => row.ProducerId)
            .Union(owed.OrderByDescending(row => row.Value).Take(request.AtMost).Select(row => row.Key)).ToList();
        var producers = await db.Producers.AsNoTracking().Where(producer => ids.Contains(producer.Id))
            .Select(producer => new { producer.Id, producer.NameVi, HasAccount = producer.BankCipher != null, IsOwn = shops.Contains(producer.Id) }).ToDictionaryAsync(producer => producer.Id, cancellationToken);
        var stopped = db.PayoutsStopped(held);
        var payouts = await (
            from payout in db.Payouts.AsNoTracking()
            join producer in db.Producers on payout.ProducerId equals producer.Id
            orderby payout.PreparedAt descending, payout.Number
            select new PayoutRow(payout.Id.Value, payout.Number, producer.NameVi, payout.AmountDong, payout.Status, stopped.Any(one => one.Id == payout.Id),
                payout.Status == PayoutStatus.Prepared && shops.Contains(payout.ProducerId),
                payout.Status == PayoutStatus.Prepared && producer.PayoutsWaitUntil > now ? producer.PayoutsWaitUntil : null, payout.PreparedAt, payout.PaidAt))
            .Page(request.Page, cancellationToken);
        var waiting = await (
            from part in db.PartsHeld(told, held).AsNoTracking()
            join producer in db.Producers on part.ProducerId equals producer.Id
            join order in db.Orders on part.OrderId equals order.Id
            orderby part.DeliveredAt, part.Number
            select new HeldRow(producer.NameVi, part.Number, order.Number, part.GoodsDong - part.FeeDong - part.WithheldDong)).Take(request.AtMost).ToListAsync(cancellationToken);
        var batches = await db.Payouts.AsNoTracking().Where(payout => payout.Status == PayoutStatus.Exported)
            .GroupBy(payout => new { payout.BatchId, payout.ExportedAt })
            .Select(batch => new { batch.Key.BatchId, batch.Key.ExportedAt, Payouts = batch.Count(), Dong = batch.Sum(payout => payout.AmountDong) })
            .OrderByDescending(batch => batch.ExportedAt).Take(request.AtMost).ToListAsync(cancellationToken);
        var due = sums.ToDictionary(row => row.ProducerId);
        return new PayoutsModel(
            [.. ids.Select(id => new DueRow(
                producers[id].NameVi, due.GetValueOrDefault(id)?.Parts ?? 0, due.GetValueOrDefault(id)?.Dong ?? 0, owed.GetValueOrDefault(id), producers[id].HasAccount, producers[id].IsOwn))],
            sums.Where(row => row.IsPrepared).Sum(row => Math.Max(0, row.Dong - owed.GetValueOrDefault(row.ProducerId))),
            waiting,
            [.. batches.Select(batch => new BatchRow(batch.BatchId!.Value, batch.ExportedAt!.Value, batch.Payouts, batch.Dong))],
            payouts);
    }
}

/// <summary>A payout with the end of the account it went to, which the officer sees on record.</summary>
public sealed record ShowPayout(PayoutId Id, UserId Officer) : IQuery<PayoutPage?>;

/// <summary><c>WaitsUntil</c> when it goes into no file before, because the producer's account was changed; <c>AccountEnding</c> is empty before it is in one.</summary>
public sealed record PayoutPage(
    Guid Id, string Number, string Producer, long Dong, PayoutStatus Status, DateTimeOffset? WaitsUntil, string AccountEnding, DateTimeOffset? PaidAt, string Reference,
    DateTimeOffset PreparedAt, string PreparedBy, DateTimeOffset? ExportedAt, string ExportedBy, bool MayMarkPaid, DateTimeOffset? FailedAt, string FailureReason, IReadOnlyList<PayoutPart> Parts,
    PayoutForm Form)
{
    /// <summary>Of a shop that the officer belongs to or helps: a colleague decides.</summary>
    public bool IsOwn { get; init; }
}

/// <summary>Of what is taken back, every figure has the other sign.</summary>
public sealed record PayoutPart(string Number, string OrderNumber, long GoodsDong, long FeeDong, long WithheldDong, long Dong, bool IsTakenBack);

public sealed record PayoutForm
{
    public string Reference { get; init; } = "";

    public string Reason { get; init; } = "";
}

internal sealed class ShowPayoutHandler(MarketplaceDb db, SensitiveReader sensitive, TimeProvider clock) : IRequestHandler<ShowPayout, PayoutPage?>
{
    public async Task<PayoutPage?> Handle(ShowPayout request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var shops = db.ShopsOf(request.Officer, now);
        var found = await (
            from payout in db.Payouts.AsNoTracking()
            join producer in db.Producers on payout.ProducerId equals producer.Id
            where payout.Id == request.Id
            select new { Payout = payout, producer.NameVi, producer.PayoutsWaitUntil, IsOwn = shops.Contains(producer.Id) }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        var head = found.Payout;
        var account = await sensitive.Bank(head, request.Officer, "page of payout " + head.Number, cancellationToken);

        var parts = await (
            from line in db.Payouts.Where(payout => payout.Id == request.Id).SelectMany(payout => payout.Lines)
            join part in db.ProducerOrders on line.PartId equals part.Id
            join order in db.Orders on part.OrderId equals order.Id
            let sign = line.Kind == PayoutLineKind.TakenBack ? -1 : 1
            orderby line.Kind, part.Number
            select new PayoutPart(
                part.Number, order.Number, sign * part.GoodsDong, sign * part.FeeDong, sign * part.WithheldDong, line.AmountDong, line.Kind == PayoutLineKind.TakenBack))
            .ToListAsync(cancellationToken);
        var names = await Names([head.PreparedBy, head.ExportedBy], cancellationToken);
        return new PayoutPage(
            request.Id.Value, head.Number, found.NameVi, head.AmountDong, head.Status,
            head.Status == PayoutStatus.Prepared && found.PayoutsWaitUntil > now ? found.PayoutsWaitUntil : null, account?.Ending ?? "", head.PaidAt, head.BankReference,
            head.PreparedAt, Name(head.PreparedBy), head.ExportedAt, Name(head.ExportedBy), head.MayBeMarkedPaidBy(request.Officer), head.FailedAt, head.FailureReason, parts, new PayoutForm())
        {
            IsOwn = found.IsOwn,
        };

        string Name(UserId? officer) => officer is { } one ? names.GetValueOrDefault(one.Value, "") : "";
    }

    private Task<Dictionary<Guid, string>> Names(UserId?[] officers, CancellationToken ct)
    {
        Guid[] ids = [.. officers.OfType<UserId>().Select(officer => officer.Value).Distinct()];
        return db.Users.Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName, ct);
    }
}
