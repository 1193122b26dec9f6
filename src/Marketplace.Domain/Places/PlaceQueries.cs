namespace Marketplace.Domain.Places;

public static class PlaceQueries
{
    /// <summary>The invented list of the demonstration; an official list in force goes before it.</summary>
    public const string DemoScheme = "demo";

    extension(IQueryable<AdminUnit> units)
    {
        /// <summary>Units of today's map.</summary>
        public IQueryable<AdminUnit> Current() => units.Where(unit => unit.ValidTo == null);

        public IQueryable<AdminUnit> Provinces() => units.Where(unit => unit.Level == AdminLevel.Province && unit.ValidTo == null);

        public IQueryable<AdminUnit> CommunesOf(int provinceId) =>
            units.Where(unit => unit.Level == AdminLevel.Commune && unit.ParentId == provinceId && unit.ValidTo == null);
    }
}
