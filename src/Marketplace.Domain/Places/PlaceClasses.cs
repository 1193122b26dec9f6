namespace Marketplace.Domain.Places;

/// <summary>The lists of difficult places as they are dated: of which class a commune was on a day. An official list in force goes before the demonstration's.</summary>
public sealed class PlaceClasses(IEnumerable<UnitClassification> rows, IReadOnlyList<(DateOnly From, DateOnly? To)> officialLists)
{
    private readonly ILookup<int, UnitClassification> _rows = rows.OrderByDescending(row => row.ValidFrom).ToLookup(row => row.UnitId);

    /// <returns>Region 1 to 3, or 0 when on no list.</returns>
    /// <param name="unit">The commune.</param>
    /// <param name="day">The day.</param>
    /// <param name="isLater">The day is later than what is classified, as that of a late refund is: a list that has ended since still counts.</param>
    public (int Region, bool IsExtremelyDifficult) Of(int unit, DateOnly day, bool isLater = false)
    {
        var isOfficial = officialLists.Any(list => list.From <= day && (isLater || list.To is null || list.To >= day));
        return _rows[unit].FirstOrDefault(row => row.ValidFrom <= day && (isLater || row.ValidTo is null || row.ValidTo >= day) && row.Scheme != PlaceQueries.DemoScheme == isOfficial) is { } listed
            ? (listed.Region, listed.IsExtremelyDifficult)
            : (0, false);
    }
}
