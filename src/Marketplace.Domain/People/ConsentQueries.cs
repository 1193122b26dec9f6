using Marketplace.Domain.Producers;

namespace Marketplace.Domain.People;

/// <summary>The purposes are written out, so that they stand in the SQL as they are: a page's query is planned once and asked by everybody.</summary>
public static class ConsentQueries
{
    extension(IQueryable<Consent> consents)
    {
        public IQueryable<Consent> InForce() => consents.Where(consent => consent.WithdrawnAt == null);

        /// <summary>Those that were in force at a moment, whatever became of them.</summary>
        public IQueryable<Consent> InForce(DateTimeOffset at) =>
            consents.Where(consent => consent.GivenAt <= at && (consent.WithdrawnAt == null || consent.WithdrawnAt > at));

        /// <summary>Let the people's name be shown with the shop and its goods.</summary>
        public IQueryable<Consent> ShowingPeople() => consents.Where(consent => consent.Purpose == ConsentPurpose.PublicEthnicity).InForce();

        /// <summary>Let name, portrait and story be shown.</summary>
        public IQueryable<Consent> ShowingProfile() => consents.Where(consent => consent.Purpose == ConsentPurpose.PublicProfile).InForce();
    }

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
