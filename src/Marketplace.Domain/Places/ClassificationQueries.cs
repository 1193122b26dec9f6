namespace Marketplace.Domain.Places;

public static class ClassificationQueries
{
    extension(IQueryable<UnitClassification> lists)
    {
        /// <summary>Entries in force on a day.</summary>
        public IQueryable<UnitClassification> On(DateOnly day) => lists.Where(row => row.ValidFrom <= day && (row.ValidTo == null || row.ValidTo >= day));
    }
}
