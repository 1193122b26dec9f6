using Marketplace.Domain.Payouts;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Money;

/// <summary>One payment to the producer, opened to the orders it pays.</summary>
public sealed record ShowPayout(ProducerId Producer, string Number) : IQuery<PayoutModel?>;

public sealed record PayoutModel(
    string Slug, string Number, PayoutStatus Status, DateTimeOffset PreparedAt, DateTimeOffset? PaidAt, string BankReference, long AmountDong, IReadOnlyList<PayoutPart> Parts);

/// <summary>Of what is taken back, every figure has the other sign.</summary>
public sealed record PayoutPart(string Number, long GoodsDong, long FeeDong, long WithheldDong, long AmountDong, bool IsTakenBack);

internal sealed class ShowPayoutHandler(MarketplaceDb db) : IRequestHandler<ShowPayout, PayoutModel?>
{
    public async Task<PayoutModel?> Handle(ShowPayout query, CancellationToken ct)
    {
        var payout = await db.Payouts.AsNoTracking()
            .Where(payout => payout.ProducerId == query.Producer && payout.Number == query.Number)
            .Select(payout => new
            {
                payout.Id,
                payout.Number,
                payout.Status,
                payout.PreparedAt,
                payout.PaidAt,
                payout.BankReference,
                payout.AmountDong,
                Slug = db.Producers.Where(producer => producer.Id == payout.ProducerId).Select(producer => producer.Slug).First(),
            })
            .SingleOrDefaultAsync(ct);
        if (payout is null)
        {
            return null;
        }

        var parts = await db.Payouts.AsNoTracking().Where(one => one.Id == payout.Id).SelectMany(one => one.Lines)
            .Join(db.ProducerOrders, line => line.PartId, part => part.Id, (line, part) => new { line, part, sign = line.Kind == PayoutLineKind.TakenBack ? -1 : 1 })
            .OrderBy(row => row.line.Kind).ThenBy(row => row.part.Number)
            .Select(row => new PayoutPart(
                row.part.Number, row.sign * row.part.GoodsDong, row.sign * row.part.FeeDong, row.sign * row.part.WithheldDong, row.line.AmountDong,
                row.line.Kind == PayoutLineKind.TakenBack))
            .ToListAsync(ct);
        return new PayoutModel(payout.Slug, payout.Number, payout.Status, payout.PreparedAt, payout.PaidAt, payout.BankReference, payout.AmountDong, parts);
    }
}
