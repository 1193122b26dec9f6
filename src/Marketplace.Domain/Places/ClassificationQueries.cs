namespace Marketplace.Domain.Places;

public static class ClassificationQueries
{
    extension(IQueryable<UnitClassification> rows)
    {
        /// <summary>The region class (1 to 3) of a commune on a day; no row when it is on no list.</summary>
        public IQueryable<int> RegionOf(int unitId, DateOnly day) => rows
            .Where(row => row.UnitId == unitId && row.ValidFrom <= day && (row.ValidTo == null || row.ValidTo >= day))
            .OrderByDescending(row => row.ValidFrom)
            .Select(row => row.Region);
    }
}
