using Marketplace.Domain.Rules;

namespace Marketplace.Domain.Places;

public static class ClassificationQueries
{
    extension(IQueryable<UnitClassification> lists)
    {
        /// <summary>The region class (1 to 3) of a commune on a day, newest list first; no row when it is on no list.</summary>
        public IQueryable<int> RegionOf(int unitId, DateOnly day) => lists.On(day)
            .Where(row => row.UnitId == unitId)
            .OrderByDescending(row => row.ValidFrom)
            .Select(row => row.Region);
    }
}
