using Marketplace.Domain.Producers;

namespace Marketplace.Domain.Orders;

public static class ProducerOrderQueries
{
    extension(IQueryable<ProducerOrder> parts)
    {
        /// <summary>Arrived, and their money is not certainly ours yet: with couriers, when they were paid at the door.</summary>
        public IQueryable<ProducerOrder> Unsettled() => parts.Where(part => part.Status == ProducerOrderStatus.Delivered && part.SettledAt == null);

#pragma warning disable CA1304, CA1311 // The database does it, and knows no culture; codes are plain letters and digits.
        /// <summary>Those that one of these codes names, ours or the courier's, in capitals and without blanks.</summary>
        public IQueryable<ProducerOrder> CarriedAs(IReadOnlyCollection<string> codes) =>
            parts.Where(part => codes.Contains(part.Number) || codes.Contains(part.TrackingCode.Replace(" ", "").ToUpper()));
#pragma warning restore CA1304, CA1311

        public IQueryable<ProducerOrder> SoldBy(ProducerId producer) => parts.Where(part => part.ProducerId == producer);
    }
}
