using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Catalog;

public static class ListingQueries
{
    extension(IQueryable<Product> products)
    {
        public IQueryable<Product> SoldBy(ProducerId producer) => products.Where(product => product.ProducerId == producer);
    }
}
