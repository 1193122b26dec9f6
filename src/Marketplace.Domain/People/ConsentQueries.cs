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
}
