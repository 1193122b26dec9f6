using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Catalog;

public static class ListingQueries
{
    extension(IQueryable<Product> products)
    {
        public IQueryable<Product> SoldBy(ProducerId producer) => products.Where(product => product.ProducerId == producer);

        /// <summary>Those that a moderator let in, on sale or taken off by their maker.</summary>
        public IQueryable<Product> Approved() => products.Where(product => product.Status == ProductStatus.Published || product.Status == ProductStatus.Paused);

        /// <summary>What the shop shows: published, and its maker verified.</summary>
        public IQueryable<Product> Listed(IQueryable<Producer> producers) => products.Where(product => product.Status == ProductStatus.Published
            && producers.Any(producer => producer.Id == product.ProducerId && producer.Status == ProducerStatus.Verified));

        /// <summary>What can be bought, as far as there is any: listed, and its maker not on a break.</summary>
        public IQueryable<Product> ForSale(IQueryable<Producer> producers) => products.Where(product => product.Status == ProductStatus.Published
            && producers.Any(producer => producer.Id == product.ProducerId && producer.Status == ProducerStatus.Verified && !producer.IsPaused));
    }
}
