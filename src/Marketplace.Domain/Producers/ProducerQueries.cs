using Marketplace.Domain.People;

namespace Marketplace.Domain.Producers;

public static class ProducerQueries
{
    extension(IQueryable<Producer> producers)
    {
        /// <summary>Those on the market whose people is shown, by their own consent.</summary>
        /// <param name="people">Number of the ethnic group.</param>
        /// <param name="consents">All there are.</param>
        public IQueryable<Producer> NamingPeople(int people, IQueryable<Consent> consents)
        {
            var showing = consents.ShowingPeople();
            return producers.Where(producer => producer.PublicEthnicGroupId == people && producer.Status == ProducerStatus.Verified && showing.Any(consent => consent.ProducerId == producer.Id));
        }
    }
}
