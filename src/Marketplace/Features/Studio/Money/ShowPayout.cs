using Marketplace.Domain.Accounts;
using Marketplace.Domain.Payouts;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Studio.Money;

/// <summary>One payment to the producer, opened to the orders it pays and their lines.</summary>
/// <param name="Producer">Whose it is.</param>
/// <param name="Number">As the transfer's memo has it.</param>
/// <param name="Representative">Who is shown the end of the account, on record; nobody when a member looks.</param>
public sealed record ShowPayout(ProducerId Producer, string Number, UserId? Representative = null) : IQuery<PayoutModel?>;

public sealed record PayoutModel(
    string Slug, string Number, PayoutStatus Status, DateTimeOffset PreparedAt, DateTimeOffset? PaidAt, string BankReference, long AmountDong, string AccountEnding, IReadOnlyList<PayoutPart> Parts);

/// <summary>What was sent for one order, and the lines it comes from. Of what is taken back, every figure has the other sign.</summary>
public sealed record PayoutPart(string Number, long AmountDong, bool IsTakenBack, IReadOnlyList<PayoutGoods> Goods);

public sealed record PayoutGoods(string NameVi, string NameEn, int Quantity, long GoodsDong, long FeeDong, long WithheldDong)
{
    public long ReceivedDong => GoodsDong - FeeDong - WithheldDong;

    public PayoutGoods TakenBack() => this with { GoodsDong = -GoodsDong, FeeDong = -FeeDong, WithheldDong = -WithheldDong };
}

internal sealed class ShowPayoutHandler(MarketplaceDb db, SensitiveReader sensitive) : IRequestHandler<ShowPayout, PayoutModel?>
{
    public async Task<PayoutModel?> Handle(ShowPayout query, CancellationToken ct)
    {
        var found = await db.Payouts.AsNoTracking()
            .Where(payout => payout.ProducerId == query.Producer && payout.Number == query.Number)
            .Select(payout => new
            {
                Payout = payout,
                Slug = db.Producers.Where(producer => producer.Id == payout.ProducerId).Select(producer => producer.Slug).First(),
            })
            .SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var payout = found.Payout;
        var account = query.Representative is { } reader ? await sensitive.Bank(payout, reader, "page of payout " + payout.Number, ct) : null;

        var paid = db.Payouts.Where(one => one.Id == payout.Id).SelectMany(one => one.Lines);
        var parts = await paid.Join(db.ProducerOrders, line => line.PartId, part => part.Id, (line, part) => new { part.Id, part.Number, line.AmountDong, line.Kind })
            .AsNoTracking().OrderBy(part => part.Kind).ThenBy(part => part.Number).ToListAsync(ct);
        var ids = paid.Select(line => line.PartId);
        var goods = (await db.OrderLines.AsNoTracking().Where(line => ids.Contains(line.ProducerOrderId)).OrderBy(line => line.Id).Select(line => new
        {
            line.ProducerOrderId,
            Row = new PayoutGoods(line.NameVi, line.NameEn, line.Quantity, line.GoodsDong, line.FeeDong, line.WithheldVatDong + line.WithheldPitDong),
        }).ToListAsync(ct)).ToLookup(line => line.ProducerOrderId, line => line.Row);
        return new PayoutModel(
            found.Slug, payout.Number, payout.Status, payout.PreparedAt, payout.PaidAt, payout.BankReference, payout.AmountDong, account?.Ending ?? "",
            [.. parts.Select(part => part.Kind == PayoutLineKind.TakenBack
                ? new PayoutPart(part.Number, part.AmountDong, true, [.. goods[part.Id].Select(line => line.TakenBack())])
                : new PayoutPart(part.Number, part.AmountDong, false, [.. goods[part.Id]]))]);
    }
}
