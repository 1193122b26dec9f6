using System.Globalization;
using Marketplace.Domain.Accounts;
using Marketplace.Domain.Auditing;
using Marketplace.Domain.Common;
using Marketplace.Domain.Payouts;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Payments;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using Marketplace.Infrastructure.Rules;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Finance.Payouts;

/// <summary>
/// Gathers what is due into one payout per producer with a known account, less what was sent for parts that were refunded since. A producer who owes as much
/// as is due waits until more was earned. A part is sent once and taken back once: the database says so too. Of the officer's own shops a colleague gathers it.
/// </summary>
public sealed record PreparePayouts(UserId Officer) : ICommand<Result<int>>, ITransactional;

internal sealed class PreparePayoutsHandler(MarketplaceDb db, RuleBook rules, TimeProvider clock) : IRequestHandler<PreparePayouts, Result<int>>
{
    private const int MostParts = 2000;

    public async Task<Result<int>> Handle(PreparePayouts request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var told = await DueParts.ToldBefore(rules, now, cancellationToken);
        var held = await db.OrdersHeld(cancellationToken);
        var own = db.ShopsOf(request.Officer, now);
        var due = await (
            from part in db.PartsDue(told, held)
            join producer in db.Producers on part.ProducerId equals producer.Id
            where producer.BankCipher != null && !own.Contains(producer.Id)
            orderby part.DeliveredAt, part.Id
            select new { part.Id, part.ProducerId, Dong = part.GoodsDong - part.FeeDong - part.WithheldDong }).Take(MostParts).ToListAsync(cancellationToken);

        var owed = (await db.PartsOwedBack().ToListAsync(cancellationToken)).ToLookup(part => part.ProducerId);
        var prefix = "TT-" + now.VietnamDay().ToString("yyyyMMdd", CultureInfo.InvariantCulture) + "-";
        var number = await db.Payouts.CountAsync(payout => payout.Number.StartsWith(prefix), cancellationToken);
        var made = 0;
        foreach (var earned in due.GroupBy(part => part.ProducerId).Where(earned => earned.Sum(part => part.Dong) > owed[earned.Key].Sum(part => part.Dong)))
        {
            var payout = new Payout
            {
                Id = new PayoutId(Guid.CreateVersion7(now)),
                ProducerId = earned.Key,
                Number = prefix + (++number).ToString("0000", CultureInfo.InvariantCulture),
                PreparedAt = now,
                PreparedBy = request.Officer,
            };
            foreach (var part in earned)
            {
                payout.Add(part.Id, part.Dong);
            }

            foreach (var part in owed[earned.Key])
            {
                payout.TakeBack(part.PartId, part.Dong);
            }

            db.Payouts.Add(payout);
            made++;
        }

        if (made > 0)
        {
            db.AuditEvents.Add(new AuditEvent
            {
                At = now,
                ActorId = request.Officer,
                Action = "payouts.prepare",
                Subject = prefix,
                Detail = made.ToString(CultureInfo.InvariantCulture),
            });
        }

        return made;
    }
}
