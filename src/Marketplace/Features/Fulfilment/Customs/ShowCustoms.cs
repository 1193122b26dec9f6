using Marketplace.Domain.Common;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Fulfilment.Customs;

/// <summary>
/// What the post asks about the goods of a parcel that leaves the country (Universal Postal Union, customs declaration CN 23); nothing for one that stays.
/// </summary>
public sealed record ShowCustoms(ProducerId Producer, string Number) : IQuery<CustomsGoods?>;

/// <summary>Values are what the buyer paid, in the money it was paid in: those of the goods and the postage sum to the parcel's share of the total.</summary>
public sealed record CustomsGoods(IReadOnlyList<CustomsLine> Lines, Money Goods, Money Postage);

/// <summary><c>Hs6</c> is the subheading of the category, to start from; <c>WeightGrams</c> its share of the parcel as it was weighed for the postage.</summary>
public sealed record CustomsLine(string Description, string Hs6, int Quantity, int WeightGrams, Money Value);

internal sealed class ShowCustomsHandler(MarketplaceDb db) : IRequestHandler<ShowCustoms, CustomsGoods?>
{
    public async Task<CustomsGoods?> Handle(ShowCustoms query, CancellationToken ct)
    {
        var parcel = await db.PartsToMake(query.Producer).AsNoTracking()
            .Where(part => part.Number == query.Number)
            .Join(db.Orders.Where(order => order.Address.CountryCode != Address.Home), part => part.OrderId, order => order.Id, (part, order) => new
            {
                part.Id,
                part.ShippingDong,
                part.WeightGrams,
                Charged = new Money(part.ChargedMinor, order.Charged.Currency),
            })
            .SingleOrDefaultAsync(ct);
        if (parcel is null)
        {
            return null;
        }

        var lines = await db.OrderLines.AsNoTracking()
            .Where(line => line.ProducerOrderId == parcel.Id)
            .Join(db.Products, line => line.ProductId, product => product.Id, (line, product) => new { line, product.WeightGrams })
            .Join(db.Categories, row => row.line.CategoryId, category => category.Id, (row, category) => new
            {
                row.line.NameEn,
                category.Hs6,
                row.line.Quantity,
                Weight = row.WeightGrams * row.line.Quantity,
                row.line.GoodsDong,
            })
            .OrderBy(row => row.NameEn)
            .ToListAsync(ct);
        var shares = parcel.Charged.Allocate([.. lines.Select(line => line.GoodsDong), parcel.ShippingDong]);
        var weights = Apportion.ByLargestRemainder(parcel.WeightGrams, [.. lines.Select(line => (long)line.Weight)]);
        return new CustomsGoods(
            [.. lines.Select((line, index) => new CustomsLine(line.NameEn, line.Hs6, line.Quantity, (int)weights[index], shares[index]))],
            parcel.Charged - shares[^1], shares[^1]);
    }
}
