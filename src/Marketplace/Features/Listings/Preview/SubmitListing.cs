using Marketplace.Domain.Catalog;
using Marketplace.Domain.Common;
using Marketplace.Domain.Media;
using Marketplace.Domain.Orders;
using Marketplace.Domain.Producers;
using Marketplace.Domain.Rules;
using Marketplace.Infrastructure.Catalog;
using Marketplace.Infrastructure.Data;
using Marketplace.Infrastructure.Pipeline;
using Marketplace.Infrastructure.Producers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Features.Listings.Preview;

/// <summary>Sends a listing to review once it is complete.</summary>
/// <param name="Producer">Whose it is.</param>
/// <param name="Actor">Who sends it.</param>
/// <param name="Product">The listing.</param>
/// <param name="Declared">Papers the maker declares to hold.</param>
/// <param name="IsNotBlocked">The maker was shown words of blocked goods and says the goods are not those.</param>
public sealed record SubmitListing(ProducerId Producer, Actor Actor, ProductId Product, IReadOnlyList<string> Declared, bool IsNotBlocked) : ICommand<Result>, IProducerAct
{
    public string About => Product.Value.ToString();
}

internal sealed class SubmitListingHandler(MarketplaceDb db, TimeProvider clock) : IRequestHandler<SubmitListing, Result>
{
    public async Task<Result> Handle(SubmitListing command, CancellationToken ct)
    {
        var product = await db.Products.Include(product => product.Photos).Include(product => product.Variants).Include(product => product.Declarations)
            .SoldBy(command.Producer).SingleOrDefaultAsync(product => product.Id == command.Product, ct);
        if (product is null)
        {
            return ProductRefusals.NotFound;
        }

        var shop = await db.Producers.Where(producer => producer.Id == command.Producer).Select(producer => producer.Status).SingleAsync(ct);
        if (shop != ProducerStatus.Verified)
        {
            return ProducerRefusals.NotSelling(shop);
        }

        var today = clock.GetUtcNow().VietnamDay();
        var required = await db.PapersNeeded(product.CategoryId, today).Select(type => type.Slug).ToListAsync(ct);
        var media = product.Photos.Select(photo => photo.MediaId).ToList();
        var states = await db.MediaItems.Where(item => media.Contains(item.Id)).Select(item => item.State).ToListAsync(ct);
        var missing = ListingChecks.Missing(states, product.PriceDong, product.NameVi, product.StoryVi, required, [.. command.Declared]);
        if (missing.Count > 0)
        {
            return Result.Refused(missing);
        }

        var lots = await db.Lots.Where(lot => lot.ProductId == product.Id).Select(lot => lot.Code).ToListAsync(ct);
        var blocked = BlockedGoodsCheck.FindIn(await db.BlockedGoods.On(today).AsNoTracking().ToListAsync(ct), product.Words(lots));
        if (blocked.Count > 0 && !command.IsNotBlocked)
        {
            return new Refusal("listings.blocked-words", nameof(command.IsNotBlocked), string.Join(", ", blocked.Select(match => match.Words)));
        }

        product.Declare(command.Declared.Intersect(required), clock.GetUtcNow());
        return product.Submit(clock.GetUtcNow());
    }
}
