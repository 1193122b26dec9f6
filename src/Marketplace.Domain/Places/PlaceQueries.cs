namespace Marketplace.Domain.Places;

public static class PlaceQueries
{
    extension(IQueryable<AdminUnit> units)
    {
        /// <summary>Units of today's map.</summary>
        public IQueryable<AdminUnit> Current() => units.Where(unit => unit.ValidTo == null);

        public IQueryable<AdminUnit> Provinces() => units.Where(unit => unit.Level == AdminLevel.Province && unit.ValidTo == null);

        public IQueryable<AdminUnit> CommunesOf(int provinceId) =>
            units.Where(unit => unit.Level == AdminLevel.Commune && unit.ParentId == provinceId && unit.ValidTo == null);
    }

    extension(IQueryable<UnitClassification> rows)
    {
        /// <summary>The region class (1 to 3) of a commune on a day; no row when it is on no list.</summary>
        public IQueryable<int> RegionOf(int unitId, DateOnly day) => rows
            .Where(row => row.UnitId == unitId && row.ValidFrom <= day && (row.ValidTo == null || row.ValidTo >= day))
            .OrderByDescending(row => row.ValidFrom)
            .Select(row => row.Region);
    }
}
