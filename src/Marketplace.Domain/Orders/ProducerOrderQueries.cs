using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Orders;

public static class ProducerOrderQueries
{
    extension(IQueryable<ProducerOrder> parts)
    {
        public IQueryable<ProducerOrder> SoldBy(ProducerId producer) => parts.Where(part => part.ProducerId == producer);
    }
}
