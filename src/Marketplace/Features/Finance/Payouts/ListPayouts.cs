using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Payouts;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Rules;
using Marketplace.Infrastructure.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Payouts;

/// <summary>What is due to producers now, and what was prepared or paid.</summary>
public sealed record ListPayouts(int Page) : IQuery<PayoutsModel>;

public sealed record PayoutsModel(IReadOnlyList<DueRow> Due, Paged<PayoutRow> Payouts)
{
    public long DueDong => Due.Where(row => row.HasAccount).Sum(row => row.Dong);
}

public sealed record DueRow(string Producer, int Parts, long Dong, bool HasAccount);

public sealed record PayoutRow(Guid Id, string Number, string Producer, long Dong, PayoutStatus Status, DateTimeOffset PreparedAt, DateTimeOffset? PaidAt);

internal static class DueParts
{
    extension(MarketplaceDb db)
    {
        /// <summary>Delivered, settled, the delay over, and in no payout yet.</summary>
        public IQueryable<ProducerOrder> PartsDue(DateTimeOffset deliveredBefore) => db.ProducerOrders.Where(part =>
            part.Status == ProducerOrderStatus.Delivered && part.SettledAt != null && part.DeliveredAt <= deliveredBefore
            && !db.Payouts.SelectMany(payout => payout.Lines).Any(line => line.PartId == part.Id));
    }

    public static async Task<DateTimeOffset> DeliveredBefore(RuleBook rules, DateTimeOffset now, CancellationToken ct) =>
        now.AddDays(-(await rules.On(now.VietnamDay(), ct)).Policy(PolicyCodes.PayoutDelayDays));
}

internal sealed class ListPayoutsHandler(MarketplaceDb db, RuleBook rules, TimeProvider clock) : IRequestHandler<ListPayouts, PayoutsModel>
{
    private const int MostShown = 200;

    public async Task<PayoutsModel> Handle(ListPayouts request, CancellationToken cancellationToken)
    {
        var before = await DueParts.DeliveredBefore(rules, clock.GetUtcNow(), cancellationToken);
        var sums = await db.PartsDue(before).AsNoTracking().GroupBy(part => part.ProducerId)
            .Select(own => new { ProducerId = own.Key, Parts = own.Count(), Dong = own.Sum(part => part.GoodsDong - part.FeeDong - part.WithheldDong) })
            .OrderByDescending(row => row.Dong).Take(MostShown).ToListAsync(cancellationToken);
        var ids = sums.Select(row => row.ProducerId).ToList();
        var producers = await db.Producers.AsNoTracking().Where(producer => ids.Contains(producer.Id))
            .Select(producer => new { producer.Id, producer.NameVi, HasAccount = producer.BankCipher != null }).ToDictionaryAsync(producer => producer.Id, cancellationToken);
        var payouts = await (
            from payout in db.Payouts.AsNoTracking()
            join producer in db.Producers on payout.ProducerId equals producer.Id
            orderby payout.PreparedAt descending, payout.Number
            select new PayoutRow(payout.Id.Value, payout.Number, producer.NameVi, payout.AmountDong, payout.Status, payout.PreparedAt, payout.PaidAt))
            .Page(request.Page, cancellationToken);
        return new PayoutsModel([.. sums.Select(row => new DueRow(producers[row.ProducerId].NameVi, row.Parts, row.Dong, producers[row.ProducerId].HasAccount))], payouts);
    }
}

public sealed record ShowPayout(PayoutId Id) : IQuery<PayoutPage?>;

public sealed record PayoutPage(Guid Id, string Number, string Producer, long Dong, PayoutStatus Status, DateTimeOffset? PaidAt, string Reference, IReadOnlyList<PayoutPart> Parts, PayoutForm Form);

public sealed record PayoutPart(string Number, long GoodsDong, long FeeDong, long WithheldDong, long Dong);

public sealed record PayoutForm
{
    public string Reference { get; init; } = "";
}

internal sealed class ShowPayoutHandler(MarketplaceDb db) : IRequestHandler<ShowPayout, PayoutPage?>
{
    public async Task<PayoutPage?> Handle(ShowPayout request, CancellationToken cancellationToken)
    {
        var head = await (
            from payout in db.Payouts.AsNoTracking()
            join producer in db.Producers on payout.ProducerId equals producer.Id
            where payout.Id == request.Id
            select new { payout.Number, producer.NameVi, payout.AmountDong, payout.Status, payout.PaidAt, payout.BankReference }).SingleOrDefaultAsync(cancellationToken);
        if (head is null)
        {
            return null;
        }

        var parts = await (
            from line in db.Payouts.Where(payout => payout.Id == request.Id).SelectMany(payout => payout.Lines)
            join part in db.ProducerOrders on line.PartId equals part.Id
            orderby part.Number
            select new PayoutPart(part.Number, part.GoodsDong, part.FeeDong, part.WithheldDong, line.AmountDong)).ToListAsync(cancellationToken);
        return new PayoutPage(request.Id.Value, head.Number, head.NameVi, head.AmountDong, head.Status, head.PaidAt, head.BankReference, parts, new PayoutForm());
    }
}
