using Marketplace.Domain.Catalog;
using Marketplace.Domain.Producers;
using Marketplace.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Support;

/// <summary>What happens to saved things between two looks at a page.</summary>
internal static class Changes
{
    extension(TestMarketplace market)
    {
        public Task Change(ProductId id, Action<Product> change) => market.Change(
            db => db.Products.Include(product => product.Variants).Include(product => product.Photos).SingleAsync(product => product.Id == id), change);

        public Task Change(ProducerId id, Action<Producer> change) => market.Change(db => db.Producers.SingleAsync(producer => producer.Id == id), change);

        public Task Change<T>(Func<MarketplaceDb, Task<T>> find, Action<T> change) => market.Read(async db =>
        {
            change(await find(db));
#pragma warning disable RS0030 // A test's own set-up.
            return await db.SaveChangesAsync();
#pragma warning restore RS0030
        });
    }
}
