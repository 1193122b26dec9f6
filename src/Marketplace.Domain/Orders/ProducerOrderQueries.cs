using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Orders;

public static class ProducerOrderQueries
{
    extension(IQueryable<ProducerOrder> parts)
    {
        /// <summary>Arrived, and their money is not certainly ours yet: with couriers, when they were paid at the door.</summary>
        public IQueryable<ProducerOrder> Unsettled() => parts.Where(part => part.Status == ProducerOrderStatus.Delivered && part.SettledAt == null);

        public IQueryable<ProducerOrder> SoldBy(ProducerId producer) => parts.Where(part => part.ProducerId == producer);
    }
}
