using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Places;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Rules;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Prices;

/// <summary>What the maker receives of one sold at home at a price, by the rules of today: the same code that prices an order line and posts it.</summary>
public sealed record ShowReceives(ProducerId Producer, ProductId Product, long PriceDong) : IQuery<LineEconomics?>;

internal sealed class ShowReceivesHandler(MarketplaceDb db, RuleBook rules, TimeProvider clock) : IRequestHandler<ShowReceives, LineEconomics?>
{
    public async Task<LineEconomics?> Handle(ShowReceives query, CancellationToken ct)
    {
        if (query.PriceDong is < SetPricesValidator.LeastDong or > SetPricesValidator.MostDong)
        {
            return null;
        }

        var today = clock.GetUtcNow().VietnamDay();
        var seller = await db.Products.AsNoTracking().SoldBy(query.Producer)
            .Where(product => product.Id == query.Product)
            .Join(db.Producers, product => product.ProducerId, producer => producer.Id, (product, producer) => new { producer.Kind, producer.UnitId })
            .SingleOrDefaultAsync(ct);
        if (seller is null)
        {
            return null;
        }

        var region = await db.UnitClassifications.RegionOf(seller.UnitId, today).FirstOrDefaultAsync(ct);
        return (await rules.On(today, ct)).Line(seller.Kind, region, isExport: false, query.PriceDong, quantity: 1);
    }
}
